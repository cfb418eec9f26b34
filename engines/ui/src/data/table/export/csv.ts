import { dayOf } from '../../../format/format.ts';
import type { FileCell } from '../column.ts';

const byteOrderMark = '\uFEFF';

/**
 * Lines of cells as RFC 4180 text in UTF-8, as they come. The file begins with a byte order mark, without which Excel reads Chinese as something
 * else. Text that a spreadsheet would take for a formula is kept text by an apostrophe before it; numbers stay numbers.
 */
export async function* csvOf(
  chunks: AsyncIterable<readonly (readonly FileCell[])[]>,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const encoder = new TextEncoder();
  yield encoder.encode(byteOrderMark);
  for await (const lines of chunks)
    yield encoder.encode(lines.map((line) => `${line.map(field).join(',')}\r\n`).join(''));
}

function field(value: FileCell): string {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return dayOf(value.dayOfMs);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
