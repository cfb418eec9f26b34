import { defineRoute, pageQuery, type Route } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema } from './bilingual-schema.ts';
import { contractKinds } from './documents.ts';
import type { BoardFigures, ExchangeFigures, Latest } from './overseen/store.ts';
import {
  type OverseenAnswer,
  type OverseenContract,
  type OverseenContractFile,
  type OverseenJob,
  type OverseenJobState,
  type OverseenRefusal,
  type OverseenUse,
  overseenJobStates,
  overseenMost,
} from './oversight.ts';
import { contractStateSchema, contractView, documentIdSchema } from './views.ts';

type Figures = BoardFigures & {
  readonly parties: number;
  readonly consents: number;
  readonly withdrawals: number;
  readonly zone: string;
};
/** By what the products of the whole exchange are counted, whatever their state. */
const productBreakdowns = ['state', 'right', 'registration', 'level', 'sector', 'price'] as const;
type Exchange = ExchangeFigures & {
  readonly zone: string;
  readonly products: {
    readonly [B in (typeof productBreakdowns)[number]]: readonly {
      readonly value: string;
      readonly count: number;
    }[];
  };
};
type Before = { readonly before?: NonNullable<Latest<unknown>['next']> | undefined };

const jobState = z.enum(overseenJobStates as [OverseenJobState, ...OverseenJobState[]]);
const count = z.int().nonnegative();
const atMs = z.number().meta({ description: 'Milliseconds since the Unix epoch' });
const kind = z.enum(contractKinds);
const said = z.strictObject({ en: z.string(), zh: z.string() });
const latest = <T>(item: z.ZodType<T>): z.ZodType<Latest<T>> =>
  z.strictObject({
    items: z.array(item),
    total: count,
    next: z.base64url().nullable() as unknown as z.ZodType<Latest<T>['next']>,
  });
const before: z.ZodType<Before, { readonly before?: string | undefined }> = z.strictObject({
  before: pageQuery.cursor.meta({ description: '`next` of an earlier answer: gives what is older' }),
});

const answer: z.ZodType<OverseenAnswer> = z.strictObject({
  party: z.string(),
  attempt: z.int(),
  answer: z.enum(['accepted', 'refused']),
  code: z.string(),
  reason: said,
  atMs,
});
const use: z.ZodType<OverseenUse> = z.strictObject({
  party: z.string(),
  fields: z.array(z.string()),
  usedAtMs: atMs,
  commitment: documentIdSchema,
  logIndex: count,
});
const job: z.ZodType<OverseenJob> = z.strictObject({
  id: z.uuid(),
  kind,
  contract: documentIdSchema,
  purpose: bilingualSchema.nullable(),
  consumer: z.string(),
  providers: z.array(z.string()),
  subject: z
    .string()
    .regex(/^..\*{14}..$/)
    .nullable()
    .meta({ description: 'A code of which the first and last two characters are told' }),
  state: jobState,
  attempts: z.array(z.strictObject({ attempt: z.int(), atMs })),
  answers: z.array(answer),
  uses: z.array(use),
});
const refusal: z.ZodType<OverseenRefusal> = z.strictObject({
  job: z.uuid(),
  kind,
  contract: documentIdSchema,
  consumer: z.string(),
  party: z.string(),
  attempt: z.int(),
  code: z.string(),
  reason: said,
  atMs,
});
const contract: z.ZodType<OverseenContract> = z.strictObject({
  id: documentIdSchema,
  kind,
  consumer: z.string(),
  providers: z.array(z.string()),
  purpose: bilingualSchema,
  state: contractStateSchema,
  usesMade: count,
  usesAllowed: count.nullable(),
  askedAtMs: atMs,
  validUntil: z.string(),
});
const contractFile: z.ZodType<OverseenContractFile> = z.strictObject({
  contract: contractView,
  askedAtMs: atMs,
  endings: z.array(z.strictObject({ party: z.string(), reason: z.string(), atMs })),
  jobs: z.array(job),
});
const figures: z.ZodType<Figures> = z.strictObject({
  parties: count,
  products: count,
  contracts: z.record(contractStateSchema, count),
  jobs: z.record(jobState, count),
  uses: count.meta({ description: 'Jobs in which at least one office has published a use' }),
  refusals: count,
  consents: count,
  withdrawals: count,
  zone: z.string().meta({ description: 'The time zone whose days are counted' }),
  usesByDay: z.array(
    z.strictObject({
      day: z.iso.date(),
      train: count,
      score: count,
      intersect: count,
      statistics: count,
      deliver: count,
    }),
  ),
});

