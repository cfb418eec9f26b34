import {
  defineRoute,
  type EventStream,
  emptyBody,
  eventsOf,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema } from './bilingual-schema.ts';
import type { ProductDraft } from './catalogue.ts';
import type { ContractView } from './contract-views.ts';
import type { Bilingual } from './documents.ts';
import { type PartyView, partyView } from './party-view.ts';
import { newestProductsRoute, productDraft, productRoute } from './product-contract.ts';
import { countFacetsRoute, findProductsRoute } from './search/contract.ts';
import type { TrainingData } from './start-job.ts';
import type { JobEvent } from './store.ts';
import {
  contractDraft,
  contractView,
  documentIdSchema,
  fingerprintSchema,
  type JobDetail,
  type JobView,
  jobDetail,
  jobEvent,
  jobsAtOnce,
  jobView,
  type ListQuery,
  listQuery,
  type ProductView,
  partySchema,
  productView,
  type ReceiptView,
  type RowBatch,
  receiptsAtOnce,
  receiptView,
  rowBatch,
  trainingData,
} from './views.ts';

export { getTransfer, listTransfers, postAssessment } from './crossborder/contract.ts';
export { getDeliveredFile, getDelivery, postDelivery } from './delivery/contract.ts';
export { listFirmKeys, listKeyRequests } from './firm-key-contract.ts';
export { deleteFollow, listFollows, postFollow } from './follow/contract.ts';
export {
  getProductLife,
  getRightsCertificate,
  listOwnProducts,
  postListingChange,
  postQualityReport,
  postRightsRegistration,
  putSample,
  putValuation,
} from './life/node-routes.ts';
export {
  listCounterOffers,
  postCounterAcceptance,
  postCounterOffer,
} from './negotiation/counter-routes.ts';
export { listNegotiations } from './negotiation/routes.ts';
export { listDatasets, listModels } from './own-contract.ts';
export { getUsesByMonth, listOwnUses } from './owner/contract.ts';
export { getContractPaper, getJobPaper, getReceiptPaper } from './paper/routes.ts';
export {
  getContractBudget,
  getProposal,
  listJobRows,
  listProposals,
  postProposal,
  postProposalDecision,
  postProposalJob,
  postProposalWithdrawal,
  previewProposal,
} from './proposals/contract.ts';
export * from './settlement/node-contract.ts';
export {
  getScorecardPmml,
  getTrainingRecord,
  getTrainingRecordPaper,
  getTrainingStatement,
} from './training/routes.ts';
export { listJobTransfers } from './transfers/routes.ts';

type ById = { readonly id: string };
type Issued = { readonly id: string };
type Decision = { readonly decision: 'approved' | 'declined'; readonly reason: string };
type ContractDraftBody = z.infer<typeof contractDraft>;
type AssumptionView = { readonly text: Bilingual; readonly digest: string; readonly accepted: boolean };
type RefusalView = {
  readonly id: string;
  readonly type: string;
  readonly issuer: string;
  readonly code: string;
  readonly seenAtMs: number;
};

const byDocument = z.strictObject({ id: documentIdSchema });
const byUuid = z.strictObject({ id: z.uuid() });
const issued: z.ZodType<Issued> = z.strictObject({ id: z.string() });
const reasonBody: z.ZodType<{ readonly reason: string }> = z.strictObject({
  reason: textSchema(2000, 1),
});

/** Products that are not offered for a contract's kind, or cannot be delivered under its terms. */
const notOffered = [
  'product.not_delivered',
  'product.not_computed',
  'contract.one_product',
  'contract.needs_computation',
] as const;

/** The parties whose keys this node has pinned. */
export const listPeers: Route<{ replies: { 200: readonly PartyView[] } }> = defineRoute({
  method: 'GET',
  path: '/peers',
  summary: { en: 'Parties this node trusts, by pinned key', zh: '本节点已固定公钥的参与方' },
  tags: ['peers'],
  responses: { 200: z.array(partyView) },
  errors: [],
  access: [],
  audit: { none: 'party' },
});

/** Pins a peer's key by the fingerprint its operator read out. */
export const postPeer: Route<{
  body: { readonly party: string; readonly fingerprint: string; readonly registrar?: boolean | undefined };
  replies: { 201: PartyView };
}> = defineRoute({
  method: 'POST',
  path: '/peers',
  summary: { en: "Pin a peer's key", zh: '固定对方公钥' },
  tags: ['peers'],
  body: z.strictObject({
    party: partySchema,
    fingerprint: fingerprintSchema,
    registrar: z.boolean().optional().meta({ description: "Whether to take its word for firms' keys" }),
  }),
  responses: { 201: partyView },
  errors: [
    'peer.not_found',
    'peer.fingerprint_differs',
    'peer.role_differs',
    'peer.key_changed',
    'peer.bad_signature',
    'document.malformed',
    'hub.unreachable',
  ],
  access: ['approver'],
  audit: 'peer.pin',
});

