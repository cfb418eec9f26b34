import { defineRoute, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { documentIdSchema } from '../views.ts';
import { type ProposalDraft, proposalDraft } from './draft.ts';
import {
  type JobRows,
  jobRows,
  type PrivacyBudget,
  type ProposalPreview,
  type ProposalView,
  privacyBudget,
  proposalDecision,
  proposalPreview,
  proposalView,
} from './views.ts';

type ById = { readonly id: string };
type Issued = { readonly id: string };

const byDocument = z.strictObject({ id: documentIdSchema });
const byUuid = z.strictObject({ id: z.uuid() });
const issued: z.ZodType<Issued> = z.strictObject({ id: z.string() });
const cannotBePlanned = [
  'contract.not_found',
  'contract.wrong_party',
  'contract.not_in_force',
  'product.not_found',
  'fusion.bad_plan',
] as const;

/** How many rows of a result one page holds. */
export const rowsAtOnce = 5_000;

/** Makes the plan of a draft and says what each side would learn; nothing is signed. */
export const previewProposal: Route<{ body: ProposalDraft; replies: { 200: ProposalPreview } }> = defineRoute(
  {
    method: 'POST',
    path: '/proposals/preview',
    summary: { en: 'What a computation would tell whom', zh: '预览计算方案及各方所得信息' },
    tags: ['proposals'],
    body: proposalDraft,
    responses: { 200: proposalPreview },
    errors: [...cannotBePlanned],
    access: ['analyst'],
    audit: { none: 'party' },
  },
);

/** Signs a computation's plan as the consumer and asks the providers to approve it. */
export const postProposal: Route<{ body: ProposalDraft; replies: { 201: Issued } }> = defineRoute({
  method: 'POST',
  path: '/proposals',
  summary: { en: 'Propose a computation', zh: '提交计算方案' },
  tags: ['proposals'],
  body: proposalDraft,
  responses: { 201: issued },
  errors: [...cannotBePlanned, 'document.malformed'],
  access: ['analyst'],
  audit: 'proposal.make',
});

/** The computations proposed by or to this party, newest first. */
export const listProposals: Route<{
  query: { readonly contract?: string | undefined };
  replies: { 200: readonly ProposalView[] };
}> = defineRoute({
  method: 'GET',
  path: '/proposals',
  summary: { en: 'Proposed computations', zh: '计算方案列表' },
  tags: ['proposals'],
  query: z.strictObject({ contract: documentIdSchema.optional() }),
  responses: { 200: z.array(proposalView) },
  errors: [],
  access: [],
  audit: { none: 'party' },
});

/** One proposed computation: its plan, what each side learns, who approved it, and what ran. */
export const getProposal: Route<{ params: ById; replies: { 200: ProposalView } }> = defineRoute({
  method: 'GET',
  path: '/proposals/:id',
  summary: { en: 'One proposed computation', zh: '查看计算方案' },
  tags: ['proposals'],
  params: byDocument,
  responses: { 200: proposalView },
  errors: ['proposal.not_found'],
  access: [],
  audit: { none: 'party' },
});

/** Approves or declines a computation as one of its providers. */
export const postProposalDecision: Route<{
  params: ById;
  body: { readonly decision: 'approved' | 'declined'; readonly reason: string };
  replies: { 201: Issued };
}> = defineRoute({
  method: 'POST',
  path: '/proposals/:id/decision',
  summary: { en: 'Approve or decline a computation', zh: '批准或谢绝计算方案' },
  tags: ['proposals'],
  params: byDocument,
  body: proposalDecision,
  responses: { 201: issued },
  errors: ['proposal.not_found', 'proposal.not_provider', 'proposal.withdrawn', 'document.malformed'],
  access: ['approver'],
  audit: 'proposal.decide',
  stepUp: true,
});

/** Takes a proposal back as its consumer; it cannot run from then on. */
export const postProposalWithdrawal: Route<{
  params: ById;
  body: { readonly reason: string };
  replies: { 201: Issued };
}> = defineRoute({
  method: 'POST',
  path: '/proposals/:id/withdrawal',
  summary: { en: 'Take a proposal back', zh: '撤回计算方案' },
  tags: ['proposals'],
  params: byDocument,
  body: z.strictObject({ reason: textSchema(2000) }),
  responses: { 201: issued },
  errors: ['proposal.not_found', 'proposal.not_yours', 'document.malformed'],
  access: ['analyst'],
  audit: 'proposal.withdraw',
});

/** Runs an approved computation. */
export const postProposalJob: Route<{ params: ById; replies: { 201: { readonly job: string } } }> =
  defineRoute({
    method: 'POST',
    path: '/proposals/:id/jobs',
    summary: { en: 'Run an approved computation', zh: '运行已批准的计算方案' },
    tags: ['proposals'],
    params: byDocument,
    responses: { 201: z.strictObject({ job: z.string() }) },
    errors: [
      'proposal.not_found',
      'proposal.not_yours',
      'proposal.not_approved',
      'assumption.not_accepted',
      'settlement.no_funds',
      'hub.unreachable',
      'contract.not_in_force',
      'contract.not_found',
    ],
    access: ['analyst'],
    audit: 'job.start',
  });

/** What is left of a contract's budget of differential privacy. */
export const getContractBudget: Route<{ params: ById; replies: { 200: PrivacyBudget } }> = defineRoute({
  method: 'GET',
  path: '/contracts/:id/budget',
  summary: { en: "A contract's privacy budget", zh: '合同的隐私预算' },
  tags: ['contracts'],
  params: byDocument,
  responses: { 200: privacyBudget },
  errors: ['contract.not_found', 'contract.no_budget'],
  access: [],
  audit: { none: 'party' },
});

/** A page of the own rows that an intersection gave this party. */
export const listJobRows: Route<{
  params: ById;
  query: { readonly after?: number | undefined };
  replies: { 200: JobRows };
}> = defineRoute({
  method: 'GET',
  path: '/jobs/:id/rows',
  summary: { en: 'Rows an intersection gave this party', zh: '求交所得的本方数据行' },
  description: {
    en: `${rowsAtOnce} at a time; \`after\` goes on where \`next\` says.`,
    zh: `每次 ${rowsAtOnce} 行；以 next 的值作为 after 续取。`,
  },
  tags: ['jobs'],
  params: byUuid,
  query: z.strictObject({ after: z.coerce.number().int().min(0).optional() }),
  responses: { 200: jobRows },
  errors: ['job.not_found', 'job.not_done', 'job.no_rows'],
  access: ['analyst', 'steward'],
  audit: 'job.rows.read',
});
