import type { SignedDocument } from '@finharbor/access';
import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { Application, LoanTerms } from './domain.ts';
import {
  applicationSchema,
  bilingualSchema,
  loanTermsSchema,
  signedApplication,
  signedContract,
} from './schemas.ts';
import type { LoanProduct, StoredApplication } from './store.ts';

export { getDecisionPaper, getOwnDecisionPaper } from './paper/routes.ts';

type ById = { readonly id: string };

const byId = z.strictObject({ id: z.uuid() });
const loanProduct: z.ZodType<LoanProduct> = z.strictObject({ id: z.uuid(), terms: loanTermsSchema });
const reasons = z.array(bilingualSchema);
const decision: z.ZodType<StoredApplication['decision']> = z
  .union([
    z.strictObject({
      kind: z.literal('offered'),
      points: z.number(),
      amount: z.string(),
      currency: z.string(),
      rateBp: z.number(),
      reasons,
    }),
    z.strictObject({
      kind: z.literal('refused'),
      points: z.number(),
      cutOffPoints: z.number(),
      reasons,
      appeal: bilingualSchema,
    }),
    z.strictObject({ kind: z.literal('not_scored'), code: z.string(), message: z.string() }),
  ])
  .nullable();
const application: z.ZodType<StoredApplication> = z.strictObject({
  id: z.uuid(),
  status: z.enum(['received', 'scoring', 'offered', 'refused', 'not_scored']),
  application: applicationSchema as z.ZodType<Application>,
  jobId: z.string().nullable(),
  decision,
  receivedAtMs: z.number(),
  decidedAtMs: z.number().nullable(),
});

/** The lender's loan products with the rules they are decided by. */
export const listLoans: Route<{ replies: { 200: readonly LoanProduct[] } }> = defineRoute({
  method: 'GET',
  path: '/loan-products',
  summary: { en: 'Loan products and the rules they are decided by', zh: '贷款产品及其决策规则' },
  tags: ['financing'],
  responses: { 200: z.array(loanProduct) },
  errors: [],
  access: 'public',
  audit: { none: 'public' },
});

/** The signed contract a loan's applications are scored under: what the firm consents to, for it to check and read. */
export const getLoanContract: Route<{ params: ById; replies: { 200: SignedDocument } }> = defineRoute({
  method: 'GET',
  path: '/loan-products/:id/contract',
  summary: { en: 'The contract applications are scored under', zh: '评分所依据的合同' },
  tags: ['financing'],
  params: byId,
  responses: { 200: signedContract },
  errors: ['loan.not_found'],
  access: 'public',
  audit: { none: 'public' },
});

/** Publishes a loan product. */
export const postLoan: Route<{ body: LoanTerms; replies: { 201: LoanProduct } }> = defineRoute({
  method: 'POST',
  path: '/loan-products',
  summary: { en: 'Publish a loan product', zh: '发布贷款产品' },
  tags: ['financing'],
  body: loanTermsSchema,
  responses: { 201: loanProduct },
  errors: [],
  access: ['approver'],
  audit: 'loan.publish',
  stepUp: true,
});

/** A firm applies; the application bears the firm's own signature and the consent it has given. */
export const postApplication: Route<{ body: SignedDocument; replies: { 201: StoredApplication } }> =
  defineRoute({
    method: 'POST',
    path: '/applications',
    summary: { en: 'Apply for a loan', zh: '申请贷款' },
    tags: ['financing'],
    body: signedApplication,
    responses: { 201: application },
    errors: [
      'application.malformed',
      'application.bad_signature',
      'application.amount_too_high',
      'application.id_taken',
      'loan.not_found',
    ],
    access: 'public',
    audit: 'application.send',
  });

/** Applications, newest first. */
export const listApplications: Route<{ replies: { 200: readonly StoredApplication[] } }> = defineRoute({
  method: 'GET',
  path: '/applications',
  summary: { en: 'Applications', zh: '申请列表' },
  tags: ['financing'],
  responses: { 200: z.array(application) },
  errors: [],
  access: ['analyst', 'approver'],
  audit: 'application.list',
});

/** One application and its decision. */
export const getApplication: Route<{ params: ById; replies: { 200: StoredApplication } }> = defineRoute({
  method: 'GET',
  path: '/applications/:id',
  summary: { en: 'One application and its decision', zh: '查看申请与决定' },
  tags: ['financing'],
  params: byId,
  responses: { 200: application },
  errors: ['application.not_found'],
  access: ['analyst', 'approver'],
  audit: 'application.read',
});

/** What the calling firm has applied for at this lender, newest first. */
export const listOwnApplications: Route<{ replies: { 200: readonly StoredApplication[] } }> = defineRoute({
  method: 'GET',
  path: '/my/applications',
  summary: { en: "A firm's own applications", zh: '企业查看本企业的全部申请' },
  tags: ['financing'],
  responses: { 200: z.array(application) },
  errors: [],
  access: 'signed',
  audit: { none: 'own' },
});

/** One application for the firm that applied, by its signed request. */
export const getOwnApplication: Route<{ params: ById; replies: { 200: StoredApplication } }> = defineRoute({
  method: 'GET',
  path: '/my/applications/:id',
  summary: { en: "A firm's own application", zh: '企业查看本企业申请' },
  tags: ['financing'],
  params: byId,
  responses: { 200: application },
  errors: ['application.not_found'],
  access: 'signed',
  audit: { none: 'own' },
});

/** Has an application scored again that could not be scored. */
export const postScoring: Route<{ params: ById; replies: { 202: StoredApplication } }> = defineRoute({
  method: 'POST',
  path: '/applications/:id/scoring',
  summary: { en: 'Score an application again', zh: '重新评分' },
  tags: ['financing'],
  params: byId,
  responses: { 202: application },
  errors: ['application.not_found', 'application.not_rerunnable'],
  access: ['analyst'],
  audit: 'application.score',
});
