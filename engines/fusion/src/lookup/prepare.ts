import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalJson, fail, type Random, type SigningKey } from '@finharbor/kernel';
import { writeWhole } from '../durable.ts';
import { groupReady, randomScalar, type Scalar } from '../psi/group.ts';
import { encodeBucket } from './bucket.ts';
import { chunkWriter, hashOf } from './chunks.ts';
import { evaluateRows, type Work } from './evaluate-rows.ts';
import type { Mode } from './hash-to-group.ts';
import { type Manifest, type Segment, signedManifest, snapshotOf } from './manifest.ts';
import { keyOf } from './oprf.ts';
import { mostLabelBytes, payloadBytes } from './payload.ts';
import type { LookupChange, LookupRow, LookupRows } from './rows.ts';
import { mostSegments, placeBytes, shapeFor, usualQuery } from './shape.ts';
import { type Records, sortedBuckets } from './sort-records.ts';
import { currentTable, keepKey, keptKey, layout, replaceTable, tablePath } from './store.ts';
import { offsetBytes } from './table-file.ts';
import { readState, type WorkState, writeState } from './work-state.ts';

/** How a preparation runs. */
export type PrepareOptions = {
  /** The holder's alone: it holds the key, and everything while it is prepared. One preparation at a time. */
  readonly folder: string;
  /** Higher than that of every version before. A version that is there already is not made again. */
  readonly version: number;
  /** The holder's key, by which others know that the table is its. */
  readonly signingKey: SigningKey;
  /** Threads that evaluate: as many as there are cores to spare; 0 for a table so small that starting one takes longer. */
  readonly workers: number;
  /** The system's randomness, except in tests. */
  readonly random: Random;
  readonly progress?: (stage: 'evaluate' | 'sort', done: number) => void;
  /** Stops it; asked again, it goes on where it was. */
  readonly signal?: AbortSignal;
};

/** What a new table is. */
export type NewTable = PrepareOptions & {
  readonly table: string;
  /** The holder's party name. */
  readonly holder: string;
  readonly rows: LookupRows<LookupRow>;
  /** The longest label, at most 1,024; 0, as it is unless told, for a table that only says who is in it. */
  readonly labelBytes?: number;
  /** Malicious unless told: the holder proves to each querier that it used the key that it published. */
  readonly adversary?: 'malicious' | 'semi-honest';
  /** Identifiers of one query; 1,024 unless told. All false matches of one query together have probability 2^-40 at that. */
  readonly largestQuery?: number;
};

/** What a table has become. */
export type PreparedTable = {
  readonly table: string;
  readonly version: number;
  /** SHA-256 of the manifest. */
  readonly snapshot: Uint8Array;
  /** Distinct identifiers of the segment that was made last. */
  readonly entries: number;
  readonly bytes: number;
};

/**
 * Prepares a table that others may fetch and then ask about: each identifier is evaluated under a fresh key, sorted, packed,
 * hashed and signed. Streams through the disk, resumes after `kill -9`; the new version is there when it is whole, and makes
 * everything that was fetched before useless.
 * Errors: `fusion.bad_id`, `fusion.bad_label`, `fusion.too_many_ids`, `fusion.source_changed`, `fusion.stale_version`,
 * `fusion.stopped`. Source: docs/crypto.md; Kales et al. 2019, RFC 9497.
 */
export async function prepareLookupTable(options: NewTable): Promise<PreparedTable> {
  const { folder, table, holder, version, labelBytes = 0, largestQuery = usualQuery } = options;
  if (labelBytes > mostLabelBytes)
    fail('fusion.bad_label', `Labels of more than ${mostLabelBytes} bytes cannot be kept.`);
  const mode: Mode = options.adversary === 'semi-honest' ? 'plain' : 'verifiable';
  return ensureVersion(options, async () => {
    const work = { kind: 'new', secret: randomScalar(options.random), mode, labelBytes } as const;
    const made = await makeSegment(options, work);
    const key = keyOf(made.secret).element;
    await keepKey(folder, hex(key), made.secret);
    const terms = { format: 'finharbor/lookup/1', table, holder, version, mode } as const;
    return { ...terms, key: hex(key), labelBytes, largestQuery, segments: [made.segment] };
  });
}

/**
 * Adds an update to a table: whoever has the version before fetches the update alone. The key stays, so answers to earlier
 * queries go on saying what the table says of those identifiers; a new table ends that.
 * Errors: as of `prepareLookupTable`, and `fusion.no_table`, `fusion.too_many_updates` (beyond 63: prepare a new table).
 */
export async function updateLookupTable(
  options: PrepareOptions & { readonly changes: LookupRows<LookupChange> },
): Promise<PreparedTable> {
  return ensureVersion(options, async (before) => {
    const secret = before && (await keptKey(options.folder, before.key));
    if (!before || !secret) return fail('fusion.no_table', 'There is no table to update.');
    if (before.segments.length >= mostSegments)
      fail('fusion.too_many_updates', 'The table has as many updates as it can have. Prepare it anew.');
    const { mode, labelBytes } = before;
    const work = { kind: 'update', secret, mode, labelBytes } as const;
    const { segment } = await makeSegment({ ...options, rows: options.changes }, work);
    return { ...before, version: options.version, segments: [...before.segments, segment] };
  });
}

