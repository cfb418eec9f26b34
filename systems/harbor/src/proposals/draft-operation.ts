import { textSchema } from '@finharbor/kernel/contract';
import { z } from 'zod';

/** A column of numbers that is summed; values are rounded to its decimal places and held to 0 and `max`. */
export type SummedField = {
  readonly party: string;
  readonly field: string;
  readonly max: number;
  readonly decimals: number;
};

/** What an intersection is asked for; numbers in the column's own unit. */
export type DraftOperation =
  | {
      readonly kind: 'rows';
      /** Which of its own rows the consumer gets. */
      readonly result: 'inner' | 'left' | 'anti';
      /** What the provider gets; `nothing` unless the contract lets both learn. */
      readonly providerResult: 'inner' | 'nothing';
      /** Firms in common below which nobody gets a row; null for no such limit. */
      readonly atLeast: number | null;
    }
  /** How many firms both have, and nobody learns which. */
  | { readonly kind: 'count'; readonly to: 'consumer' | 'all' }
  /** Sum and mean of a column over the firms both have and, with edges, how many values lie between them. */
  | {
      readonly kind: 'sum';
      readonly to: 'consumer' | 'all';
      readonly column: SummedField;
      /** Ascending; none for no histogram. */
      readonly edges: readonly number[];
      /** Firms in common below which nothing is summed. */
      readonly atLeast: number;
    };

const most = 2 ** 40;
const atLeast = z.int().min(1).max(most);
const to = z.enum(['consumer', 'all']);

/** What an intersection is asked for, as zod. */
export const draftOperation: z.ZodType<DraftOperation> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('rows'),
    result: z.enum(['inner', 'left', 'anti']),
    providerResult: z.enum(['inner', 'nothing']),
    atLeast: atLeast.nullable(),
  }),
  z.strictObject({ kind: z.literal('count'), to }),
  z.strictObject({
    kind: z.literal('sum'),
    to,
    column: z.strictObject({
      party: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
      field: textSchema(60, 1),
      max: z.number().gt(0).max(most),
      decimals: z.int().min(0).max(6),
    }),
    edges: z.array(z.number().gt(0).max(most)).max(64),
    atLeast,
  }),
]);
