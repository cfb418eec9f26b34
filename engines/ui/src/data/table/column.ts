import type { ReactNode } from 'react';

/** What stands in a cell of a file: text, a number, or an instant, in milliseconds, whose day in China Standard Time is written. */
export type FileCell = string | number | { readonly dayOfMs: number };

/** One column: what it shows of a row, what it is sorted by, and what a file of it holds. */
export type Column<Row> = {
  readonly id: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'end';
  readonly sortBy?: (row: Row) => string | number;
  /** What stands in a file; without it what the column is sorted by, or the cell where that is plain text. */
  readonly text?: (row: Row) => FileCell;
  /** Holds what can be done with the row: it stands in no file and on no paper. */
  readonly isAct?: true;
  /** Only shown where the person asks for it. */
  readonly isHidden?: boolean;
};

/** A row's cell as it stands in a file. */
export function textOf<Row>({ text, sortBy, cell }: Column<Row>, row: Row): FileCell {
  if (text) return text(row);
  if (sortBy) return sortBy(row);
  const shown = cell(row);
  return typeof shown === 'string' || typeof shown === 'number' ? shown : '';
}
