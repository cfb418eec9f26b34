import type { DraftColumn, DraftStatistic } from '@finharbor/harbor/contract';
import { type Design, keyOf } from './design.ts';

/** By how much a noisy statistic's counts, and its sums where it has some, will be off in 95 of 100 cases. */
export type Spread = { readonly counts: number; readonly sums: number | undefined };

/**
 * What noise of that ε does to a statistic. Every party adds discrete Laplace noise of its own, so that one honest party is enough; the
 * statistic's ε is spent in equal parts on what is counted and summed. Undefined where no noise is added.
 */
export function spreadOf(
  statistic: DraftStatistic,
  { columns, parties }: Pick<Design, 'columns'> & { readonly parties: number },
): Spread | undefined {
  const { protection } = statistic;
  if (protection.kind === 'threshold') return undefined;
  const { moments, isOneCell } = shapeOf(statistic);
  const moves = isOneCell ? 1 : 2;
  const spread = (sensitivity: number): number =>
    2 * Math.sqrt(2 * parties) * ((sensitivity * moments * 1_000_000) / protection.epsilonMicro);
  const summed = statistic.kind === 'groups' ? statistic.value : null;
  const column = summed && columns.find((one) => keyOf(one) === keyOf(summed));
  return { counts: spread(moves), sums: column ? spread(reachOf(column, moves)) : undefined };
}

function shapeOf(statistic: DraftStatistic): { readonly moments: number; readonly isOneCell: boolean } {
  switch (statistic.kind) {
    case 'groups': {
      const moments = !statistic.value ? 1 : statistic.upTo === 'sum' ? 2 : 3;
      return { moments, isOneCell: statistic.by.length === 0 };
    }
    case 'correlation':
      // The rows, both sums, both sums of squares, and the sum of products.
      return { moments: 6, isOneCell: true };
    case 'woe':
    case 'quantiles':
      return { moments: 1, isOneCell: false };
  }
}

/** How far one row moves a sum: it may change its value within the bounds, or its cell. */
function reachOf(column: DraftColumn, moves: number): number {
  if (column.kind === 'category') return 0;
  const { min, max } = column;
  return Math.max(moves * Math.max(Math.abs(min), Math.abs(max)), max - min);
}
