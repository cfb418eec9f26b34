import type { SignedDocument } from '@finharbor/access';
import { defineRoute, queryInteger, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bodySchemas } from './document-schemas.ts';
import type { Body } from './documents.ts';
import { newestProductsRoute, productRoute } from './product-contract.ts';
import { countFacetsRoute, findProductsRoute } from './search/contract.ts';
import { signedDocument } from './signed-schema.ts';
import type { FeedItem } from './store.ts';
import { fingerprintSchema, type ProductView, partySchema, productView } from './views.ts';

export * from './dcat/contract.ts';
export { getHarbor } from './face-contract.ts';
export { listConnectors } from './federation/contract.ts';
export { deleteFollow, listFollows, postFollow } from './follow/contract.ts';
export { postKeyRequest } from './key-request-contract.ts';
export * from './life/hub-routes.ts';
export * from './oversight-contract.ts';
export * from './settlement/hub-contract.ts';
export { getMyData } from './subject/contract.ts';

type EnrolmentView = {
  readonly body: Body<'enrolment'>;
  readonly fingerprint: string;
  readonly admitted: boolean;
};
type FeedQuery = {
  readonly after?: number | undefined;
  readonly limit?: number | undefined;
  readonly waitMs?: number | undefined;
};
const enrolmentView: z.ZodType<EnrolmentView> = z.strictObject({
  body: bodySchemas.enrolment,
  fingerprint: z.string(),
  admitted: z.boolean(),
});
const feedItem: z.ZodType<FeedItem> = z.strictObject({ seq: z.int(), document: signedDocument });
const taken: z.ZodType<{ readonly id: string }> = z.strictObject({ id: z.string() });

/** The signed enrolments of all admitted parties. */
export const getDirectory: Route<{ replies: { 200: readonly SignedDocument[] } }> = defineRoute({
  method: 'GET',
  path: '/directory',
  summary: { en: 'Signed enrolments of the admitted parties', zh: '已准入各方的签名登记' },
  tags: ['harbor'],
  responses: { 200: z.array(signedDocument) },
  errors: [],
  access: 'public',
  audit: { none: 'public' },
});

/** The public catalogue of data products: those that may be contracted. */
export const getCatalogue: Route<{ replies: { 200: readonly ProductView[] } }> = defineRoute({
  method: 'GET',
  path: '/products',
  summary: { en: 'Catalogue of data products', zh: '数据产品目录' },
  tags: ['harbor'],
  responses: { 200: z.array(productView) },
  errors: [],
  access: 'public',
  audit: { none: 'public' },
});

/** The newest versions of all products, also of those that are not offered: what has been used goes by their names. */
export const listNewestProducts: ReturnType<typeof newestProductsRoute> = newestProductsRoute('public');

/** Search in the public catalogue. */
export const findProducts: ReturnType<typeof findProductsRoute> = findProductsRoute('public');
/** Counts of that search. */
export const countFacets: ReturnType<typeof countFacetsRoute> = countFacetsRoute('public');

/** One version of a product, the newest or one that a contract names. */
export const getProduct: ReturnType<typeof productRoute> = productRoute('public');

/** A node asks to join; its request is signed by the key it wants to join with. */
export const postEnrolment: Route<{ body: SignedDocument; replies: { 202: EnrolmentView } }> = defineRoute({
  method: 'POST',
  path: '/enrolments',
  summary: { en: 'Ask to join', zh: '申请加入' },
  tags: ['enrolment'],
  body: signedDocument,
  responses: { 202: enrolmentView },
  errors: [
    'enrolment.bad_signature',
    'enrolment.key_changed',
    'enrolment.role_changed',
    'document.unknown_type',
    'document.malformed',
  ],
  access: 'public',
  audit: 'enrolment.request',
});

/** Everybody who asked to join. */
export const listEnrolments: Route<{ replies: { 200: readonly EnrolmentView[] } }> = defineRoute({
  method: 'GET',
  path: '/enrolments',
  summary: { en: 'Requests to join', zh: '加入申请' },
  tags: ['enrolment'],
  responses: { 200: z.array(enrolmentView) },
  errors: [],
  access: ['operator'],
  audit: 'enrolment.list',
});

/** Admits a party by the fingerprint it read out. */
export const postAdmission: Route<{
  params: { readonly party: string };
  body: { readonly fingerprint: string; readonly registrar?: boolean | undefined };
  replies: { 201: EnrolmentView };
}> = defineRoute({
  method: 'POST',
  path: '/enrolments/:party/admission',
  summary: { en: 'Admit a party by fingerprint', zh: '按指纹准入' },
  tags: ['enrolment'],
  params: z.strictObject({ party: partySchema }),
  body: z.strictObject({ fingerprint: fingerprintSchema, registrar: z.boolean().optional() }),
  responses: { 201: enrolmentView },
  errors: [
    'enrolment.not_found',
    'enrolment.fingerprint_differs',
    'enrolment.role_differs',
    'document.malformed',
  ],
  access: ['operator'],
  audit: 'party.admit',
  stepUp: true,
});

/** Puts a signed document on the board. Its signature is what counts; putting it twice changes nothing. */
export const postDocument: Route<{ body: SignedDocument; replies: { 201: { readonly id: string } } }> =
  defineRoute({
    method: 'POST',
    path: '/documents',
    summary: { en: 'Put a signed document on the board', zh: '提交签名文件' },
    tags: ['documents'],
    body: signedDocument,
    responses: { 201: taken },
    errors: [
      'document.bad_signature',
      'document.unknown_issuer',
      'document.wrong_key',
      'document.altered',
      'document.malformed',
      'document.unknown_type',
      'document.wrong_issuer',
      'key_request.owner_only',
    ],
    access: 'public',
    audit: 'document.publish',
  });

/** The signed documents meant for the caller, after a position; waits for the first one if asked to. */
export const getDocuments: Route<{ query: FeedQuery; replies: { 200: readonly FeedItem[] } }> = defineRoute({
  method: 'GET',
  path: '/documents',
  summary: { en: "Documents meant for the caller's party or firm", zh: '发给调用方的文件' },
  tags: ['documents'],
  query: z.strictObject({
    after: queryInteger(0, 1e15 - 1).optional(),
    limit: queryInteger(1, 500).optional(),
    waitMs: queryInteger(0, 30_000).optional(),
  }),
  responses: { 200: z.array(feedItem) },
  errors: [],
  access: 'signed',
  audit: { none: 'own' },
});

/** Puts a commitment into the evidence log; answers with its proof in a checkpoint co-signed by another party's node. */
export const postEntry: Route<{
  body: { readonly commitment: string };
  replies: { 201: { readonly index: number; readonly proof: string } };
}> = defineRoute({
  method: 'POST',
  path: '/log/entries',
  summary: { en: 'Log a commitment', zh: '写入证据日志' },
  tags: ['evidence'],
  body: z.strictObject({ commitment: z.string().regex(/^[0-9a-f]{64}$/) }),
  responses: { 201: z.strictObject({ index: z.int(), proof: z.string() }) },
  errors: ['log.no_quorum'],
  access: 'signed',
  audit: 'log.append',
});
