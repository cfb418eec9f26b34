import { groupOf, type Table } from '../tables/table.ts';

/** A division of a table's cells into lines of one length, whose totals somebody may know. */
export type Division = readonly (readonly number[])[];

/**
 * The lines whose totals somebody knows without the query. A party that holds an axis knows how many of its rows are in
 * each of its own groups, so each group's cells are a line; where one party alone holds the axes, all know the number of
 * rows, and the whole table is the line. Lines of one cell are left out: their total is the cell.
 */
export function divisionsOf(table: Table): readonly Division[] {
  const all = Array.from({ length: table.cells }, (_, cell) => cell);
  const holders = table.sides.filter(({ axes }) => axes.length > 0);
  if (holders.length < 2) return table.cells > 1 ? [[all]] : [];
  const divisions = holders.map((side) =>
    Array.from({ length: side.groups }, (_, group) =>
      all.filter((cell) => groupOf(table, side, cell) === group),
    ),
  );
  return divisions.filter((lines) => lines[0]!.length > 1);
}
