import { defineRoute, type FileStream, fileOf, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { documentIdSchema } from '../views.ts';
import { type DeliveryPlan, deliveryPlanSchema } from './plan.ts';

type ById = { readonly id: string };

/** What a delivery has come to at this node, whether its job is done or not. */
export type DeliveryView = {
  /** Of a holder how many bytes have left, of a consumer how many have landed. */
  readonly bytes: number;
  /** When this node deletes the file. */
  readonly keepUntilMs: number | null;
  readonly deletedAtMs: number | null;
};

const byJob = z.strictObject({ id: z.uuid() });

/** Starts a delivery under a contract, as its consumer. */
export const postDelivery: Route<{
  params: ById;
  body: DeliveryPlan;
  replies: { 201: { readonly job: string } };
}> = defineRoute({
  method: 'POST',
  path: '/contracts/:id/deliveries',
  summary: { en: 'Have the rows of a contract’s product delivered', zh: '发起数据交付' },
  tags: ['jobs'],
  params: z.strictObject({ id: documentIdSchema }),
  body: deliveryPlanSchema,
  responses: { 201: z.strictObject({ job: z.string() }) },
  errors: [
    'contract.not_found',
    'contract.wrong_party',
    'contract.not_in_force',
    'product.not_delivered',
    'settlement.no_funds',
    'hub.unreachable',
  ],
  access: ['analyst'],
  audit: 'job.start',
});

/** What a delivery has come to here. */
export const getDelivery: Route<{ params: ById; replies: { 200: DeliveryView } }> = defineRoute({
  method: 'GET',
  path: '/jobs/:id/delivery',
  summary: { en: 'What a delivery has come to here', zh: '数据交付情况' },
  tags: ['jobs'],
  params: byJob,
  responses: {
    200: z.strictObject({
      bytes: z.number(),
      keepUntilMs: z.number().nullable(),
      deletedAtMs: z.number().nullable(),
    }),
  },
  errors: ['job.not_found', 'delivery.none'],
  access: [],
  audit: { none: 'party' },
});

/** The rows that a delivery brought to this party. */
export const getDeliveredFile: Route<{ params: ById; replies: { 200: FileStream } }> = defineRoute({
  method: 'GET',
  path: '/jobs/:id/file',
  summary: { en: 'The rows that were delivered, as CSV', zh: '下载已交付的数据（CSV）' },
  tags: ['jobs'],
  params: byJob,
  responses: { 200: fileOf('text/csv; charset=utf-8; header=present') },
  errors: ['job.not_found', 'job.not_done', 'delivery.none', 'delivery.deleted'],
  access: ['analyst'],
  audit: 'delivery.read',
});
