import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import type { RegistrationDraft } from './documents.ts';
import {
  type ChangeDraft,
  changeDraft,
  type SampleDraft,
  sampleDraft,
  type ValuationDraft,
  valuationDraft,
} from './drafts.ts';
import { certificateRoute, lifeRoute } from './life-route.ts';
import { registrationDraft } from './schemas.ts';
import { type OwnProduct, ownProduct } from './views.ts';

type ByNumber = { readonly id: string };
type Issued = { readonly id: string };
type Post<Body> = Route<{ params: ByNumber; body: Body; replies: { 201: Issued } }>;

const params: z.ZodType<ByNumber> = z.strictObject({ id: z.uuid() });
const issued: z.ZodType<Issued> = z.strictObject({ id: z.string() });
const shared = { tags: ['catalogue'], params, responses: { 201: issued } };

/** The life of a version that this node has verified. */
export const getProductLife: ReturnType<typeof lifeRoute> = lifeRoute([]);
/** A certificate that this node has verified. */
export const getRightsCertificate: ReturnType<typeof certificateRoute> = certificateRoute([]);

/** This party's products, its drafts among them. */
export const listOwnProducts: Route<{ replies: { 200: readonly OwnProduct[] } }> = defineRoute({
  method: 'GET',
  path: '/own-products',
  summary: { en: 'Own products and drafts', zh: '本方数据产品与草稿' },
  tags: ['catalogue'],
  responses: { 200: z.array(ownProduct) },
  errors: [],
  access: [],
  audit: { none: 'party' },
});

/** Asks the registry for an entry about a product, an own one or, as an objection, another party's. */
export const postRightsRegistration: Post<RegistrationDraft> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/own-products/:id/registrations',
  summary: { en: 'Ask for an entry in the register of rights', zh: '申请数据产权登记' },
  body: registrationDraft,
  errors: [
    'rights.already_registered',
    'rights.no_certificate',
    'rights.wrong_state',
    'rights.not_owner',
    'rights.own_entry',
    'rights.registry_only',
    'document.malformed',
  ],
  access: ['steward', 'approver'],
  audit: 'rights.register',
  stepUp: true,
});

/** Suspends, resumes or withdraws an own product. */
export const postListingChange: Post<ChangeDraft> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/own-products/:id/changes',
  summary: { en: 'Suspend, resume or withdraw a product', zh: '暂停、恢复或下架数据产品' },
  body: changeDraft,
  errors: ['product.not_found', 'product.not_suspended', 'product.withdrawn', 'document.malformed'],
  access: ['steward', 'approver'],
  audit: 'product.change',
  stepUp: true,
});

/** Shows sample rows of the newest version. */
export const putSample: Post<SampleDraft> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/own-products/:id/sample',
  summary: { en: 'Show sample rows', zh: '发布样例数据' },
  body: sampleDraft,
  errors: ['product.not_found', 'document.malformed'],
  access: ['steward'],
  audit: 'product.sample',
});

/** Values the newest version. */
export const putValuation: Post<ValuationDraft> = defineRoute({
  ...shared,
  method: 'PUT',
  path: '/own-products/:id/valuation',
  summary: { en: 'Publish a valuation', zh: '发布评估说明' },
  body: valuationDraft,
  errors: ['product.not_found', 'document.malformed'],
  access: ['steward'],
  audit: 'product.value',
});

/** Describes the rows that are loaded now. */
export const postQualityReport: Route<{ params: ByNumber; replies: { 201: Issued } }> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/own-products/:id/quality',
  summary: { en: 'Make a quality report', zh: '生成质量报告' },
  errors: ['product.not_found', 'quality.too_few_rows', 'fusion.duckdb_missing'],
  access: ['steward'],
  audit: 'product.report_quality',
});
