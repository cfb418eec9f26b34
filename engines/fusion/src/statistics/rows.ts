import { fail } from '@finharbor/kernel';
import type { Words } from '../ring/words.ts';
import { columnOf, type StatisticsColumn, type StatisticsPlan } from './plan.ts';
import { type Axis, type Side, widthOf } from './tables/table.ts';

/** One party's rows after alignment, in the order all parties share. */
export type StatisticsRows = {
  readonly count: number;
  /** Per own column of the plan, a value a row: a place among the groups, or a whole number; NaN where it is missing. */
  readonly columns: { readonly [name: string]: ArrayLike<number> };
  /** 1 for each row that stays in; only where the plan lets this party filter. */
  readonly keep?: Uint8Array;
};

/** The most rows of one query: counts are compared in two look-ups of at most 2^14 entries. */
export const mostStatisticsRows: number = 2 ** 24;

/** Checks a party's own rows before anything leaves it. Errors: `fusion.bad_rows`. */
export function checkStatisticsRows(plan: StatisticsPlan, party: string, rows: StatisticsRows): void {
  const bad = (detail: string): never =>
    fail('fusion.bad_rows', `${party}'s rows cannot be used: ${detail}.`);
  const { count, columns, keep } = rows;
  if (!Number.isInteger(count) || count < 1 || count > mostStatisticsRows)
    bad(`there must be 1 to ${mostStatisticsRows} rows, not ${count}`);
  const own = plan.columns.filter((column) => column.party === party);
  for (const column of own) {
    const values = columns[column.name];
    if (values?.length !== count) bad(`column ${column.name} needs one value a row`);
    else checkValues(column, values, bad);
  }
  if (Object.keys(columns).length !== own.length) bad('there are columns that the plan does not have');
  if ((keep !== undefined) !== plan.filters.some((filter) => filter.party === party))
    bad('rows are filtered by those the plan names, and nobody else');
  if (keep && (keep.length !== count || keep.some((bit) => bit > 1))) bad('keep needs a 0 or 1 a row');
}

function checkValues(
  column: StatisticsColumn,
  values: ArrayLike<number>,
  bad: (detail: string) => never,
): void {
  const groups = column.kind === 'category' ? column.groups.length : undefined;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (Number.isNaN(value)) continue;
    if (!Number.isSafeInteger(value)) bad(`column ${column.name} has a value that is no whole number`);
    if (groups !== undefined && (value < 0 || value >= groups))
      bad(`column ${column.name} has a value outside its ${groups} groups`);
  }
}

/**
 * One side's factor of a table for rows [from, to): a row's monomials stand at its group, zeros elsewhere; a row that is
 * filtered out, or lacks a value, is all zeros. A cell's moment is the sum over rows of the product of all sides' entries.
 */
export function factorOf(
  plan: StatisticsPlan,
  of: { side: Side; rows: StatisticsRows },
  [from, to]: readonly [number, number],
): Words {
  const { side, rows } = of;
  const width = widthOf(side);
  const words = new BigUint64Array((to - from) * width);
  const axes = side.axes.map((axis) => ({ size: axis.size, place: placeAlong(axis, rows) }));
  const read = side.columns.map((name) => rows.columns[name]!);
  const monomials = side.monomials.map((moment) =>
    Object.entries(moment).map(([name, power]) => ({ power, value: clamped(plan, rows, name) })),
  );
  for (let row = from; row < to; row++) {
    if (rows.keep?.[row] === 0 || read.some((values) => Number.isNaN(values[row]))) continue;
    let group = 0;
    for (const { size, place } of axes) group = group * size + place(row);
    const at = (row - from) * width + group * monomials.length;
    for (const [m, powers] of monomials.entries()) {
      let product = 1n;
      for (const { power, value } of powers) product *= value(row) ** BigInt(power);
      words[at + m] = product;
    }
  }
  return words;
}

function placeAlong({ column, edges }: Axis, rows: StatisticsRows): (row: number) => number {
  const values = rows.columns[column]!;
  if (!edges) return (row) => values[row]!;
  return (row) => {
    let [low, high] = [0, edges.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (edges[middle]! < values[row]!) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

function clamped(plan: StatisticsPlan, rows: StatisticsRows, name: string): (row: number) => bigint {
  const column = columnOf(plan, name)!;
  const values = rows.columns[name]!;
  if (column.kind === 'category') return (row) => BigInt(values[row]!);
  return (row) => BigInt(Math.min(column.max, Math.max(column.min, values[row]!)));
}
