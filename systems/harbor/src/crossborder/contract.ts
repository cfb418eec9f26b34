import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema } from '../bilingual-schema.ts';
import { contractStateSchema, documentIdSchema } from '../views.ts';
import type { TransferView } from './assess.ts';
import { assessmentSchema } from './body.ts';
import { type AssessmentDraft, assessmentDraft } from './facts.ts';

const byContract = z.strictObject({ id: documentIdSchema });
type ByContract = { readonly id: string };

const leave = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['stays', 'may_leave']) }),
  z.strictObject({ kind: z.literal('refused'), code: z.string(), reasons: z.array(bilingualSchema) }),
]);
const transferView: z.ZodType<TransferView> = z.strictObject({
  contract: z.string(),
  state: contractStateSchema,
  purpose: bilingualSchema,
  consumer: z.string(),
  providers: z.array(z.string()),
  place: z.string(),
  assessments: z.array(
    z.strictObject({
      id: z.string(),
      party: z.string(),
      assessedAtMs: z.number(),
      body: assessmentSchema,
    }),
  ),
  leaves: z.array(z.strictObject({ party: z.string(), leave })),
});

const base = { tags: ['contracts'] };

/** Contracts whose data would leave the mainland. */
export const listTransfers: Route<{ replies: { 200: readonly TransferView[] } }> = defineRoute({
  ...base,
  method: 'GET',
  path: '/transfers',
  summary: { en: 'Contracts whose data would leave the mainland', zh: '涉及数据出境的合同' },
  responses: { 200: z.array(transferView) },
  errors: [],
  access: [],
  audit: { none: 'party' },
});

/** What has been assessed of one of them. */
export const getTransfer: Route<{ params: ByContract; replies: { 200: TransferView } }> = defineRoute({
  ...base,
  method: 'GET',
  path: '/transfers/:id',
  summary: { en: 'Self-assessments of a cross-border transfer', zh: '数据出境风险自评估' },
  params: byContract,
  responses: { 200: transferView },
  errors: ['contract.not_found', 'transfer.not_needed'],
  access: [],
  audit: { none: 'party' },
});

/** Signs a holder's self-assessment. */
export const postAssessment: Route<{
  params: ByContract;
  body: AssessmentDraft;
  replies: { 201: { readonly id: string } };
}> = defineRoute({
  ...base,
  method: 'POST',
  path: '/transfers/:id/assessments',
  summary: { en: 'Sign a self-assessment', zh: '签署数据出境风险自评估' },
  params: byContract,
  body: assessmentDraft,
  responses: { 201: z.strictObject({ id: z.string() }) },
  errors: ['contract.not_found', 'contract.not_provider', 'transfer.not_needed', 'document.malformed'],
  access: ['approver'],
  audit: 'transfer.assess',
  stepUp: true,
});
