import { defineRoute, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { documentIdSchema } from '../views.ts';
import { type DisputeView, disputeView, type Filing, filing } from './views.ts';

type ById = { readonly id: string };

const tags = ['settlement'];
const byId = z.strictObject({ id: documentIdSchema });
const issued = { 201: byId };

/** The disputes this party is a side of. */
export const listDisputes: Route<{ replies: { 200: readonly DisputeView[] } }> = defineRoute({
  method: 'GET',
  path: '/disputes',
  summary: { en: 'Disputes of this party', zh: '本方争议' },
  tags,
  responses: { 200: z.array(disputeView) },
  errors: ['hub.not_pinned'],
  access: [],
  audit: { none: 'party' },
});

/** One of them. */
export const getDispute: Route<{ params: ById; replies: { 200: DisputeView } }> = defineRoute({
  method: 'GET',
  path: '/disputes/:id',
  summary: { en: 'One dispute', zh: '争议详情' },
  tags,
  params: byId,
  responses: { 200: disputeView },
  errors: ['dispute.not_found', 'hub.not_pinned'],
  access: [],
  audit: { none: 'party' },
});

/** Disputes a line of this party's statement. */
export const postDispute: Route<{ body: Filing; replies: { 201: ById } }> = defineRoute({
  method: 'POST',
  path: '/disputes',
  summary: { en: 'Dispute a line', zh: '对账目提出争议' },
  tags,
  body: filing,
  responses: issued,
  errors: ['settlement.line_not_found', 'dispute.not_disputable', 'hub.unreachable', 'document.malformed'],
  access: ['approver'],
  audit: 'dispute.file',
});

/** Answers a dispute as the other side. */
export const postDisputeAnswer: Route<{
  params: ById;
  body: { readonly position: 'agrees' | 'contests'; readonly words: string };
  replies: { 201: ById };
}> = defineRoute({
  method: 'POST',
  path: '/disputes/:id/answer',
  summary: { en: 'Answer a dispute', zh: '答复争议' },
  tags,
  params: byId,
  body: z.strictObject({ position: z.enum(['agrees', 'contests']), words: textSchema(2000, 1) }),
  responses: issued,
  errors: [
    'dispute.not_found',
    'dispute.not_yours',
    'dispute.answered',
    'dispute.decided',
    'hub.not_pinned',
    'document.malformed',
  ],
  access: ['approver'],
  audit: 'dispute.answer',
});

/** Shows this party's own receipt of the job to the arbiter and to the other side. */
export const postReceiptOpening: Route<{ params: ById; replies: { 201: ById } }> = defineRoute({
  method: 'POST',
  path: '/disputes/:id/receipt',
  summary: { en: 'Show the own receipt', zh: '出示本方凭证' },
  tags,
  params: byId,
  responses: issued,
  errors: [
    'dispute.not_found',
    'dispute.decided',
    'receipt.not_found',
    'hub.not_pinned',
    'document.malformed',
  ],
  access: ['approver'],
  audit: 'dispute.show_receipt',
});
