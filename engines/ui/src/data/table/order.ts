import type { Collation } from './collate.ts';

/** A column's values, in which order. */
export type Order<Row> = {
  readonly by: (row: Row) => string | number;
  readonly compare: Collation;
  readonly isDescending: boolean;
};

/**
 * Rows in an order, equal ones as they were. Each distinct value is compared once and not each row: a language's order costs a
 * microsecond a comparison, and what is sorted by often repeats.
 */
export function inOrder<Row>(
  rows: readonly Row[],
  { by, compare, isDescending }: Order<Row>,
): readonly Row[] {
  const values = rows.map(by);
  const rank = ranksOf(values, compare);
  const ranks = Float64Array.from(values, (value) => rank.get(value)!);
  const sign = isDescending ? -1 : 1;
  const places = Uint32Array.from(rows, (_, at) => at);
  places.sort((a, b) => sign * (ranks[a]! - ranks[b]!) || a - b);
  return Array.from(places, (at) => rows[at]!);
}

function ranksOf(
  values: readonly (string | number)[],
  compare: Collation,
): ReadonlyMap<string | number, number> {
  const ranks = new Map<string | number, number>();
  let before: string | number | undefined;
  for (const value of [...new Set(values)].sort(compare)) {
    const isSame = before !== undefined && compare(before, value) === 0;
    ranks.set(value, isSame ? ranks.get(before!)! : ranks.size);
    before = value;
  }
  return ranks;
}
