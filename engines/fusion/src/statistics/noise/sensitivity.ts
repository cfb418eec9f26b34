import { columnOf, type NumberColumn, type StatisticsPlan } from '../plan.ts';
import type { Moment, Table } from '../tables/table.ts';
import type { Fraction } from './coins.ts';

/** How far one row can move a moment's column of a table: in the sum of sizes, and in the sum of squares. */
export type Sensitivity = { readonly l1: bigint; readonly l2Squared: bigint };

/**
 * The sensitivity of one moment over all cells when one row's values are replaced by any others within the declared
 * bounds; the number of rows is public. A row moves from a cell to another (both change by at most the largest value), or
 * changes within its cell (by at most the spread), or leaves or joins a cell, as one with a value missing does.
 */
export function sensitivityOf(plan: StatisticsPlan, { cells }: Table, moment: Moment): Sensitivity {
  const [low, high] = boundsOf(plan, moment);
  const largest = largestOf(plan, moment);
  const spread = high - low;
  const moves = cells > 1 ? 2n : 1n;
  return {
    l1: max(moves * largest, spread),
    l2Squared: max(moves * largest ** 2n, spread ** 2n),
  };
}

/** The noise one party adds to each cell of a moment: the statistic's budget is spent in equal parts on its moments. */
export function noiseOf(
  plan: StatisticsPlan,
  table: Table,
  moment: Moment,
): { readonly kind: 'laplace' | 'gaussian'; readonly parameter: Fraction } | undefined {
  const { protection } = table.statistic;
  if (protection.kind === 'threshold') return undefined;
  const { l1, l2Squared } = sensitivityOf(plan, table, moment);
  const parts = BigInt(table.moments.length) * million;
  if (protection.kind === 'laplace')
    return { kind: 'laplace', parameter: { over: l1 * parts, under: BigInt(protection.epsilonMicro) } };
  return {
    kind: 'gaussian',
    parameter: { over: l2Squared * parts, under: 2n * BigInt(protection.rhoMicro) },
  };
}

const million = 1_000_000n;

/** The largest size of a row's moment. */
export function largestOf(plan: StatisticsPlan, moment: Moment): bigint {
  return boundsOf(plan, moment).map(size).reduce(max);
}

/** The least and the most a row's moment can be. */
function boundsOf(plan: StatisticsPlan, moment: Moment): readonly [bigint, bigint] {
  let [low, high] = [1n, 1n];
  for (const [name, power] of Object.entries(moment)) {
    const { min, max: most } = columnOf(plan, name) as NumberColumn;
    const ends = [BigInt(min) ** BigInt(power), BigInt(most) ** BigInt(power)];
    if (power % 2 === 0 && min < 0 && most > 0) ends.push(0n);
    const corners = ends.flatMap((end) => [low * end, high * end]);
    [low, high] = [corners.reduce(min2), corners.reduce(max)];
  }
  return [low, high];
}

const size = (x: bigint): bigint => (x < 0n ? -x : x);
const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const min2 = (a: bigint, b: bigint): bigint => (a < b ? a : b);
