import type { ColumnRef, DraftOperation } from '@finharbor/harbor/contract';
import { z } from 'zod';

/** What is asked of an intersection: which firms, how many, or a sum over them. */
export type Question = DraftOperation['kind'];

/** Which of its rows a side of an intersection gets. */
export type OwnRows = Extract<DraftOperation, { readonly kind: 'rows' }>['result'];

const to = z.enum(['consumer', 'all']);

/** An operation as it was kept: it may be half filled in, which its sending would refuse. */
export const keptOperation: z.ZodType<DraftOperation> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rows'),
    result: z.enum(['inner', 'left', 'anti']),
    providerResult: z.enum(['inner', 'nothing']),
    atLeast: z.number().nullable(),
  }),
  z.object({ kind: z.literal('count'), to }),
  z.object({
    kind: z.literal('sum'),
    to,
    column: z.object({ party: z.string(), field: z.string(), max: z.number(), decimals: z.number() }),
    edges: z.array(z.number()),
    atLeast: z.number(),
  }),
]);

/** Whether there is enough of it to be planned. */
export function isAsked(operation: DraftOperation): boolean {
  return operation.kind !== 'sum' || isNamed(operation.column);
}

function isNamed({ party, field }: ColumnRef): boolean {
  return party !== '' && field !== '';
}
