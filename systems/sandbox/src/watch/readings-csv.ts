import { fail } from '@finharbor/kernel';
import { csvLines } from './csv-lines.ts';
import type { Reading } from './readings.ts';

const mostLines = 10_000;

/**
 * Reads a table of indicator, day and value, with a first line that names the columns; no cell needs quotes, a byte order mark is forgiven.
 * Errors: `pilot.readings_wrong`, which names the line.
 */
export function readingsOf(bytes: Uint8Array): readonly Reading[] {
  const lines = csvLines(textOf(bytes)) ?? wrong(1);
  if (lines.length > mostLines) return wrong(mostLines + 2);
  return lines.map(({ line, reading }) => reading ?? wrong(line));
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
