import { defineRoute, instantSchema, type Route, textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { shared, watchers } from '../roles.ts';
import { fenOrZero, walletNumber } from '../schemas.ts';
import { categories } from '../wallets/domain.ts';
import { risks } from './risk.ts';
import type { Monitor, NewStop, Watched } from './watch.ts';

const count = z.int().min(0);
const instant = instantSchema.nullable();

const watchedSchema: z.ZodType<Watched> = z.strictObject({
  wallet: walletNumber,
  name: z.strictObject({ en: z.string(), zh: z.string() }),
  category: z.enum(categories),
  cards: count,
  openCards: count,
  soldMinor: fenOrZero,
  releasedMinor: fenOrZero,
  returnedMinor: fenOrZero,
  outstandingMinor: fenOrZero,
  firstSaleAtMs: instant,
  lastReleaseAtMs: instant,
  asks30: count,
  disputes30: count,
  sold30: count,
  refunds30: count,
  sales7Minor: fenOrZero,
  sales56Minor: fenOrZero,
  frozenAtMs: instant,
  frozenReason: z.string().nullable(),
  insolventAtMs: instant,
  insolventReason: z.string().nullable(),
  returnedAtMs: instant,
  insolvencyMinor: fenOrZero,
  insolvencyCards: count,
  risks: z.array(z.enum(risks)).readonly(),
});

/** `GET /prepaid`: all prepaid money under supervision, by merchant and month, with who is at risk and why. */
export const getPrepaid: Route<{ replies: { 200: Monitor } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/prepaid',
  summary: { en: 'Prepaid money under supervision', zh: '预付资金监管' },
  responses: {
    200: z.strictObject({
      atMs: instantSchema,
      merchants: z.array(watchedSchema).readonly(),
      months: z
        .array(
          z.strictObject({
            month: z.string(),
            soldMinor: fenOrZero,
            releasedMinor: fenOrZero,
            returnedMinor: fenOrZero,
          }),
        )
        .readonly(),
      purseMinor: fenOrZero,
    }),
  },
  errors: [],
  access: watchers,
  audit: 'yuan_prepaid.read',
});

/** `POST /prepaid/merchants/:number/stops`: stop a merchant's sales, let them on, or declare its insolvency. The same again changes nothing. */
export const postPrepaidStop: Route<{
  params: { readonly number: string };
  body: NewStop;
  replies: { 200: Watched };
}> = defineRoute({
  ...shared,
  method: 'POST',
  path: '/prepaid/merchants/:number/stops',
  summary: { en: 'Stop a merchant’s sales or declare its insolvency', zh: '暂停销售或宣告商户破产' },
  params: z.strictObject({ number: walletNumber }),
  body: z.strictObject({
    kind: z.enum(['freeze', 'insolvency', 'release']),
    reason: z.string().trim().pipe(textSchema(300, 1)),
  }),
  responses: { 200: watchedSchema },
  errors: ['yuan.not_a_merchant'],
  access: ['bureau'],
  audit: 'yuan_prepaid.stop',
  stepUp: true,
});
