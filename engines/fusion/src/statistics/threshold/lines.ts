import { placesOf, type Table } from '../tables/table.ts';

/** A division of a table's cells into lines of one length, whose totals somebody may know. */
export type Division = readonly (readonly number[])[];

/**
 * The lines whose totals somebody may know: all cells that agree along some of the axes. A party knows how many of its rows
 * are in each of its own groups, everybody knows the number of rows, and any of these totals may be another query's result.
 * The finest division comes first. Lines of one cell are left out: their total is the cell.
 */
export function divisionsOf(table: Pick<Table, 'axes' | 'cells'>): readonly Division[] {
  const count = table.axes.length;
  const subsets = Array.from({ length: 2 ** count - 1 }, (_, fixed) =>
    table.axes.flatMap((_axis, i) => ((fixed >> i) & 1 ? [i] : [])),
  );
  return subsets
    .toSorted((a, b) => b.length - a.length)
    .map((fixed) => linesAlong(table, fixed))
    .filter((lines) => lines[0]!.length > 1);
}

function linesAlong(table: Pick<Table, 'axes' | 'cells'>, fixed: readonly number[]): Division {
  const lines = new Map<string, number[]>();
  for (let cell = 0; cell < table.cells; cell++) {
    const places = placesOf(table, cell);
    const key = fixed.map((axis) => places[axis]).join();
    const line = lines.get(key) ?? [];
    lines.set(key, line);
    line.push(cell);
  }
  return [...lines.values()];
}
