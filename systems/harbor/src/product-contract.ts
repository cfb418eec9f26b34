import { defineRoute, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema } from './bilingual-schema.ts';
import type { ProductDraft } from './catalogue.ts';
import { deliveriesSchema } from './delivery/ways.ts';
import { fieldSchema } from './document-schemas.ts';
import { derivations } from './life/lineage.ts';
import { pricePlanSchema } from './pricing/plan.ts';
import { productClassSchema } from './search/classed.ts';
import { documentIdSchema, type ProductView, productView } from './views.ts';

/** What an office offers to the catalogue, as zod. */
export const productDraft: z.ZodType<ProductDraft> = z.strictObject({
  title: bilingualSchema,
  description: bilingualSchema,
  fields: z.array(fieldSchema).min(1).max(200),
  synthetic: z.boolean(),
  licence: textSchema(400, 1),
  plans: z.array(pricePlanSchema).min(1).max(10).exactOptional(),
  changes: bilingualSchema.exactOptional(),
  derivedFrom: derivations.exactOptional(),
  classed: productClassSchema.exactOptional(),
  deliveries: deliveriesSchema.exactOptional(),
});

/** The newest version of each product, whether it is offered or not, for whoever may read the catalogue at that place. */
export function newestProductsRoute(
  access: 'public' | readonly [],
): Route<{ replies: { 200: readonly ProductView[] } }> {
  return defineRoute({
    method: 'GET',
    path: '/products/newest',
    summary: { en: 'Newest versions of all data products', zh: '全部数据产品的最新版本' },
    tags: ['catalogue'],
    responses: { 200: z.array(productView) },
    errors: [],
    access,
    audit: { none: 'public' },
  });
}

type ProductRoute = Route<{ params: { readonly id: string }; replies: { 200: ProductView } }>;

/** One version of a product, for whoever may read the catalogue at that place. */
export function productRoute(access: 'public' | readonly []): ProductRoute {
  return defineRoute({
    method: 'GET',
    path: '/products/:id',
    summary: { en: 'One version of a data product', zh: '数据产品的某一版本' },
    tags: ['catalogue'],
    params: z.strictObject({ id: documentIdSchema }),
    responses: { 200: productView },
    errors: ['product.not_found'],
    access,
    audit: { none: 'public' },
  });
}
