import { appendFile, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Entry } from './bucket.ts';
import { leadingBits, placeBytes, type Shape } from './shape.ts';

/** Evaluated rows in a file, in the order of the rows: each its place, then its payload. */
export type Records = { readonly path: string; readonly shape: Shape; readonly bytes: number };

/** Largest part of the rows that is sorted in memory at once. */
const partBytes = 2 ** 25;
/** Bytes that wait for their parts, over all parts. */
const waitingBytes = 2 ** 25;
const readBytes = 2 ** 21;

/** What a sort leaves: a table's buckets, in order. */
export type SortedBuckets = AsyncGenerator<readonly Entry[], void>;

/**
 * The rows of each bucket in the order of their places, bucket by bucket; of rows with the same identifier, which have the same
 * place, only the first. Rows go to files by the first bits of their places, then each file is sorted in memory. `folder` is
 * made anew and removed in the end.
 */
export async function* sortedBuckets(records: Records, folder: string): SortedBuckets {
  const { shape, bytes } = records;
  const wanted = Math.ceil(Math.log2(Math.max(1, bytes / partBytes)));
  const partBits = Math.min(shape.bucketBits, wanted);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await distribute(records, partBits, (part) => join(folder, `${part}`));
  for (let part = 0; part < 2 ** partBits; part++) {
    const path = join(folder, `${part}`);
    const rows = await readFile(path);
    await rm(path);
    yield* bucketsOf(rows, { shape, first: part * 2 ** (shape.bucketBits - partBits), partBits });
  }
  await rm(folder, { recursive: true });
}

async function distribute(
  { path, shape }: Records,
  partBits: number,
  pathOf: (part: number) => string,
): Promise<void> {
  const width = placeBytes + shape.payloadBytes;
  const room = Math.max(1, Math.floor(waitingBytes / 2 ** partBits / width)) * width;
  const parts = Array.from({ length: 2 ** partBits }, () => ({ rows: Buffer.alloc(room), used: 0 }));
  const flush = async (part: number): Promise<void> => {
    const { rows, used } = parts[part]!;
    await appendFile(pathOf(part), rows.subarray(0, used), { mode: 0o600 });
    parts[part]!.used = 0;
  };
  await using file = await open(path, 'r');
  const batch = Buffer.alloc(Math.ceil(readBytes / width) * width);
  for (;;) {
    const { bytesRead } = await file.read(batch, 0, batch.length);
    if (bytesRead === 0) break;
    for (let at = 0; at < bytesRead; at += width) {
      const row = batch.subarray(at, at + width);
      const part = leadingBits(row, partBits);
      const to = parts[part]!;
      row.copy(to.rows, to.used);
      to.used += width;
      if (to.used === room) await flush(part);
    }
  }
  for (const part of parts.keys()) await flush(part);
}

type Part = { readonly shape: Shape; readonly first: number; readonly partBits: number };

function* bucketsOf(rows: Buffer, { shape, first, partBits }: Part): Generator<readonly Entry[], void> {
  const width = placeBytes + shape.payloadBytes;
  const order = orderOf(rows, width);
  let next = 0;
  let last: Buffer | undefined;
  for (let bucket = first; bucket < first + 2 ** (shape.bucketBits - partBits); bucket++) {
    const entries: Entry[] = [];
    for (; next < order.length; next++) {
      const at = order[next]! * width;
      const place = rows.subarray(at, at + placeBytes);
      if (leadingBits(place, shape.bucketBits) !== bucket) break;
      if (!last?.equals(place)) entries.push({ place, payload: rows.subarray(at + placeBytes, at + width) });
      last = place;
    }
    yield entries;
  }
}

/** The rows by place; rows with the same place stay in their order. */
function orderOf(rows: Buffer, width: number): Uint32Array {
  const count = rows.length / width;
  const [high, middle, low] = [new Float64Array(count), new Float64Array(count), new Uint32Array(count)];
  for (let row = 0; row < count; row++) {
    high[row] = rows.readUIntBE(row * width, 6);
    middle[row] = rows.readUIntBE(row * width + 6, 6);
    low[row] = rows.readUInt32BE(row * width + 12);
  }
  const order = Uint32Array.from({ length: count }, (_, row) => row);
  return order.sort((a, b) => high[a]! - high[b]! || middle[a]! - middle[b]! || low[a]! - low[b]! || a - b);
}
