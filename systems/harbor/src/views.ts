import { type Json, textSchema, usccSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema } from './bilingual-schema.ts';
import type { ContractView } from './contract-views.ts';
import type { ContractDraft } from './contracts.ts';
import { placeSchema } from './crossborder/facts.ts';
import { bodySchemas, fieldSchema, purposeSchema } from './document-schemas.ts';
import { type Bilingual, type Body, type ContractKind, contractKinds } from './documents.ts';
import type { ContractState } from './domain.ts';
import { type OfferState, offerStates } from './search/query.ts';
import type { TrainingData } from './start-job.ts';
import type { JobError, JobEvent, JobStatus } from './store.ts';
import { pointsOpenings, trainingOptions } from './training/options.ts';
import { type TrainingView, trainingView } from './training/views.ts';
import type { ChosenTerms } from './usage/chosen-terms.ts';

/** 64 hex digits: the SHA-256 a document is known by. */
export const documentIdSchema: z.ZodType<string> = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'A document id is 64 hex digits');
/** A party's short name. */
export const partySchema: z.ZodType<string> = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);
/** A key fingerprint as people read it out: hex, in groups or not. */
export const fingerprintSchema: z.ZodType<string> = z.string().regex(/^[0-9a-fA-F ]{32,50}$/);

/** Every state a contract can be in. */
export const contractStates: readonly ContractState[] = [
  'proposed',
  'declined',
  'ended',
  'replaced',
  'not_yet_valid',
  'expired',
  'in_force',
];

/** A contract's state, as zod. */
export const contractStateSchema: z.ZodType<ContractState, ContractState> = z.enum(
  contractStates as [ContractState, ...ContractState[]],
);

/** A contract as its sides see it, as zod. */
export const contractView: z.ZodType<ContractView> = z.strictObject({
  id: documentIdSchema,
  state: contractStateSchema,
  usesMade: z.int(),
  decisions: z.array(
    z.strictObject({
      party: z.string(),
      decision: z.enum(['approved', 'declined']),
      reason: z.string(),
      atMs: z.number(),
    }),
  ),
  countered: z.array(
    z.strictObject({ id: documentIdSchema, party: z.string(), reason: z.string(), atMs: z.number() }),
  ),
  replacedBy: documentIdSchema.nullable(),
  body: bodySchemas.contract,
});

/** A product in the catalogue. */
export type ProductView = {
  readonly id: string;
  readonly party: string;
  readonly publishedAtMs: number;
  /** The document id of the version that is offered in its place; its own where nothing has replaced it. */
  readonly newest: string;
  /** How the product is offered; `draft` of a version that may not be contracted yet. */
  readonly state: OfferState;
  readonly body: Body<'product'>;
};
export const productView: z.ZodType<ProductView> = z.strictObject({
  id: documentIdSchema,
  party: z.string(),
  publishedAtMs: z.number().meta({ description: 'Milliseconds since the Unix epoch' }),
  newest: documentIdSchema.meta({ description: 'The document id of the version that is offered' }),
  state: z.enum(offerStates).meta({ description: 'How the product is offered' }),
  body: bodySchemas.product,
});

/** Every status a job can have. */
export const jobStatuses: readonly JobStatus[] = ['waiting', 'running', 'done', 'failed', 'cancelled'];
const statusSchema: z.ZodType<JobStatus> = z.enum(jobStatuses as [JobStatus, ...JobStatus[]]);

/** So many jobs a list gives at a time. */
export const jobsAtOnce = 200;
/** So many receipts a list gives at a time. */
export const receiptsAtOnce = 500;

/** Where a list goes on: after the last row that was given. */
export type ListQuery = { readonly before?: string | undefined };
/** The latest rows of a list, or the latest of those that are older than one of them, as zod. */
export const listQuery: z.ZodType<ListQuery> = z.strictObject({
  before: z
    .uuid()
    .optional()
    .meta({ description: 'Gives what is older than this one; without it the latest' }),
});
const errorSchema: z.ZodType<JobError> = z.strictObject({ code: z.string(), message: z.string() });

/** A job as one party sees it; `result` is what this party learned, and nothing else. */
export type JobView = {
  readonly id: string;
  readonly kind: ContractKind;
  readonly contract: string;
  /** The document id of the computation it runs; null where it runs a plan of its own. */
  readonly proposal: string | null;
  readonly status: JobStatus;
  readonly attempt: number;
  readonly stage: string;
  /** Who computes; the first one started the job and learns its result. */
  readonly roster: readonly string[];
  readonly dealer: string;
  readonly subject: string | null;
  readonly error: JobError | null;
  readonly result: Json;
  readonly createdAt: number;
  readonly updatedAt: number;
};
const jobShape = {
  id: z.string(),
  kind: z.enum(contractKinds),
  contract: documentIdSchema,
  proposal: documentIdSchema.nullable(),
  status: statusSchema,
  attempt: z.int(),
  stage: z.string(),
  roster: z.array(z.string()),
  dealer: z.string(),
  subject: z.string().nullable(),
  error: errorSchema.nullable(),
  result: z.json(),
  createdAt: z.number().meta({ description: 'Milliseconds since the Unix epoch' }),
  updatedAt: z.number().meta({ description: 'Milliseconds since the Unix epoch' }),
};
export const jobView: z.ZodType<JobView> = z.strictObject(jobShape);

