import {
  type Bilingual,
  defineRoute,
  type EventStream,
  eventsOf,
  instantSchema,
  type Route,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { shared, watchers } from '../roles.ts';
import { fenOrZero } from '../schemas.ts';
import type { MoneyFigures } from './money.ts';
import type { PartFigure } from './parts.ts';

/** Payments of a kind; null where they are of fewer than ten people. */
export type PaidFigures = {
  readonly key: string;
  readonly count: number | null;
  readonly sumMinor: bigint | null;
};

/** The scheme at a moment, as the bureau watches it. */
export type Figures = {
  readonly atMs: number;
  /** The city's day that "today" is. */
  readonly day: string;
  readonly money: MoneyFigures;
  readonly wallets: {
    readonly personal: number;
    readonly corporate: number;
    /** People's wallets by tier; null where they are of fewer than ten people. */
    readonly byTier: readonly { readonly tier: number; readonly wallets: number | null }[];
    readonly byOperator: readonly {
      readonly name: Bilingual;
      readonly personal: number | null;
      readonly corporate: number;
    }[];
  };
  readonly payments: {
    readonly count: number;
    readonly sumMinor: bigint;
    readonly byHour: readonly PaidFigures[];
    readonly byCategory: readonly PaidFigures[];
  };
  /** By code; null where they were of fewer than ten. */
  readonly refusals: readonly { readonly code: string; readonly count: number | null }[];
  readonly parts: readonly { readonly title: Bilingual; readonly figures: readonly PartFigure[] }[];
};

const bilingual = z.strictObject({ en: z.string(), zh: z.string() });
/** Any whole number of fen, also below zero: what is wrong with the books must be told, too. */
const anyFen: z.ZodType<bigint, string> = z.codec(z.string().regex(/^-?[0-9]{1,39}$/), z.bigint(), {
  decode: BigInt,
  encode: String,
});
const paid: z.ZodType<PaidFigures> = z.strictObject({
  key: z.string(),
  count: z.int().nullable(),
  sumMinor: fenOrZero.nullable(),
});
const figuresSchema: z.ZodType<Figures> = z.strictObject({
  atMs: instantSchema,
  day: z.string(),
  money: z.strictObject({
    issuedMinor: anyFen,
    vaultsMinor: anyFen,
    walletsMinor: anyFen,
    pursesMinor: anyFen,
    pendingMinor: anyFen,
    differenceMinor: anyFen,
  }),
  wallets: z.strictObject({
    personal: z.int(),
    corporate: z.int(),
    byTier: z.array(z.strictObject({ tier: z.int(), wallets: z.int().nullable() })).readonly(),
    byOperator: z
      .array(z.strictObject({ name: bilingual, personal: z.int().nullable(), corporate: z.int() }))
      .readonly(),
  }),
  payments: z.strictObject({
    count: z.int(),
    sumMinor: anyFen,
    byHour: z.array(paid).readonly(),
    byCategory: z.array(paid).readonly(),
  }),
  refusals: z.array(z.strictObject({ code: z.string(), count: z.int().nullable() })).readonly(),
  parts: z
    .array(
      z.strictObject({
        title: bilingual,
        figures: z
          .array(z.strictObject({ title: bilingual, value: anyFen, unit: z.enum(['fen', 'count']) }))
          .readonly(),
      }),
    )
    .readonly(),
});

/** `GET /yuan/figures`: the scheme's figures now. */
export const getFigures: Route<{ replies: { 200: Figures } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/yuan/figures',
  summary: { en: 'Figures of the digital yuan', zh: '数字人民币运行数据' },
  responses: { 200: figuresSchema },
  errors: [],
  access: watchers,
  audit: 'yuan_monitor.read',
});

/** `GET /yuan/figures/live`: the same, every two seconds anew. */
export const followFigures: Route<{ replies: { 200: EventStream<Figures> } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/yuan/figures/live',
  summary: { en: 'Live figures of the digital yuan', zh: '数字人民币实时运行数据' },
  responses: { 200: eventsOf(figuresSchema) },
  errors: [],
  access: watchers,
  audit: 'yuan_monitor.follow',
});
