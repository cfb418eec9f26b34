import { type FileHandle, mkdir, open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type PublicKey } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { readIfThere, writeWhole } from '../durable.ts';
import { receiveExactly } from '../ot/wire.ts';
import { chunkBytes, chunkCount, hashBytes, hashOf } from './chunks.ts';
import {
  badTable,
  type Manifest,
  type Segment,
  segmentShape,
  snapshotOf,
  verifiedManifest,
} from './manifest.ts';
import type { Shape } from './shape.ts';
import { currentTable, hashesPath, layout, replaceTable, tablePath } from './store.ts';
import { isWhole } from './table-file.ts';
import { chunkHeadBytes, labels, sendJson } from './wire.ts';

/** How a table is fetched. */
export type FetchOptions = {
  /** The querier's, for this table alone. */
  readonly folder: string;
  /** The holder's key as it is known here: what signs its tables. */
  readonly holderKey: PublicKey;
  /** The largest table that is fetched; 16 GiB unless told. */
  readonly maxBytes?: number;
  readonly progress: (done: number, total: number) => void;
  readonly signal?: AbortSignal | undefined;
};

const usualMaxBytes = 2 ** 34;

/**
 * Brings the folder to the holder's version: fetches segments that are not there, each from the chunk where an earlier attempt
 * ended, and checks every chunk against the list of hashes that the signed manifest names.
 */
export async function fetchTable(channel: Channel, options: FetchOptions): Promise<Manifest> {
  const { folder, holderKey, maxBytes = usualMaxBytes } = options;
  const signed = await channel.receive(labels.manifest);
  const manifest = verifiedManifest(signed, { party: channel.peer, key: holderKey });
  const had = (await currentTable(folder))?.manifest;
  if (had && had.version > manifest.version)
    badTable(channel.peer, `it is version ${manifest.version}, and ${had.version} was there already`);
  if (had?.version === manifest.version && !Buffer.from(snapshotOf(had)).equals(snapshotOf(manifest)))
    badTable(channel.peer, `version ${manifest.version} is another than it was before`);
  const total = manifest.segments.reduce((sum, { bytes }) => sum + bytes, 0);
  if (total > maxBytes)
    fail(
      'fusion.table_too_large',
      `The table of ${channel.peer} has ${total} bytes; at most ${maxBytes} are allowed.`,
    );
  await mkdir(join(folder, layout.segments), { recursive: true, mode: 0o700 });
  let before = 0;
  for (const [at, segment] of manifest.segments.entries()) {
    const from = before;
    const progress = (done: number): void => options.progress(from + done, total);
    const shape = segmentShape(manifest, at);
    const isKnown = had?.segments[at]?.name === segment.name && isSame(segmentShape(had, at), shape);
    if (!isKnown) await fetchSegment(channel, { ...options, segment, shape, progress });
    before += segment.bytes;
  }
  if (had?.version !== manifest.version) await replaceTable(folder, signed);
  return manifest;
}

type SegmentFetch = {
  readonly folder: string;
  readonly segment: Segment;
  readonly shape: Shape;
  readonly progress: (done: number) => void;
  readonly signal?: AbortSignal | undefined;
};

async function fetchSegment(channel: Channel, fetch: SegmentFetch): Promise<void> {
  const { folder, segment } = fetch;
  const path = tablePath(folder, segment.name);
  if (await isThere(path)) {
    await using file = await open(path, 'r');
    return await mustBeWhole(channel, file, fetch);
  }
  const hashes = await hashesOf(channel, folder, segment);
  const part = `${path}.part`;
  await using file = await open(part, (await isThere(part)) ? 'r+' : 'w+', 0o600);
  const first = await wholeChunks(file, hashes, segment);
  await file.truncate(first * chunkBytes);
  await receiveChunks(channel, { ...fetch, file, hashes, first });
  await mustBeWhole(channel, file, fetch);
  await file.sync();
  await rename(part, path);
}

async function mustBeWhole(
  channel: Channel,
  file: FileHandle,
  { segment, shape }: SegmentFetch,
): Promise<void> {
  if (!(await isWhole(file, segment, shape))) badTable(channel.peer, 'it is not what its manifest says');
}

function isSame(a: Shape, b: Shape): boolean {
  return a.cellBits === b.cellBits && a.payloadBytes === b.payloadBytes;
}

/** The hashes of a segment's chunks; kept, so that they are asked for once. */
async function hashesOf(channel: Channel, folder: string, { name, bytes }: Segment): Promise<Uint8Array> {
  const isRight = (list: Uint8Array): boolean =>
    list.length === hashBytes * chunkCount(bytes) && hashOf(list).toString('hex') === name;
  const kept = await readIfThere(hashesPath(folder, name));
  if (kept && isRight(kept)) return kept;
  await sendJson(channel, labels.request, { kind: 'hashes', segment: name });
  const list = await channel.receive(labels.hashes);
  if (!isRight(list)) badTable(channel.peer, 'the hashes of its chunks are not those that it signed');
  await writeWhole(join(folder, layout.segments), `${name}.hashes`, [list]);
  return list;
}

/** How many chunks an earlier attempt left whole: what a crash tore is fetched again. */
async function wholeChunks(file: FileHandle, hashes: Uint8Array, { bytes }: Segment): Promise<number> {
  const chunk = Buffer.alloc(chunkBytes);
  for (let at = 0; ; at++) {
    const length = Math.min(chunkBytes, bytes - at * chunkBytes);
    if (length <= 0) return at;
    const { bytesRead } = await file.read(chunk, 0, length, at * chunkBytes);
    if (bytesRead < length || !isChunk(hashes, at, chunk.subarray(0, length))) return at;
  }
}

type Receiving = SegmentFetch & {
  readonly file: FileHandle;
  readonly hashes: Uint8Array;
  readonly first: number;
};

async function receiveChunks(channel: Channel, receiving: Receiving): Promise<void> {
  const { segment, file, hashes, first, progress, signal } = receiving;
  const count = chunkCount(segment.bytes);
  if (first === count) return;
  await sendJson(channel, labels.request, { kind: 'chunks', segment: segment.name, first });
  for (let at = first; at < count; at++) {
    if (signal?.aborted) fail('fusion.stopped', 'The fetch was stopped; it goes on where it was.');
    const length = Math.min(chunkBytes, segment.bytes - at * chunkBytes);
    const message = await receiveExactly(channel, labels.chunk, chunkHeadBytes + length);
    const place = new DataView(message.buffer, message.byteOffset).getUint32(0, true);
    const chunk = message.subarray(chunkHeadBytes);
    if (place !== at) badTable(channel.peer, `chunk ${place} came where chunk ${at} was due`);
    if (!isChunk(hashes, at, chunk)) badTable(channel.peer, `chunk ${at} is not the one that it signed`);
    await file.write(chunk, 0, chunk.length, at * chunkBytes);
    progress(at * chunkBytes + length);
  }
}

function isChunk(hashes: Uint8Array, at: number, chunk: Uint8Array): boolean {
  return hashOf(chunk).equals(hashes.subarray(hashBytes * at, hashBytes * (at + 1)));
}

async function isThere(path: string): Promise<boolean> {
  return open(path, 'r').then(
    (file) => file.close().then(() => true),
    () => false,
  );
}