/** A job with what each provider answered to its latest attempt; of a training also how it was planned. */
export type JobDetail = JobView & {
  readonly training: TrainingView | null;
  readonly answers: readonly {
    readonly party: string;
    readonly answer: 'accepted' | 'refused';
    readonly code: string;
    readonly reason: Bilingual;
    readonly atMs: number;
  }[];
};
export const jobDetail: z.ZodType<JobDetail> = z.strictObject({
  ...jobShape,
  training: trainingView.nullable(),
  answers: z.array(
    z.strictObject({
      party: z.string(),
      answer: z.enum(['accepted', 'refused']),
      code: z.string(),
      reason: bilingualSchema,
      atMs: z.number(),
    }),
  ),
});

/** What a job's watchers are sent. */
export const jobEvent: z.ZodType<JobEvent> = z.union([
  z.strictObject({
    kind: z.literal('stage'),
    stage: z.string(),
    done: z.number(),
    total: z.number(),
    traffic: z
      .array(z.strictObject({ peer: z.string(), bytesSent: z.number(), bytesReceived: z.number() }))
      .exactOptional(),
  }),
  z.strictObject({ kind: z.literal('status'), status: statusSchema, code: z.string().nullable() }),
]);

/** The most rows a contract may allow a side of an intersection. */
const maxIntersectionRows = 100_000_000;

const chosenShape = {
  purposes: z.array(purposeSchema).max(20).exactOptional(),
  uses: z.int().min(1).max(1_000_000),
  smallestGroup: z.int().min(10).max(10_000),
  validDays: z.int().min(1).max(3650),
  retentionDays: z.int().min(1).max(3650).exactOptional(),
  plans: z.record(documentIdSchema, textSchema(60, 1)).exactOptional(),
  terms: z
    .strictObject({
      pointsOpened: z.enum(pointsOpenings).exactOptional(),
      learns: z.enum(['consumer', 'both']).exactOptional(),
      mostLearned: z.enum(['rows', 'figures']).exactOptional(),
      mostRows: z.int().min(10).max(maxIntersectionRows).exactOptional(),
      budget: z
        .strictObject({ epsilonMicro: z.int().min(1).max(1_000_000_000), delta: z.number().gt(0).lt(0.01) })
        .exactOptional(),
    })
    .exactOptional(),
  place: placeSchema.exactOptional(),
};

/** What of a contract may be chosen. */
export const chosenTermsSchema: z.ZodType<ChosenTerms> = z.strictObject(chosenShape);

/** What a consumer asks for when it requests a contract. */
export const contractDraft: z.ZodType<ContractDraft> = z.strictObject({
  ...chosenShape,
  kind: z.enum(contractKinds),
  products: z.array(documentIdSchema).min(1).max(20),
  purpose: bilingualSchema,
  legalBasis: bilingualSchema,
  previous: documentIdSchema.exactOptional(),
});

/** The consumer's own side of a training. */
export const trainingData: z.ZodType<TrainingData> = z.strictObject({
  product: z.uuid(),
  fields: z.array(fieldSchema).min(1).max(200),
  label: z.string().min(1).max(60),
  foldKey: z.string().min(1).max(60),
  foldSeed: z.string().min(1).max(60),
  folds: z.int().min(2).max(10),
  period: z.string().min(1).max(60),
  outOfTimeFrom: z.number(),
  options: trainingOptions.exactOptional(),
});

export type RowBatch = {
  readonly name?: string | undefined;
  readonly rows: readonly {
    readonly uscc: string;
    readonly columns: { readonly [c: string]: string | number | null };
  }[];
};
const rowSchema = z.strictObject({
  uscc: usccSchema,
  columns: z
    .record(textSchema(60, 1), z.union([textSchema(200), z.number(), z.null()]))
    .refine((columns) => Object.keys(columns).length <= 200, 'A row has at most 200 columns'),
});

/** A batch of a data set's rows; rows that are there already are replaced. */
export const rowBatch: z.ZodType<RowBatch> = z.strictObject({
  name: textSchema(100, 1).optional().meta({ description: 'What the data set is called from now on' }),
  rows: z
    .array(rowSchema)
    .min(1)
    .max(5000)
    .superRefine((rows, ctx) => {
      const seen = new Set<string>();
      for (const [at, { uscc }] of rows.entries()) {
        if (seen.has(uscc))
          ctx.addIssue({
            code: 'custom',
            path: [at, 'uscc'],
            message: 'This firm stands in the batch twice',
          });
        seen.add(uscc);
      }
    }),
});

/** A receipt as its party keeps and exports it; with the keys the party trusts it is checked offline. */
export type ReceiptView = {
  readonly id: string;
  readonly job: string;
  readonly body: Json;
  readonly salt: string;
  readonly logIndex: number;
  readonly proof: string;
  readonly trust: {
    readonly logKey: string;
    readonly witnessKeys: readonly string[];
  };
};
export const receiptView: z.ZodType<ReceiptView> = z.strictObject({
  id: z.string(),
  job: z.string(),
  body: z.json(),
  salt: z.string(),
  logIndex: z.int(),
  proof: z.string(),
  trust: z.strictObject({ logKey: z.string(), witnessKeys: z.array(z.string()) }),
});
