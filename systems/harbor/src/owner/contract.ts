import {
  defineRoute,
  type Page,
  type PageRequest,
  pageQuery,
  pageSchema,
  type Route,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema } from '../bilingual-schema.ts';
import { contractKinds } from '../documents.ts';
import { documentIdSchema, partySchema } from '../views.ts';
import type { OwnUse, UseDays, UseFilter, UsesOfMonth } from './uses.ts';

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'A month is YYYY-MM');
const days = { from: z.iso.date().optional(), until: z.iso.date().optional() };
const kind = z.enum(contractKinds);
const atMs = z.number().meta({ description: 'Milliseconds since the Unix epoch' });

const usesOfMonth: z.ZodType<UsesOfMonth> = z.strictObject({
  product: z.uuid(),
  title: bilingualSchema,
  consumer: z.string(),
  kind,
  contract: documentIdSchema,
  purpose: bilingualSchema,
  month: month.meta({ description: 'In China Standard Time' }),
  uses: z.int().positive(),
  lastAtMs: atMs,
});
const ownUse: z.ZodType<OwnUse> = z.strictObject({
  job: z.uuid(),
  product: z.uuid(),
  contract: documentIdSchema,
  consumer: z.string(),
  kind,
  usedAtMs: atMs,
  fields: z.array(z.string()),
  logIndex: z.int().nonnegative(),
  receipt: z.uuid().nullable(),
});

/** Who used this party's data, for what, how often: by product, consumer, contract and month. */
export const getUsesByMonth: Route<{
  query: UseDays;
  replies: { 200: readonly UsesOfMonth[] };
}> = defineRoute({
  method: 'GET',
  path: '/data-uses/by-month',
  summary: { en: "Uses of this party's data by month", zh: '本方数据按月使用情况' },
  tags: ['catalogue'],
  query: z.strictObject(days),
  responses: { 200: z.array(usesOfMonth) },
  errors: [],
  access: [],
  audit: { none: 'party' },
});

/** The single uses behind those figures, the latest first. */
export const listOwnUses: Route<{
  query: UseFilter & PageRequest;
  replies: { 200: Page<OwnUse> };
}> = defineRoute({
  method: 'GET',
  path: '/data-uses',
  summary: { en: "Uses of this party's data", zh: '本方数据的使用明细' },
  tags: ['catalogue'],
  query: z.strictObject({
    ...pageQuery,
    product: z.uuid().optional(),
    consumer: partySchema.optional(),
    contract: documentIdSchema.optional(),
    month: month.optional(),
    ...days,
  }),
  responses: { 200: pageSchema(ownUse) },
  errors: ['page.bad_cursor'],
  access: [],
  audit: { none: 'party' },
});
