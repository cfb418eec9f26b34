import { cellsOf, leadingBits, printBytes, printOf, type Shape } from './shape.ts';

/** A row of a bucket: its place, then its payload. */
export type Entry = { readonly place: Buffer; readonly payload: Uint8Array };

const countBytes = 4;

/**
 * The bytes of a bucket, from its rows in the order of their places: their number; for each cell a one for each of its rows
 * and then a zero; the fingerprints; the payloads. Cells in unary are the upper half of Elias' and Fano's code of an
 * ascending list. The order of places says nothing about the order of the holder's rows.
 */
export function encodeBucket(entries: readonly Entry[], shape: Shape): Buffer<ArrayBuffer> {
  const bits = Buffer.alloc(bitBytes(entries.length, shape));
  const mask = cellsOf(shape) - 1;
  for (const [i, { place }] of entries.entries()) {
    const at = (leadingBits(place, shape.cellBits) & mask) + i;
    bits[at >> 3]! |= 1 << (at & 7);
  }
  const count = Buffer.alloc(countBytes);
  count.writeUInt32LE(entries.length);
  return Buffer.concat([
    count,
    bits,
    ...entries.map(({ place }) => printOf(place)),
    ...entries.map(({ payload }) => payload),
  ]);
}

/** How many rows a bucket has; undefined where the bytes are no bucket. Reads all that `payloadsAt` may ever read. */
export function rowsIn(bucket: Buffer, shape: Shape): number | undefined {
  const parts = partsOf(bucket, shape);
  return (
    parts && rowsOfCell(parts.bits, { cells: cellsOf(shape), count: parts.count, cell: 0 }) && parts.count
  );
}

/** The payloads of the rows of a bucket that may be the one at this place; undefined where the bytes are no bucket. */
export function payloadsAt(bucket: Buffer, place: Buffer, shape: Shape): readonly Buffer[] | undefined {
  const parts = partsOf(bucket, shape);
  if (!parts) return undefined;
  const cells = cellsOf(shape);
  const cell = leadingBits(place, shape.cellBits) & (cells - 1);
  const range = rowsOfCell(parts.bits, { cells, count: parts.count, cell });
  if (!range) return undefined;
  const found: Buffer[] = [];
  for (let row = range.first; row < range.end; row++) {
    const at = parts.prints + printBytes * row;
    if (!bucket.subarray(at, at + printBytes).equals(printOf(place))) continue;
    const payload = parts.payloads + shape.payloadBytes * row;
    found.push(bucket.subarray(payload, payload + shape.payloadBytes));
  }
  return found;
}

type Parts = {
  readonly count: number;
  readonly bits: Buffer;
  readonly prints: number;
  readonly payloads: number;
};

function partsOf(bucket: Buffer, shape: Shape): Parts | undefined {
  if (bucket.length < countBytes) return undefined;
  const count = bucket.readUInt32LE(0);
  const prints = countBytes + bitBytes(count, shape);
  const payloads = prints + printBytes * count;
  if (bucket.length !== payloads + shape.payloadBytes * count) return undefined;
  return { count, bits: bucket.subarray(countBytes, prints), prints, payloads };
}

type Cells = { readonly cells: number; readonly count: number; readonly cell: number };

/** Which rows a cell has; undefined where the bits do not hold `count` ones, then zeros for all cells and nothing more. */
function rowsOfCell(
  bits: Buffer,
  { cells, count, cell }: Cells,
): { readonly first: number; readonly end: number } | undefined {
  let [ones, zeros, first, end] = [0, 0, 0, 0];
  for (let at = 0; at < 8 * bits.length; at++) {
    const isOne = (bits[at >> 3]! >> (at & 7)) & 1;
    if (isOne && (zeros === cells || ones === count)) return undefined;
    ones += isOne;
    if (isOne || zeros === cells) continue;
    if (zeros === cell) end = ones;
    zeros += 1;
    if (zeros === cell) first = ones;
  }
  return ones === count && zeros === cells ? { first, end } : undefined;
}

function bitBytes(count: number, shape: Shape): number {
  return Math.ceil((count + cellsOf(shape)) / 8);
}
