import type { DraftOperation, ProposalView } from '@finharbor/harbor/contract';
import { z } from 'zod';

const learns = z.enum(['receiver', 'both']);
const intersection = z.object({
  kind: z.literal('intersection'),
  receiver: z.string(),
  sides: z.tuple([
    z.object({ party: z.string(), result: z.enum(['inner', 'left', 'anti', 'nothing']) }),
    z.object({ party: z.string(), result: z.enum(['inner', 'nothing']) }),
  ]),
  operation: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('rows'), atLeast: z.number().optional() }),
      z.object({ kind: z.literal('count'), learns }),
      z.object({
        kind: z.literal('sum'),
        learns,
        atLeast: z.number(),
        column: z.object({
          holds: z.string(),
          decimals: z.number(),
          most: z.number(),
          edges: z.array(z.number()).optional(),
        }),
      }),
    ])
    .default({ kind: 'rows' }),
});

/** What the plan of an intersection was asked as; undefined for any other plan. */
export function operationIn(plan: ProposalView['plan']): DraftOperation | undefined {
  const { data } = intersection.safeParse(plan);
  if (!data) return undefined;
  const { sides, receiver, operation } = data;
  if (operation.kind === 'rows') {
    const [{ result }, { result: providerResult }] = sides;
    if (result === 'nothing') return undefined;
    return { kind: 'rows', result, providerResult, atLeast: operation.atLeast ?? null };
  }
  const to = operation.learns === 'both' ? 'all' : 'consumer';
  if (operation.kind === 'count') return { kind: 'count', to };
  const { holds: field, decimals, most, edges = [] } = operation.column;
  const party = sides.find((side) => side.party !== receiver)!.party;
  const unit = 10 ** decimals;
  return {
    kind: 'sum',
    to,
    column: { party, field, max: most / unit, decimals },
    edges: edges.map((edge) => edge / unit),
    atLeast: operation.atLeast,
  };
}
