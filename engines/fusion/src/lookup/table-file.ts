import { type FileHandle, open } from 'node:fs/promises';
import { payloadsAt, rowsIn } from './bucket.ts';
import { badTable, type Manifest, type Segment, segmentShape } from './manifest.ts';
import { leadingBits, type Shape } from './shape.ts';
import { tablePath } from './store.ts';

/** Bytes of an entry of a segment's index: where a bucket begins. The index stands at the segment's end. */
export const offsetBytes = 6;

/** No bucket has anywhere near so many bytes: its rows are 2^12 on average, of 1.1 kB at most. */
const mostBucketBytes = 2 ** 26;

/** A segment that is asked about identifiers. */
export type SegmentReader = AsyncDisposable & {
  /** Payloads of rows that may be the one at this place; more than one where fingerprints happen to be the same. */
  readonly payloadsAt: (place: Buffer) => Promise<readonly Buffer[]>;
};

/** Opens a segment that was checked. Only the bucket that a place belongs to is read. Errors, when asked: `fusion.bad_table`. */
export async function openSegment(folder: string, manifest: Manifest, at: number): Promise<SegmentReader> {
  const segment = manifest.segments[at]!;
  const file = await open(tablePath(folder, segment.name), 'r');
  const shape = segmentShape(manifest, at);
  return {
    async payloadsAt(place) {
      const bucket = await readBucket(file, { segment, shape, bucket: leadingBits(place, shape.bucketBits) });
      const payloads = bucket && payloadsAt(bucket, place, shape);
      return (
        payloads ?? badTable(manifest.holder, 'a bucket of it has become unreadable here; fetch it anew')
      );
    },
    [Symbol.asyncDispose]: () => file.close(),
  };
}

/**
 * Whether all of a segment's file can be read and holds as many rows as it says. Asked before any query, because a holder
 * that spoiled a bucket and was told when somebody stumbles over it would learn who looks there.
 */
export async function isWhole(file: FileHandle, segment: Segment, shape: Shape): Promise<boolean> {
  let rows = 0;
  for (let bucket = 0; bucket < 2 ** shape.bucketBits; bucket++) {
    const bytes = await readBucket(file, { segment, shape, bucket });
    const count = bytes && rowsIn(bytes, shape);
    if (count === undefined) return false;
    rows += count;
  }
  return rows === segment.entries;
}

type Wanted = { readonly segment: Segment; readonly shape: Shape; readonly bucket: number };

async function readBucket(file: FileHandle, { segment, shape, bucket }: Wanted): Promise<Buffer | undefined> {
  const indexAt = segment.bytes - offsetBytes * (2 ** shape.bucketBits + 1);
  const entry = indexAt + offsetBytes * bucket;
  const offsets = await readAt(file, entry, 2 * offsetBytes);
  if (indexAt < 0 || !offsets) return undefined;
  const start = offsets.readUIntLE(0, offsetBytes);
  const end = offsets.readUIntLE(offsetBytes, offsetBytes);
  if (start > end || end > indexAt || end - start > mostBucketBytes) return undefined;
  return readAt(file, start, end - start);
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Buffer | undefined> {
  if (position < 0) return undefined;
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return bytesRead === length ? buffer : undefined;
}
