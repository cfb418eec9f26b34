import { bytesOf, defineRoute, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { documentIdSchema } from '../views.ts';

type ExportQuery = { readonly product?: string | undefined };
type ExportRoute = Route<{ query: ExportQuery; replies: { 200: Uint8Array } }>;

function exportRoute(ending: 'jsonld' | 'ttl', mediaType: string, name: string): ExportRoute {
  return defineRoute({
    method: 'GET',
    path: `/catalogue/dcat.${ending}`,
    summary: { en: `The catalogue in DCAT-AP 3.0 as ${name}`, zh: `DCAT-AP 3.0 数据目录（${name}）` },
    description: {
      en: 'All products that are listed, and those that are suspended with a status that says so; or one version of one product.',
      zh: '全部已挂牌产品及已暂停产品（以 adms:status 标明）；指定 product 时仅含该产品版本。',
    },
    tags: ['catalogue'],
    query: z.strictObject({ product: documentIdSchema.optional() }),
    responses: { 200: bytesOf(mediaType) },
    errors: ['product.not_found'],
    access: 'public',
    audit: { none: 'public' },
  });
}

/** The public catalogue for other catalogues, as JSON-LD. */
export const getDcatJsonLd: ExportRoute = exportRoute('jsonld', 'application/ld+json', 'JSON-LD');
/** The same as Turtle. */
export const getDcatTurtle: ExportRoute = exportRoute('ttl', 'text/turtle', 'Turtle');
