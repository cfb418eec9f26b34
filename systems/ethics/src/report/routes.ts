import {
  dateSchema,
  defineRoute,
  type PaperQuery,
  paperCodes,
  paperRoute,
  queryInteger,
  type Route,
} from '@finharbor/kernel/contract';
import { z } from 'zod';
import { open, outcomeSchema, shared, stageSchema } from '../schemas.ts';
import type { Outcome, Stage } from '../words.ts';
import type { YearFigures } from './figures.ts';

type ByYear = { readonly year: number };
const byYear = z.strictObject({ year: queryInteger(2020, 2999) });
const count = z.int().min(0);
const counts = { open: count, overdue: count, reported: count, met: count, late: count };

/** A year's figures on the wire. */
export const figuresSchema: z.ZodType<YearFigures> = z
  .strictObject({
    ...{ year: z.int(), filed: count, appealed: count, dissents: count, disclosures: count },
    ...{ signatories: count, sessions: count },
    byStage: z.strictObject({
      ...{ research: count, design: count, architecture: count, development: count },
      ...{ deployment: count, monitoring: count, iteration: count },
    }),
    byOutcome: z.strictObject({ agreed: count, conditional: count, refused: count }),
    conditions: z.strictObject(counts),
    breaches: z.strictObject({ advice: count, criticism: count, removal: count }),
    members: z.strictObject({
      ...{ industry: count, technology: count, law: count, security: count, academia: count },
    }),
    bands: z.array(z.strictObject({ band: z.string(), firms: count })).readonly(),
  })
  .meta({ id: 'EthicsYear' });

/** `GET /ethics/reports`: years of which there is something on record, the latest first. */
export const listYears: Route<{ replies: { 200: { readonly items: readonly ByYear[] } } }> = defineRoute({
  ...shared,
  ...open,
  method: 'GET',
  path: '/ethics/reports',
  summary: { en: 'Years of the ethics committee', zh: '伦理委员会年度列表' },
  responses: { 200: z.strictObject({ items: z.array(z.strictObject({ year: z.int() })).readonly() }) },
  errors: [],
});

/** `GET /ethics/reports/:year`: what a year of the committee comes to. */
export const getYear: Route<{ params: ByYear; replies: { 200: YearFigures } }> = defineRoute({
  ...shared,
  ...open,
  method: 'GET',
  path: '/ethics/reports/:year',
  summary: { en: 'A year of the ethics committee', zh: '伦理委员会年度数据' },
  params: byYear,
  responses: { 200: figuresSchema },
  errors: [],
});

/** `GET /ethics/reports/:year/paper`: the annual report as a tagged PDF. */
export const getYearPaper: Route<{ params: ByYear; query: PaperQuery; replies: { 200: Uint8Array } }> =
  defineRoute({
    ...shared,
    ...open,
    ...paperRoute,
    path: '/ethics/reports/:year/paper',
    summary: { en: 'Annual report of the ethics committee as a PDF', zh: '伦理委员会年度报告（PDF）' },
    params: byYear,
    errors: paperCodes,
  });

/** What is published, as a data set: days instead of moments, and no name of a person. */
export type OpenData = {
  readonly title: 'Ethics reviews';
  readonly opinions: readonly {
    readonly number: string;
    readonly uscc: string;
    readonly firm: string;
    readonly product: string;
    readonly stage: Stage;
    readonly outcome: Outcome;
    readonly issuedOn: string;
  }[];
  readonly breaches: readonly {
    readonly number: string;
    readonly uscc: string;
    readonly firm: string;
    readonly article: number;
    readonly measure: 'advice' | 'criticism' | 'removal';
    readonly on: string;
  }[];
  readonly signatories: readonly { readonly uscc: string; readonly firm: string; readonly version: number }[];
  readonly ratings: readonly {
    readonly uscc: string;
    readonly firm: string | null;
    readonly score: number | null;
    readonly band: string | null;
  }[];
};

const uscc = z.string().regex(/^[0-9A-Z]{18}$/);
export const openDataSchema: z.ZodType<OpenData> = z.strictObject({
  title: z.literal('Ethics reviews'),
  opinions: z
    .array(
      z.strictObject({
        ...{ number: z.string(), uscc, firm: z.string(), product: z.string() },
        ...{ stage: stageSchema, outcome: outcomeSchema, issuedOn: dateSchema },
      }),
    )
    .readonly(),
  breaches: z
    .array(
      z.strictObject({
        ...{ number: z.string(), uscc, firm: z.string(), article: z.int().min(1).max(9), on: dateSchema },
        measure: z.enum(['advice', 'criticism', 'removal']),
      }),
    )
    .readonly(),
  signatories: z.array(z.strictObject({ uscc, firm: z.string(), version: z.int() })).readonly(),
  ratings: z
    .array(
      z.strictObject({
        ...{ uscc, firm: z.string().nullable(), score: z.int().min(0).max(1_000).nullable() },
        band: z.string().nullable(),
      }),
    )
    .readonly(),
});

/** `GET /ethics/open-data`: what is published, for programs; as its JSON Schema says. */
export const getOpenData: Route<{ replies: { 200: OpenData } }> = defineRoute({
  ...shared,
  ...open,
  method: 'GET',
  path: '/ethics/open-data',
  summary: { en: 'Ethics reviews as open data', zh: '伦理审查开放数据' },
  responses: { 200: openDataSchema },
  errors: [],
});

/** `GET /ethics/open-data/schema`: the JSON Schema (2020-12) of the open data. */
export const getOpenDataSchema: Route<{ replies: { 200: Readonly<Record<string, unknown>> } }> = defineRoute({
  ...shared,
  ...open,
  method: 'GET',
  path: '/ethics/open-data/schema',
  summary: { en: 'JSON Schema of the open data', zh: '开放数据的 JSON Schema' },
  responses: { 200: z.record(z.string(), z.unknown()) },
  errors: [],
});
