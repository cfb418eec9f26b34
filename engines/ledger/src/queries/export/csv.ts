import type { TextRow } from '../read.ts';
import type { Column } from './columns.ts';

const encoder = new TextEncoder();

/** Rows as CSV (RFC 4180) with a header; nothing in them needs quotes. Moments are written in UTC with nanoseconds; a null is empty. */
export async function* csvOf(
  columns: readonly Column[],
  chunks: AsyncIterable<readonly TextRow[]>,
): AsyncGenerator<Uint8Array> {
  yield encoder.encode(`${columns.map(({ name }) => name).join(',')}\r\n`);
  for await (const rows of chunks) yield encoder.encode(rows.map((row) => lineOf(columns, row)).join(''));
}

function lineOf(columns: readonly Column[], row: TextRow): string {
  const fields = columns.map(({ kind }, k) => {
    const text = row[k] ?? '';
    return kind === 'moment' ? isoOf(text) : text;
  });
  return `${fields.join(',')}\r\n`;
}

function isoOf(ns: string): string {
  return Temporal.Instant.fromEpochNanoseconds(BigInt(ns)).toString({ fractionalSecondDigits: 9 });
}