/** Documents from the hub that did not verify here, by id and code. */
export const listRefusals: Route<{ replies: { 200: readonly RefusalView[] } }> = defineRoute({
  method: 'GET',
  path: '/refusals',
  summary: { en: 'Documents this node refused, and why', zh: '本节点拒收的文件及原因' },
  tags: ['peers'],
  responses: {
    200: z.array(
      z.strictObject({
        id: z.string(),
        type: z.string(),
        issuer: z.string(),
        code: z.string(),
        seenAtMs: z.number(),
      }),
    ),
  },
  errors: [],
  access: [],
  audit: { none: 'party' },
});

/** The products this node has verified and that may be contracted. */
export const listProducts: Route<{ replies: { 200: readonly ProductView[] } }> = defineRoute({
  method: 'GET',
  path: '/products',
  summary: { en: 'Data products in the catalogue', zh: '数据产品目录' },
  tags: ['catalogue'],
  responses: { 200: z.array(productView) },
  errors: [],
  access: [],
  audit: { none: 'party' },
});

/** The newest versions of all of them, also of those that are not offered. */
export const listNewestProducts: ReturnType<typeof newestProductsRoute> = newestProductsRoute([]);

/** Search in the products this node has verified. */
export const findProducts: ReturnType<typeof findProductsRoute> = findProductsRoute([]);
/** Counts of that search. */
export const countFacets: ReturnType<typeof countFacetsRoute> = countFacetsRoute([]);

/** One version of a product this node has verified. */
export const getProduct: ReturnType<typeof productRoute> = productRoute([]);

/** Loads rows of this party's own data set; they never leave this node. */
export const postRows: Route<{
  params: ById;
  body: RowBatch;
  replies: { 200: { readonly loaded: number } };
}> = defineRoute({
  method: 'POST',
  path: '/datasets/:id/rows',
  summary: { en: 'Load rows of an own data set', zh: '载入本方数据集的行' },
  tags: ['catalogue'],
  params: byUuid,
  body: rowBatch,
  responses: { 200: z.strictObject({ loaded: z.int() }) },
  errors: [],
  access: ['steward', 'analyst'],
  audit: 'dataset.load',
  maxBodyBytes: 16 * 1024 * 1024,
});

/** How many rows of an own data set are loaded. */
export const getDataset: Route<{ params: ById; replies: { 200: { readonly rows: number } } }> = defineRoute({
  method: 'GET',
  path: '/datasets/:id',
  summary: { en: 'An own data set', zh: '本方数据集' },
  tags: ['catalogue'],
  params: byUuid,
  responses: { 200: z.strictObject({ rows: z.int() }) },
  errors: [],
  access: [],
  audit: { none: 'party' },
});

/** Publishes an own data set as a product. */
export const putProduct: Route<{ params: ById; body: ProductDraft; replies: { 201: Issued } }> = defineRoute({
  method: 'PUT',
  path: '/products/:id',
  summary: { en: 'Publish an own data set as a product', zh: '发布数据产品' },
  tags: ['catalogue'],
  params: byUuid,
  body: productDraft,
  responses: { 201: issued },
  errors: ['product.empty', 'product.not_deliverable', 'document.malformed'],
  access: ['steward'],
  audit: 'product.publish',
});

/** The contracts this party is a side of. */
export const listContracts: Route<{ replies: { 200: readonly ContractView[] } }> = defineRoute({
  method: 'GET',
  path: '/contracts',
  summary: { en: 'Contracts of this party', zh: '本方合同' },
  tags: ['contracts'],
  responses: { 200: z.array(contractView) },
  errors: [],
  access: [],
  audit: { none: 'party' },
});

/** One contract: its terms, what each side learns, its state and uses. */
export const getContract: Route<{ params: ById; replies: { 200: ContractView } }> = defineRoute({
  method: 'GET',
  path: '/contracts/:id',
  summary: { en: 'One contract', zh: '查看合同' },
  tags: ['contracts'],
  params: byDocument,
  responses: { 200: contractView },
  errors: ['contract.not_found'],
  access: [],
  audit: { none: 'party' },
});

