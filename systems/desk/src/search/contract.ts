import { defineRoute, queryInteger, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema, shared } from '../schemas.ts';
import type { Found } from './domain.ts';
import type { SearchRequest } from './find.ts';

/** `GET /search`: what the caller may open, by Chinese text, pinyin or its initials, the beginnings of words, codes and ids. */
export const getSearch: Route<{
  query: SearchRequest;
  replies: { 200: { readonly items: readonly Found[] } };
}> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/search',
  summary: { en: 'Search', zh: '搜索' },
  query: z.strictObject({ q: textSchema(100, 1), limit: queryInteger(1, 50).optional() }),
  responses: {
    200: z.strictObject({
      items: z
        .array(
          z.strictObject({
            kind: z.string(),
            title: bilingualSchema,
            detail: bilingualSchema.exactOptional(),
            href: z.string(),
          }),
        )
        .readonly(),
    }),
  },
  errors: [],
  access: [],
  audit: { about: 'search.read' },
});