const fen = z.string().regex(/^-?\d+$/);
const counts = z.array(z.strictObject({ value: z.string(), count }));
const exchange: z.ZodType<Exchange> = z.strictObject({
  zone: z.string().meta({ description: 'The time zone whose months are counted' }),
  months: z.array(
    z.strictObject({
      month: z.string().regex(/^\d{4}-\d\d$/),
      uses: count,
      kinds: z.strictObject({
        train: count,
        score: count,
        intersect: count,
        statistics: count,
        deliver: count,
      }),
      contracts: count,
      products: count.meta({ description: 'Products whose offered version is of this month' }),
      chargedMinor: fen.meta({ description: 'Lines booked in this month' }),
      paidMinor: fen.meta({ description: 'What of them is paid by now' }),
      disputedMinor: fen.meta({
        description: 'Prices of the lines that a dispute was filed about in this month',
      }),
      refundedMinor: fen.meta({ description: 'What corrections booked in this month took back' }),
    }),
  ),
  contracts: z.record(contractStateSchema, count),
  disputes: z.strictObject({ open: count, oldestFiledAtMs: atMs.nullable() }),
  products: z.strictObject(
    Object.fromEntries(productBreakdowns.map((id) => [id, counts])) as Record<
      (typeof productBreakdowns)[number],
      typeof counts
    >,
  ),
  holders: z.array(z.strictObject({ party: z.string(), uses: count, products: count, inForce: count })),
  consumers: z.array(z.strictObject({ party: z.string(), uses: count, inForce: count })),
  kinds: z.array(z.strictObject({ kind, uses: count })),
  refusals: z.array(z.strictObject({ code: z.string(), count })),
});

const overseen = {
  method: 'GET',
  tags: ['oversight'],
  access: ['bureau', 'operator'],
  audit: 'oversight.read',
} as const;
const description = {
  en: `The latest ${overseenMost}, or the latest that are older; \`total\` says how many there are in all. A firm's code is masked.`,
  zh: `最近 ${overseenMost} 条；总数见 total。企业代码已脱敏。`,
};

/** The board in figures, and the uses of the last thirty days. */
export const getOversight: Route<{ replies: { 200: Figures } }> = defineRoute({
  ...overseen,
  path: '/oversight',
  summary: { en: 'The board in figures', zh: '监管概况' },
  responses: { 200: figures },
  errors: [],
});

/** How the exchange grows, on whom it depends, and why uses are refused. */
export const getExchange: Route<{ replies: { 200: Exchange } }> = defineRoute({
  ...overseen,
  path: '/oversight/exchange',
  summary: { en: 'The exchange as a whole', zh: '数据流通全景' },
  responses: { 200: exchange },
  errors: [],
});

/** Who may compute what with whose data: every contract, whatever its state. */
export const listOverseenContracts: Route<{ query: Before; replies: { 200: Latest<OverseenContract> } }> =
  defineRoute({
    ...overseen,
    path: '/oversight/contracts',
    summary: { en: 'All contracts, latest first', zh: '全部合同（由近及远）' },
    description,
    query: before,
    responses: { 200: latest(contract) },
    errors: ['page.bad_cursor'],
  });

/** One contract with its terms, decisions, end and jobs. */
export const getOverseenContract: Route<{
  params: { readonly id: string };
  replies: { 200: OverseenContractFile };
}> = defineRoute({
  ...overseen,
  path: '/oversight/contracts/:id',
  summary: { en: 'One contract and the jobs under it', zh: '合同及其任务' },
  params: z.strictObject({ id: documentIdSchema }),
  responses: { 200: contractFile },
  errors: ['contract.not_found'],
});

/** Every job that was asked for, with each office's answers and uses. */
export const listOverseenJobs: Route<{ query: Before; replies: { 200: Latest<OverseenJob> } }> = defineRoute({
  ...overseen,
  path: '/oversight/jobs',
  summary: { en: 'All jobs, latest first', zh: '全部任务（由近及远）' },
  description,
  query: before,
  responses: { 200: latest(job) },
  errors: ['page.bad_cursor'],
});

/** One job with its attempts, answers and uses. */
export const getOverseenJob: Route<{
  params: { readonly id: string };
  replies: { 200: OverseenJob };
}> = defineRoute({
  ...overseen,
  path: '/oversight/jobs/:id',
  summary: { en: 'One job', zh: '任务详情' },
  params: z.strictObject({ id: z.uuid() }),
  responses: { 200: job },
  errors: ['job.not_found'],
});

/** What the offices refused, and why. */
export const listOverseenRefusals: Route<{ query: Before; replies: { 200: Latest<OverseenRefusal> } }> =
  defineRoute({
    ...overseen,
    path: '/oversight/refusals',
    summary: { en: 'All refusals, latest first', zh: '全部拒绝（由近及远）' },
    description,
    query: before,
    responses: { 200: latest(refusal) },
    errors: ['page.bad_cursor'],
  });