/** Makes a version unless it is there, and publishes it: from then on it is the table. */
async function ensureVersion(
  { folder, version, signingKey }: PrepareOptions,
  make: (before: Manifest | undefined) => Promise<Manifest>,
): Promise<PreparedTable> {
  await groupReady();
  const before = (await currentTable(folder))?.manifest;
  if (before && before.version > version)
    fail('fusion.stale_version', `Version ${before.version} is there already; give a higher number.`);
  const manifest = before?.version === version ? before : await make(before);
  if (manifest !== before) await replaceTable(folder, signedManifest(manifest, signingKey));
  await rm(join(folder, layout.work), { recursive: true, force: true });
  return {
    ...{ table: manifest.table, version, snapshot: snapshotOf(manifest) },
    entries: manifest.segments.at(-1)!.entries,
    bytes: manifest.segments.reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

type SegmentWork = {
  readonly kind: 'new' | 'update';
  readonly secret: Scalar;
  readonly mode: Mode;
  readonly labelBytes: number;
};
type SegmentOptions = PrepareOptions & { readonly rows: LookupRows<LookupChange> };

async function makeSegment(
  options: SegmentOptions,
  { kind, secret, mode, labelBytes }: SegmentWork,
): Promise<{ readonly segment: Segment; readonly secret: Scalar }> {
  const folder = join(options.folder, layout.work);
  const terms = canonicalJson({ kind, mode, labelBytes });
  const state = await beganWork(folder, { terms, version: options.version, secret, random: options.random });
  const salt = bytesOf(state.salt);
  const width = payloadBytes(labelBytes, kind === 'new');
  const drawn = bytesOf(state.secret) as Scalar;
  const work: Work = {
    folder,
    records: join(folder, 'records'),
    rows: options.rows,
    terms: { secret: drawn, mode, sealing: { salt, labelBytes }, payloadBytes: width },
    workers: options.workers,
    progress: (done) => options.progress?.('evaluate', done),
    signal: options.signal,
  };
  const { rows } = await evaluateRows(work, state);
  const shape = shapeFor(rows, width);
  const records = { path: work.records, shape, bytes: rows * (placeBytes + width) };
  const written = await writeSegment(options, records);
  return { segment: { ...written, cellBits: shape.cellBits, salt: state.salt }, secret: drawn };
}

type Beginning = {
  readonly terms: string;
  readonly version: number;
  readonly secret: Scalar;
  readonly random: Random;
};

/** What was begun on the same terms goes on with the key and the salt it had; anything else begins with fresh ones. */
async function beganWork(folder: string, { terms, version, secret, random }: Beginning): Promise<WorkState> {
  const known = await readState(folder);
  if (known?.version === version && known.terms === terms) return known;
  await rm(folder, { recursive: true, force: true });
  const salt = hex(random.bytes(32));
  const state = { version, terms, secret: hex(secret), salt, blocks: 0, rows: 0, chain: '' };
  await writeState(folder, state);
  return state;
}

/** Sorts and packs evaluated rows into a segment's files. After an interruption it does all of it again, with the same bytes. */
async function writeSegment(
  { folder, progress, signal }: SegmentOptions,
  records: Records,
): Promise<Pick<Segment, 'name' | 'bytes' | 'entries'>> {
  const path = join(folder, layout.work, 'table');
  await using file = await open(path, 'w', 0o600);
  const out = chunkWriter(file);
  const { bucketBits } = records.shape;
  const index = Buffer.alloc(offsetBytes * (2 ** bucketBits + 1));
  let [bucket, entries] = [0, 0];
  for await (const rows of sortedBuckets(records, join(folder, layout.work, 'parts'))) {
    if (signal?.aborted) fail('fusion.stopped', 'The preparation was stopped; it goes on where it was.');
    index.writeUIntLE(out.length(), offsetBytes * bucket, offsetBytes);
    await out.write(encodeBucket(rows, records.shape));
    [bucket, entries] = [bucket + 1, entries + rows.length];
    if (bucket % 64 === 0) progress?.('sort', entries);
  }
  index.writeUIntLE(out.length(), offsetBytes * bucket, offsetBytes);
  await out.write(index);
  const bytes = out.length();
  const hashes = await out.end();
  const name = hex(hashOf(hashes));
  await mkdir(join(folder, layout.segments), { recursive: true, mode: 0o700 });
  await writeWhole(join(folder, layout.segments), `${name}.hashes`, [hashes]);
  await rename(path, tablePath(folder, name));
  progress?.('sort', entries);
  return { name, bytes, entries };
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function bytesOf(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'hex'));
}
