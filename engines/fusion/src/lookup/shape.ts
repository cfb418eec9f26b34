import { fail } from '@finharbor/kernel';

/** Bytes of a row's place: where its identifier stands in the table, and what tells it from others there. */
export const placeBytes = 16;

/** Bytes of the fingerprint that is kept of a row. */
export const printBytes = 7;

/** Where the fingerprint stands in a place; the bits that say the cell stand before it. */
const printAt = 6;

/** A bucket is what is read for one identifier: 2^12 cells, of about one row each. */
const bucketCellBits = 12;

/** A table of at most 2^32 rows. */
export const mostCellBits = 32;

/** Identifiers of one query, unless the holder says otherwise. */
export const usualQuery = 1_024;

/** Segments of a table: one that holds everything, and updates of it. */
export const mostSegments = 64;

/**
 * Where things stand in a table. A row belongs to one of 2^cellBits cells, which its place names, and is told from other rows
 * by 56 bits more. Some identifier that is not in the table seems to be with probability at most
 * rows / 2^(cellBits + 56) ≤ 2^-56 a segment: 2^-40 for 2^10 identifiers and 2^6 segments.
 */
export type Shape = { readonly cellBits: number; readonly bucketBits: number; readonly payloadBytes: number };

/** The shape of a table for so many rows. Errors: `fusion.too_many_ids` beyond 2^32. */
export function shapeFor(rows: number, payloadBytes: number): Shape {
  const cellBits = Math.ceil(Math.log2(Math.max(1, rows)));
  if (cellBits > mostCellBits) fail('fusion.too_many_ids', 'A table holds at most 2^32 rows.');
  return shapeOf(cellBits, payloadBytes);
}

/** The shape that a number of cells leads to. */
export function shapeOf(cellBits: number, payloadBytes: number): Shape {
  return { cellBits, bucketBits: Math.max(0, cellBits - bucketCellBits), payloadBytes };
}

/** Cells of one bucket. */
export function cellsOf({ cellBits, bucketBits }: Shape): number {
  return 2 ** (cellBits - bucketBits);
}

/** The first `bits` bits of a place, as a number; at most 48. */
export function leadingBits(place: Buffer, bits: number): number {
  return Math.floor(place.readUIntBE(0, printAt) / 2 ** (8 * printAt - bits));
}

/** The fingerprint of a place. */
export function printOf(place: Uint8Array): Uint8Array {
  return place.subarray(printAt, printAt + printBytes);
}
