import { textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';
import { bilingualSchema } from '../bilingual-schema.ts';
import type { Bilingual } from '../documents.ts';
import { type DraftOperation, draftOperation } from './draft-operation.ts';

/** Kinds of contract under which each computation is proposed, read and approved before it runs. */
export type ProposedKind = 'intersect' | 'statistics';

/** A column as a draft names it: whose it is, and which values it may have. `decimals` is how many places of a number count, 0 to 6. */
export type DraftColumn =
  | {
      readonly kind: 'category';
      readonly party: string;
      readonly field: string;
      readonly groups: readonly string[];
    }
  | {
      readonly kind: 'number';
      readonly party: string;
      readonly field: string;
      readonly min: number;
      readonly max: number;
      readonly decimals: number;
    };

/** A column of the draft: its party and its field. */
export type ColumnRef = { readonly party: string; readonly field: string };

/** How a statistic is kept from telling of single firms: small cells withheld, or noise paid for from the budget, in millionths of ε or ρ. */
export type DraftProtection = { readonly kind: 'threshold' } | DraftNoise;

/** Noise of either kind: Laplace costs add up, Gaussian ones grow with their root and need the contract's δ. */
export type DraftNoise =
  | { readonly kind: 'laplace'; readonly epsilonMicro: number }
  | { readonly kind: 'gaussian'; readonly rhoMicro: number };

type Asked = { readonly name: string; readonly protection: DraftProtection; readonly to: 'consumer' | 'all' };

/** One statistic as it is asked for; numbers in the column's own unit. */
export type DraftStatistic =
  | (Asked & {
      readonly kind: 'groups';
      readonly by: readonly ColumnRef[];
      readonly value: ColumnRef | null;
      /** How far: the sum (and so the mean), or the variance too. */
      readonly upTo: 'sum' | 'variance';
    })
  | (Asked & { readonly kind: 'correlation'; readonly x: ColumnRef; readonly y: ColumnRef })
  | (Asked & { readonly kind: 'woe'; readonly bins: ColumnRef; readonly label: ColumnRef })
  | (Asked & {
      readonly kind: 'quantiles';
      readonly column: ColumnRef;
      readonly edges: readonly number[];
      readonly at: readonly number[];
    });

/** What a consumer proposes to compute under a contract. The plan that all sides sign follows from it. */
export type ProposalDraft = {
  readonly contract: string;
  readonly title: Bilingual;
  /** The consumer's own data set. */
  readonly product: string;
} & (
  | { readonly kind: 'intersect'; readonly operation: DraftOperation }
  | {
      readonly kind: 'statistics';
      readonly columns: readonly DraftColumn[];
      readonly statistics: readonly DraftStatistic[];
    }
);

const party = z.string().regex(/^[a-z][a-z0-9-]{1,30}$/);
const field = textSchema(60, 1);
const ref: z.ZodType<ColumnRef> = z.strictObject({ party, field });
const number = z
  .number()
  .min(-(2 ** 31))
  .max(2 ** 31);

const column: z.ZodType<DraftColumn> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('category'),
    party,
    field,
    groups: z.array(textSchema(200, 1)).min(1).max(1024),
  }),
  z.strictObject({
    kind: z.literal('number'),
    party,
    field,
    min: number,
    max: number,
    decimals: z.int().min(0).max(6),
  }),
]);

const micro = z.int().min(1).max(1_000_000_000);
const noises = [
  z.strictObject({ kind: z.literal('laplace'), epsilonMicro: micro }),
  z.strictObject({ kind: z.literal('gaussian'), rhoMicro: micro }),
] as const;
/** Noise of a draft, as zod. */
export const draftNoise: z.ZodType<DraftNoise> = z.discriminatedUnion('kind', noises);
const protection: z.ZodType<DraftProtection> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('threshold') }),
  ...noises,
]);
const asked = { name: textSchema(60, 1), protection, to: z.enum(['consumer', 'all']) };

const statistic: z.ZodType<DraftStatistic> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('groups'),
    ...asked,
    by: z.array(ref).max(4),
    value: ref.nullable(),
    upTo: z.enum(['sum', 'variance']),
  }),
  z.strictObject({ kind: z.literal('correlation'), ...asked, x: ref, y: ref }),
  z.strictObject({ kind: z.literal('woe'), ...asked, bins: ref, label: ref }),
  z.strictObject({
    kind: z.literal('quantiles'),
    ...asked,
    column: ref,
    edges: z.array(number).min(1).max(4000),
    at: z.array(z.number().gt(0).lt(1)).min(1).max(20),
  }),
]);

const shared = {
  contract: z.string().regex(/^[0-9a-f]{64}$/),
  title: bilingualSchema,
  product: z.uuid(),
};

/** A draft, as zod. */
export const proposalDraft: z.ZodType<ProposalDraft> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('intersect'),
    ...shared,
    operation: draftOperation,
  }),
  z.strictObject({
    kind: z.literal('statistics'),
    ...shared,
    columns: z.array(column).min(1).max(200),
    statistics: z.array(statistic).min(1).max(20),
  }),
]);
