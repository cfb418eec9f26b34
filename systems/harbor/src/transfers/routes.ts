import type { Reason, Role, TransferState } from '@finharbor/dataspace';
import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { documentIdSchema, partySchema } from '../views.ts';

/** One step of a transfer. */
export type TransferStep = {
  readonly message: string;
  readonly by: Role;
  readonly state: TransferState;
  readonly reason: Reason | null;
  readonly atMs: number;
};

/** A transfer of a job, as people see it: under which agreement, how far, and why it ended. */
export type JobTransferView = {
  readonly pid: string;
  readonly peerPid: string | null;
  readonly role: Role;
  readonly party: string;
  readonly product: string;
  readonly agreement: string;
  readonly format: string;
  readonly attempt: number;
  readonly state: TransferState;
  readonly reason: Reason | null;
  readonly updatedAtMs: number;
  readonly steps: readonly TransferStep[];
};

const stateSchema = z.enum(['REQUESTED', 'STARTED', 'SUSPENDED', 'COMPLETED', 'TERMINATED']);
const roleSchema = z.enum(['consumer', 'provider']);
const reasonSchema = z.strictObject({ code: z.string(), text: z.array(z.string()) }).nullable();

const jobTransferView: z.ZodType<JobTransferView> = z.strictObject({
  pid: z.string().meta({ description: "This side's number of the transfer" }),
  peerPid: z.string().nullable(),
  role: roleSchema.meta({ description: "This node's side" }),
  party: partySchema,
  product: documentIdSchema,
  agreement: z.string(),
  format: z.string(),
  attempt: z.int(),
  state: stateSchema.meta({ description: 'A state of the Dataspace Protocol 2025-1' }),
  reason: reasonSchema,
  updatedAtMs: z.number(),
  steps: z.array(
    z.strictObject({
      message: z.string(),
      by: roleSchema,
      state: stateSchema,
      reason: reasonSchema,
      atMs: z.number(),
    }),
  ),
});

/** The transfers of the Dataspace Protocol that carry a job, the latest attempt's first. */
export const listJobTransfers: Route<{
  params: { readonly id: string };
  replies: { 200: readonly JobTransferView[] };
}> = defineRoute({
  method: 'GET',
  path: '/jobs/:id/transfers',
  summary: { en: "A job's transfers", zh: '任务的数据传输' },
  tags: ['jobs'],
  params: z.strictObject({ id: z.uuid() }),
  responses: { 200: z.array(jobTransferView) },
  errors: ['job.not_found'],
  access: [],
  audit: { none: 'party' },
});
