import { decimalForm } from './decimal.ts';

/** A line of a table of indicator, day and value; null where it is not one. `line` counts from 1, with the line that names the columns. */
export type CsvLine = {
  readonly line: number;
  readonly text: string;
  readonly reading: { readonly indicator: string; readonly day: string; readonly value: string } | null;
};

const dayForm = /^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$/;

/**
 * The lines of a table below its first, which has to name the columns: null where it does not. No cell needs quotes, empty lines are passed
 * over.
 */
export function csvLines(text: string): readonly CsvLine[] | null {
  const [head, ...rows] = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((whole, at) => ({ text: whole, line: at + 1, cells: whole.split(',').map((cell) => cell.trim()) }))
    .filter(({ text: whole }) => whole.trim() !== '');
  if (head?.cells.join() !== 'indicator,day,value') return null;
  return rows.map(({ text: whole, line, cells }) => ({ line, text: whole, reading: readingIn(cells) }));
}

function readingIn(cells: readonly string[]): CsvLine['reading'] {
  const [indicator = '', day = '', value = ''] = cells;
  const isOne =
    cells.length === 3 && /^[a-z][a-z0-9-]{0,39}$/.test(indicator) && isDay(day) && decimalForm.test(value);
  return isOne ? { indicator, day, value } : null;
}

function isDay(day: string): boolean {
  const [year, month, date] = day.split('-').map(Number);
  // The 30th of February has the form of a day.
  return dayForm.test(day) && date! <= lastOf(year!, month!);
}

function lastOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}
