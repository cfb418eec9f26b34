import type { DraftOperation } from '@finharbor/harbor/contract';

type Sum = Pick<Extract<DraftOperation, { readonly kind: 'sum' }>, 'column' | 'edges'>;

/** What is wrong with the numbers of a sum whatever the data, said before the node is asked: its own words are English. */
export function sumFaults({ column: { max, decimals }, edges }: Sum): ReadonlySet<'max' | 'edges'> {
  const unit = 10 ** decimals;
  const [most, ...units] = [max, ...edges].map((value) => Math.round(value * unit));
  const isRising = units.every((edge, at) => edge > (units[at - 1] ?? 0) && edge <= most!);
  return new Set([
    ...(most! < 1 ? (['max'] as const) : []),
    ...(isRising && units.length <= mostEdges ? [] : (['edges'] as const)),
  ]);
}

/** So many edges a histogram has at most. */
export const mostEdges = 64;
