import {
  type Bilingual,
  defineRoute,
  instantSchema,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  type Route,
  textSchema,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingual, nameSchema, numberSchema, publishedFields } from '../schemas.ts';
import type { PublicView } from './read.ts';

const open = { tags: ['cases'], access: 'public', audit: { none: 'public' } } as const;

const named: z.ZodType<{ readonly name: string; readonly title: Bilingual }> = z.strictObject({
  name: z.string(),
  title: bilingual,
});

const published: z.ZodType<PublicView> = z
  .strictObject({
    ...{ number: z.string(), procedure: named, ...publishedFields, publishedAtMs: instantSchema },
    objection: z
      .strictObject({ procedure: named, untilMs: instantSchema })
      .nullable()
      .meta({ description: 'By beginning a case of which procedure anybody may object, and until when' }),
  })
  .meta({ id: 'PublicCase' });

/** `GET /public/cases`: what is published of cases, the latest first. */
export const listPublicCases: Route<{
  query: PageRequest & { readonly procedure?: string | undefined; readonly text?: string | undefined };
  replies: { 200: Page<PublicView> };
}> = defineRoute({
  ...open,
  method: 'GET',
  path: '/public/cases',
  summary: { en: 'Published cases', zh: '事项公示' },
  query: z.strictObject({
    ...pageQuery,
    procedure: nameSchema.optional(),
    text: textSchema(100, 1)
      .optional()
      .meta({ description: 'A number, Chinese words, pinyin or its initials' }),
  }),
  responses: { 200: pageSchema(published) },
  errors: ['page.bad_cursor'],
});

/** `GET /public/cases/:number`: one of them. */
export const getPublicCase: Route<{
  params: { readonly number: string };
  replies: { 200: PublicView };
}> = defineRoute({
  ...open,
  method: 'GET',
  path: '/public/cases/:number',
  summary: { en: 'A published case', zh: '查看事项公示' },
  params: z.strictObject({ number: numberSchema }),
  responses: { 200: published },
  errors: ['case.not_published'],
});