/** Signs a contract as its consumer. */
export const postContract: Route<{ body: ContractDraftBody; replies: { 201: Issued } }> = defineRoute({
  method: 'POST',
  path: '/contracts',
  summary: { en: 'Request a contract', zh: '申请合同' },
  tags: ['contracts'],
  body: contractDraft,
  responses: { 201: issued },
  errors: [
    'product.not_found',
    'product.not_listed',
    'product.suspended',
    'product.withdrawn',
    'plan.not_offered',
    ...notOffered,
    'contract.terms_unknown',
    'contract.not_found',
    'contract.decided',
    'contract.ended',
    'contract.declined',
    'contract.replaced',
    'contract.expired',
    'contract.not_yet_valid',
    'document.malformed',
  ],
  access: ['approver'],
  audit: 'contract.request',
});

/** Approves or declines a contract as one of its providers; the node's connector tells the consumer's. Answers with the contract's id. */
export const postApproval: Route<{ params: ById; body: Decision; replies: { 201: Issued } }> = defineRoute({
  method: 'POST',
  path: '/contracts/:id/decision',
  summary: { en: 'Approve or decline a contract', zh: '批准或谢绝合同' },
  tags: ['contracts'],
  params: byDocument,
  body: z.strictObject({ decision: z.enum(['approved', 'declined']), reason: textSchema(2000) }),
  responses: { 201: issued },
  errors: [
    'contract.not_found',
    'contract.not_provider',
    'contract.decided',
    'contract.ended',
    'contract.replaced',
    'product.not_found',
    'plan.not_offered',
    ...notOffered,
    'contract.terms_unknown',
    'product.not_listed',
    'product.suspended',
    'product.withdrawn',
    'transfer.not_assessed',
    'transfer.may_not_leave',
    'transfer.assessment_expired',
    'document.malformed',
  ],
  access: ['approver'],
  audit: 'contract.decide',
  stepUp: true,
});

/** Ends a contract as either side. */
export const postTermination: Route<{
  params: ById;
  body: { readonly reason: string };
  replies: { 201: Issued };
}> = defineRoute({
  method: 'POST',
  path: '/contracts/:id/termination',
  summary: { en: 'End a contract', zh: '终止合同' },
  tags: ['contracts'],
  params: byDocument,
  body: reasonBody,
  responses: { 201: issued },
  errors: ['contract.not_found', 'document.malformed'],
  access: ['approver'],
  audit: 'contract.end',
  stepUp: true,
});

/** The sentence on trust every operator accepts before its node takes part in a job. */
export const getAssumption: Route<{ replies: { 200: AssumptionView } }> = defineRoute({
  method: 'GET',
  path: '/assumption',
  summary: { en: 'The assumption the computation rests on', zh: '计算所依赖的安全假设' },
  tags: ['jobs'],
  responses: { 200: z.strictObject({ text: bilingualSchema, digest: z.string(), accepted: z.boolean() }) },
  errors: [],
  access: [],
  audit: { none: 'party' },
});

/** Accepts that sentence, by its digest, so that nobody accepts a text they have not been shown. */
export const postAcceptance: Route<{ body: { readonly digest: string }; replies: { 204: undefined } }> =
  defineRoute({
    method: 'POST',
    path: '/assumption/acceptance',
    summary: { en: 'Accept the assumption', zh: '接受安全假设' },
    tags: ['jobs'],
    body: z.strictObject({ digest: documentIdSchema }),
    responses: { 204: emptyBody() },
    errors: ['assumption.other_text'],
    access: ['approver'],
    audit: 'assumption.accept',
  });

/** Starts a training under a contract. */
export const postTraining: Route<{
  body: { readonly contract: string; readonly data: TrainingData };
  replies: { 201: { readonly job: string } };
}> = defineRoute({
  method: 'POST',
  path: '/jobs',
  summary: { en: 'Start a training', zh: '发起联合训练' },
  tags: ['jobs'],
  body: z.strictObject({ contract: documentIdSchema, data: trainingData }),
  responses: { 201: z.strictObject({ job: z.string() }) },
  errors: [
    'contract.not_found',
    'assumption.not_accepted',
    'settlement.no_funds',
    'hub.unreachable',
    'contract.not_in_force',
    'contract.wrong_party',
    'plan.points_closed',
    'fusion.bad_plan',
    'product.not_found',
    'document.malformed',
  ],
  access: ['analyst'],
  audit: 'job.start',
});

