import type { Words } from '../ring/words.ts';
import type { GroupStatistic } from './plan.ts';
import { placesOf, type Table } from './tables/table.ts';

/** One cell of a group statistic; `rows` and what follows it are missing where the cell is withheld. */
export type GroupCell = {
  /** The group along each column of `by`, as its place among the column's groups. */
  readonly groups: readonly number[];
  readonly rows?: number;
  readonly sum?: bigint;
  readonly mean?: number;
  /** The variance of the cell's rows, over their number less one; missing for a single row. */
  readonly variance?: number;
};

/** A group statistic as its recipients learn it. */
export type GroupResult = {
  readonly kind: 'groups';
  readonly name: string;
  readonly cells: readonly GroupCell[];
};

/** A statistic as its recipients learn it. */
export type StatisticResult = GroupResult;

/** A cell's moments as they were opened, in the table's order; undefined where the cell is withheld. */
type OpenedCell = readonly bigint[] | undefined;

/** Reads an opened table. */
export function resultOf(table: Table, words: Words): StatisticResult {
  return groupResult(table, table.statistic, openedCells(table, words));
}

function openedCells({ cells, moments }: Table, words: Words): readonly OpenedCell[] {
  const width = 1 + moments.length;
  return Array.from({ length: cells }, (_, cell) => {
    const [shown, ...values] = words.subarray(cell * width, (cell + 1) * width);
    return shown === 1n ? values.map((value) => BigInt.asIntN(64, value)) : undefined;
  });
}

function groupResult(table: Table, { name }: GroupStatistic, cells: readonly OpenedCell[]): GroupResult {
  return {
    kind: 'groups',
    name,
    cells: cells.map((opened, cell): GroupCell => {
      const groups = placesOf(table, cell);
      if (!opened) return { groups };
      const [rows, sum, squares] = opened;
      return {
        groups,
        rows: Number(rows),
        ...(sum !== undefined && { sum, mean: Number(sum) / Number(rows) }),
        ...(squares !== undefined && rows! > 1n && { variance: varianceOf(rows!, sum!, squares) }),
      };
    }),
  };
}

/** (n·Σv² − (Σv)²) / n(n − 1), subtracted exactly before the one rounding. */
function varianceOf(rows: bigint, sum: bigint, squares: bigint): number {
  return Number(rows * squares - sum * sum) / Number(rows * (rows - 1n));
}
