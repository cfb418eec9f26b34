import {
  defineRoute,
  type PaperQuery,
  paperCodes,
  paperRoute,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema } from '../bilingual-schema.ts';
import type { Bilingual } from '../documents.ts';
import { documentIdSchema } from '../views.ts';
import {
  type AnswerDraft,
  answerDraft,
  type ChangeDraft,
  changeDraft,
  type ReviewDraft,
  reviewDraft,
} from './drafts.ts';
import { certificateRoute, lifeRoute } from './life-route.ts';
import { type Waiting, waiting } from './views.ts';

type ById = { readonly id: string };
type Issued = { readonly id: string };
type Post<Body> = Route<{ params: ById; body: Body; replies: { 201: Issued } }>;
type Heard = { readonly decision: 'upheld' | 'dismissed'; readonly reason: string };

const params: z.ZodType<ById> = z.strictObject({ id: documentIdSchema });
const issued: z.ZodType<Issued> = z.strictObject({ id: z.string() });
const post = { method: 'POST', tags: ['register'], params, responses: { 201: issued } } as const;

/** The life of a version of a product. */
export const getProductLife: ReturnType<typeof lifeRoute> = lifeRoute('public');
/** A certificate, for everybody. */
export const getRightsCertificate: ReturnType<typeof certificateRoute> = certificateRoute('public');

/** A certificate on paper, with a code that leads to its page. */
export const getRightsCertificatePaper: Route<{
  params: ById;
  query: PaperQuery;
  replies: { 200: Uint8Array };
}> = defineRoute({
  ...paperRoute,
  path: '/rights-certificates/:id/pdf',
  summary: { en: 'A certificate of rights as a PDF', zh: '数据产权登记证书（PDF）' },
  tags: ['register'],
  params,
  errors: ['rights.not_found', ...paperCodes],
  access: 'public',
  audit: { none: 'public' },
});

/** Registrations, objections and versions that wait for the operator or a reviewer. */
export const listRightsQueue: Route<{ replies: { 200: readonly Waiting[] } }> = defineRoute({
  method: 'GET',
  path: '/rights-queue',
  summary: { en: 'What waits for the registry and the reviewers', zh: '待办登记、异议与审查' },
  tags: ['register'],
  responses: { 200: z.array(waiting) },
  errors: [],
  access: ['operator', 'bureau'],
  audit: 'rights.list_queue',
});

/** Certifies a registration or returns it. */
export const postRightsAnswer: Post<AnswerDraft> = defineRoute({
  ...post,
  path: '/rights-registrations/:id/answer',
  summary: { en: 'Answer a registration', zh: '答复登记申请' },
  body: answerDraft,
  errors: ['rights.not_found', 'rights.decided', 'rights.own_matter', 'document.malformed'],
  access: ['operator'],
  audit: 'rights.answer',
  stepUp: true,
});

/** Upholds or dismisses an objection. */
export const postObjectionDecision: Post<Heard> = defineRoute({
  ...post,
  path: '/rights-objections/:id/decision',
  summary: { en: 'Decide on an objection', zh: '裁定登记异议' },
  body: z.strictObject({ decision: z.enum(['upheld', 'dismissed']), reason: textSchema(2000, 1) }),
  errors: ['rights.not_found', 'rights.decided', 'document.malformed'],
  access: ['operator'],
  audit: 'rights.decide_objection',
  stepUp: true,
});

/** Revokes a certificate. */
export const postRightsRevocation: Post<{ readonly reason: Bilingual }> = defineRoute({
  ...post,
  path: '/rights-certificates/:id/revocation',
  summary: { en: 'Revoke a certificate of rights', zh: '撤销产权登记' },
  body: z.strictObject({ reason: bilingualSchema }),
  errors: ['rights.not_found', 'rights.wrong_state', 'rights.no_certificate', 'document.malformed'],
  access: ['operator'],
  audit: 'rights.revoke',
  stepUp: true,
});

/** Lists a version of a product or returns it, on a checklist. */
export const postReview: Post<ReviewDraft> = defineRoute({
  ...post,
  path: '/products/:id/review',
  summary: { en: 'Review a product for compliance', zh: '合规审查数据产品' },
  body: reviewDraft,
  errors: [
    'product.not_found',
    'review.own_product',
    'review.not_registered',
    'review.unmet',
    'review.superseded',
    'document.malformed',
  ],
  access: ['operator', 'bureau'],
  audit: 'product.review',
  stepUp: true,
});

/** Suspends, resumes or withdraws a product for its harbor. */
export const postListingOrder: Post<ChangeDraft> = defineRoute({
  ...post,
  path: '/products/:id/changes',
  summary: { en: 'Suspend, resume or withdraw a product', zh: '暂停、恢复或下架数据产品' },
  body: changeDraft,
  errors: ['product.not_found', 'product.not_suspended', 'product.withdrawn', 'document.malformed'],
  access: ['operator', 'bureau'],
  audit: 'product.order',
  stepUp: true,
});

/** From when on only listed products may be newly contracted. */
export const putListingRules: Route<{
  body: { readonly reviewedFrom: string };
  replies: { 201: Issued };
}> = defineRoute({
  method: 'PUT',
  path: '/listing-rules',
  summary: { en: 'Demand a review before new contracts', zh: '设定须经审查方可签约的起始时间' },
  tags: ['register'],
  body: z.strictObject({ reviewedFrom: z.iso.datetime() }),
  responses: { 201: issued },
  errors: ['document.malformed'],
  access: ['operator'],
  audit: 'listing.set_rules',
  stepUp: true,
});
