import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { documentIdSchema, type ProductView, productView } from './views.ts';

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
