import { defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { documentIdSchema } from '../views.ts';
import { type CertificateView, certificateView, type LifeView, lifeView } from './views.ts';

type ById = { readonly id: string };

const params = z.strictObject({ id: documentIdSchema });

/** The life of one version of a product, for whoever may read the catalogue at that place. */
export function lifeRoute(
  access: 'public' | readonly [],
): Route<{ params: ById; replies: { 200: LifeView } }> {
  return defineRoute({
    method: 'GET',
    path: '/products/:id/life',
    summary: { en: 'The life of a version of a product', zh: '数据产品版本的生命周期' },
    tags: ['catalogue'],
    params,
    responses: { 200: lifeView },
    errors: ['product.not_found'],
    access,
    audit: { none: 'public' },
  });
}

/** A certificate of rights as it stands now, for whoever was handed it. */
export function certificateRoute(
  access: 'public' | readonly [],
): Route<{ params: ById; replies: { 200: CertificateView } }> {
  return defineRoute({
    method: 'GET',
    path: '/rights-certificates/:id',
    summary: { en: 'A certificate of rights as it stands', zh: '产权登记证书及其现状' },
    tags: ['catalogue'],
    params,
    responses: { 200: certificateView },
    errors: ['rights.not_found'],
    access,
    audit: { none: 'public' },
  });
}
