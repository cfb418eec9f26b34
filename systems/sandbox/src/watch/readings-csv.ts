import { fail } from '@finharbor/kernel';
import { z } from 'zod';
import { decimalForm } from './decimal.ts';
import type { Reading } from './readings.ts';

const mostLines = 10_000;
const row = z.tuple([
  z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  z.iso.date(),
  z.string().regex(decimalForm),
]);

/**
 * Reads a table of indicator, day and value, with a first line that names the columns; no cell needs quotes, a byte order mark is forgiven.
 * Errors: `pilot.readings_wrong`, which names the line.
 */
export function readingsOf(bytes: Uint8Array): readonly Reading[] {
  const lines = textOf(bytes)
    .split(/\r?\n/)
    .map((line, at) => ({ cells: line.split(',').map((cell) => cell.trim()), line: at + 1, text: line }))
    .filter(({ text }) => text.trim() !== '');
  const [head, ...rows] = lines;
  if (head?.cells.join() !== 'indicator,day,value') return wrong(1);
  if (rows.length > mostLines) return wrong(mostLines + 2);
  return rows.map(({ cells, line }) => {
    const read = row.safeParse(cells);
    if (!read.success) return wrong(line);
    const [indicator, day, value] = read.data;
    return { indicator, day, value };
  });
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return wrong(1);
  }
}

function wrong(line: number): never {
  return fail(
    'pilot.readings_wrong',
    `Line ${line} is not indicator,day,value, as in the first line. 第${line}行不符合“indicator,day,value”格式。`,
  );
}