/** The jobs this party takes part in, newest first. */
export const listJobs: Route<{ query: ListQuery; replies: { 200: readonly JobView[] } }> = defineRoute({
  method: 'GET',
  path: '/jobs',
  summary: { en: 'Jobs of this party', zh: '本方任务' },
  description: {
    en: `${jobsAtOnce} at a time; \`before\` goes on with older ones.`,
    zh: `每次 ${jobsAtOnce} 条；以 before 续取更早的任务。`,
  },
  tags: ['jobs'],
  query: listQuery,
  responses: { 200: z.array(jobView) },
  errors: [],
  access: [],
  audit: { none: 'party' },
});

/** One job: who answered what, and what this party learned from it. */
export const getJob: Route<{ params: ById; replies: { 200: JobDetail } }> = defineRoute({
  method: 'GET',
  path: '/jobs/:id',
  summary: { en: 'One job', zh: '查看任务' },
  tags: ['jobs'],
  params: byUuid,
  responses: { 200: jobDetail },
  errors: ['job.not_found'],
  access: [],
  audit: 'job.read',
});

/** A job's progress as server-sent events; resumes after Last-Event-ID and ends with the job. */
export const getJobEvents: Route<{ params: ById; replies: { 200: EventStream<JobEvent> } }> = defineRoute({
  method: 'GET',
  path: '/jobs/:id/events',
  summary: { en: 'Progress of a job, as server-sent events', zh: '任务进度（服务器推送事件）' },
  tags: ['jobs'],
  params: byUuid,
  responses: { 200: eventsOf(jobEvent) },
  errors: ['job.not_found'],
  access: [],
  audit: { none: 'party' },
});

/** Runs a failed job again; the use is not counted twice. */
export const postAttempt: Route<{ params: ById; replies: { 201: { readonly attempt: number } } }> =
  defineRoute({
    method: 'POST',
    path: '/jobs/:id/attempts',
    summary: { en: 'Run a failed job again', zh: '重新运行失败的任务' },
    tags: ['jobs'],
    params: byUuid,
    responses: { 201: z.strictObject({ attempt: z.int() }) },
    errors: [
      'job.not_found',
      'job.not_rerunnable',
      'job.not_yours',
      'contract.not_in_force',
      'contract.not_found',
    ],
    access: ['analyst'],
    audit: 'job.rerun',
  });

/** Cancels a running job at this party. */
export const postCancellation: Route<{ params: ById; replies: { 204: undefined } }> = defineRoute({
  method: 'POST',
  path: '/jobs/:id/cancellation',
  summary: { en: 'Cancel a running job', zh: '取消任务' },
  tags: ['jobs'],
  params: byUuid,
  responses: { 204: emptyBody() },
  errors: ['job.not_found'],
  access: ['analyst', 'steward', 'approver'],
  audit: 'job.cancel',
});

/** Receipts of this party's uses, newest first. */
export const listReceipts: Route<{
  query: ListQuery;
  replies: { 200: readonly ReceiptView[] };
}> = defineRoute({
  method: 'GET',
  path: '/receipts',
  summary: { en: 'Receipts of uses', zh: '使用凭证' },
  description: {
    en: `${receiptsAtOnce} at a time; \`before\` goes on with older ones.`,
    zh: `每次 ${receiptsAtOnce} 条；以 before 续取更早的凭证。`,
  },
  tags: ['evidence'],
  query: listQuery,
  responses: { 200: z.array(receiptView) },
  errors: [],
  access: [],
  audit: { none: 'party' },
});

/** One receipt as a file that `finharbor verify` checks without any server. */
export const getReceipt: Route<{ params: ById; replies: { 200: ReceiptView } }> = defineRoute({
  method: 'GET',
  path: '/receipts/:id',
  summary: { en: 'One receipt, for export', zh: '导出凭证' },
  tags: ['evidence'],
  params: byUuid,
  responses: { 200: receiptView },
  errors: ['receipt.not_found'],
  access: [],
  audit: { none: 'party' },
});

/** Vouches, as a registrar, for a firm's key after checking who the firm is. */
export const putFirmKey: Route<{
  params: { readonly uscc: string };
  body: { readonly publicKey: string };
  replies: { 201: Issued };
}> = defineRoute({
  method: 'PUT',
  path: '/firm-keys/:uscc',
  summary: { en: "Vouch for a firm's key", zh: '登记企业公钥' },
  tags: ['firms'],
  params: z.strictObject({ uscc: z.string().regex(/^[0-9A-HJ-NP-RTUWXY]{18}$/) }),
  body: z.strictObject({ publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }),
  responses: { 201: issued },
  errors: ['document.malformed', 'firm_key.not_registrar'],
  access: ['steward'],
  audit: 'firm_key.vouch',
});
