import { type Column, textOf } from './column.ts';

const byteOrderMark = '\uFEFF';

/**
 * Rows as RFC 4180 text, headings first. It begins with a byte order mark, without which Excel reads Chinese as something else. Text
 * that a spreadsheet would take for a formula is kept text by an apostrophe before it; numbers stay numbers.
 */
export function csvOf<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): string {
  const lines = [
    columns.map(({ header }) => header),
    ...rows.map((row) => columns.map((column) => textOf(column, row))),
  ];
  return byteOrderMark + lines.map((line) => `${line.map(field).join(',')}\r\n`).join('');
}

/** Rows as a file of that text, for lists that are longer than what a table shows. */
export function tableFile<Row>(columns: readonly Column<Row>[], rows: readonly Row[]): Blob {
  return new Blob([csvOf(columns, rows)], { type: 'text/csv' });
}

function field(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
