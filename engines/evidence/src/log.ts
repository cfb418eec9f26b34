import { sign } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type SigningKey } from '@finharbor/kernel';
import { equalBytes, utf8 } from './bytes.ts';
import { formatCheckpointText, parseCheckpoint, type TreeHead } from './checkpoint.ts';
import { type DurableFiles, durableFiles } from './files.ts';
import { takeLock } from './lock.ts';
import {
  formatNote,
  formatVerifierKey,
  isKeyName,
  signatureType,
  type VerifierKey,
  verifierKey,
} from './note.ts';
import { consistencyRanges, inclusionRanges, type LeafRange, verifyInclusion } from './proof.ts';
import { formatProof } from './receipt.ts';
import { type LogStore, openStore, publicFolder } from './store.ts';
import { tileWidth } from './tiles.ts';
import { frontierRoot, leafHashNow, rangeHash } from './tree.ts';
import { type Appended, createWriter, type NewEntry } from './writer.ts';

/** Where a log lives, what it is called, and the key that signs its checkpoints (best used for nothing else). */
export type LogOptions = {
  /** A folder on a local disk, made where it is missing. */
  readonly directory: string;
  /** The checkpoint's origin and the key's name: a URL without scheme, no spaces, no plus. */
  readonly origin: string;
  readonly key: SigningKey;
};

/** A transparency log, open for writing. Sizes and indices count entries; hashes are 32 bytes. */
export type Log = {
  readonly origin: string;
  /** The vkey that verifies this log's checkpoints. */
  readonly verifierKey: string;
  /** What a static file server hands out under the log's prefix: `checkpoint` and `tile/`. */
  readonly publicDirectory: string;
  /** The committed tree. */
  readonly head: () => TreeHead;
  /** Resolves once all entries are on disk for good; calls made meanwhile share the next batch. Errors: `evidence.entry_too_large`, `evidence.key_malformed`, `evidence.write_failed`, `evidence.log_closed`. */
  readonly append: (entries: readonly NewEntry[]) => Promise<readonly Appended[]>;
  /** The bytes of one entry. Errors: `evidence.out_of_range`. */
  readonly entry: (index: number) => Promise<Uint8Array>;
  /** RFC 6962 PATH(index, D[size]), leaf's sibling first. Errors: `evidence.out_of_range`. */
  readonly inclusionProof: (index: number, size: number) => Promise<readonly Uint8Array[]>;
  /** RFC 6962 PROOF(older, D[newer]). Errors: `evidence.out_of_range`. */
  readonly consistencyProof: (older: number, newer: number) => Promise<readonly Uint8Array[]>;
  /** Signs the committed tree; nothing is served until `publishCheckpoint`. */
  readonly signCheckpoint: () => string;
  /** Makes a signed checkpoint of this log the served one, unless a larger one is already. */
  readonly publishCheckpoint: (message: string) => Promise<void>;
  /** The served checkpoint with its cosignatures. */
  readonly published: () => string | undefined;
  /** A tlog-proof of one entry against the served checkpoint. Errors: `evidence.out_of_range`, `evidence.log_corrupt`. */
  readonly receipt: (index: number) => Promise<Receipt>;
  /** Finishes the batch in hand, then lets go of the folder. */
  readonly close: () => Promise<void>;
};

/** A receipt, or that no checkpoint reaches the entry yet: publish first. */
export type Receipt =
  | { readonly kind: 'receipt'; readonly proof: string }
  | { readonly kind: 'not_published' };

/**
 * Opens a log, or begins one in an empty folder. One process may have it open; a killed holder leaves it free.
 * Errors: `evidence.origin_malformed`, `evidence.locked`, `evidence.other_log`, `evidence.log_corrupt`.
 * Format: c2sp.org/tlog-tiles, RFC 6962 SHA-256, tiles of height 8.
 */
export function openLog(options: LogOptions): Promise<Log> {
  return openLogOn(options, durableFiles(options.directory));
}

/** `openLog` on given files, so that a test can end the process at any step. */
export async function openLogOn(options: LogOptions, files: DurableFiles): Promise<Log> {
  const { directory, origin, key } = options;
  if (!isKeyName(origin))
    fail(
      'evidence.origin_malformed',
      'origin: a log is named without spaces and plus signs, as in example.com/log.',
    );
  await mkdir(join(directory, 'private'), { recursive: true });
  const lock = takeLock(join(directory, 'private', 'lock'));
  try {
    const store = await openStore(files, origin);
    const publicKey = new Uint8Array(Buffer.from(key.publicKey, 'base64url'));
    const verifier = await verifierKey({ name: origin, type: signatureType.ed25519, publicKey });
    return await logOn({ store, key, verifier, directory, release: lock.release });
  } catch (error) {
    lock.release();
    throw error;
  }
}

type LogParts = {
  readonly store: LogStore;
  readonly key: SigningKey;
  readonly verifier: VerifierKey;
  readonly directory: string;
  readonly release: () => void;
};

async function logOn({ store, key, verifier, directory, release }: LogParts): Promise<Log> {
  const origin = verifier.name;
  // What was signed before this start is not known, so the tree found here counts as signed.
  let signedSize = store.edge().frontier.size;
  const writer = await createWriter(store, () => signedSize);
  let publishing: Promise<void> = Promise.resolve();
  let closed = false;
  const head = (): TreeHead => {
    const { frontier } = store.edge();
    return { size: frontier.size, root: frontierRoot(frontier) };
  };
  return {
    origin,
    verifierKey: formatVerifierKey(verifier),
    publicDirectory: join(directory, publicFolder),
    head,
    append: writer.append,
    entry: (index) => readEntry(store, index),
    inclusionProof: async (index, size) => {
      inRange('size', size, head().size);
      inRange('index', index, size - 1);
      return hashesOf(store, inclusionRanges(index, size));
    },
    consistencyProof: async (older, newer) => {
      inRange('newer', newer, head().size);
      inRange('older', older, newer);
      return hashesOf(store, consistencyRanges(older, newer));
    },
    signCheckpoint() {
      const tree = head();
      signedSize = tree.size;
      return signTree(tree, key, verifier);
    },
    publishCheckpoint(message) {
      if (closed) fail('evidence.log_closed', 'The log is closed; open it again.');
      const next = publishing.then(() => publishNewer(store, message, origin));
      publishing = next.catch(() => {});
      return next;
    },
    published: store.published,
    receipt: (index) => receiptFor(store, index),
    async close() {
      closed = true;
      await writer.close();
      await publishing;
      release();
    },
  };
}

function signTree(tree: TreeHead, key: SigningKey, verifier: VerifierKey): string {
  const text = formatCheckpointText(verifier.name, tree);
  const signature = sign(null, utf8(text), key.privateKey);
  return formatNote({ text, signatures: [{ name: verifier.name, keyId: verifier.keyId, signature }] });
}

async function publishNewer(store: LogStore, message: string, origin: string): Promise<void> {
  const next = parseCheckpoint(message);
  if (next?.origin !== origin || next.size > store.edge().frontier.size) refuseCheckpoint();
  const root = await rangeHash({ start: 0, end: next.size }, store.readTile);
  if (!equalBytes(root, next.root)) refuseCheckpoint();
  const served = parseCheckpoint(store.published() ?? '');
  if (served === undefined || served.size <= next.size) await store.publish(message);
}

function refuseCheckpoint(): never {
  fail('evidence.other_checkpoint', 'The checkpoint to be published is not one of this log’s own tree.');
}

async function readEntry(store: LogStore, index: number): Promise<Uint8Array> {
  inRange('index', index, store.edge().frontier.size - 1);
  const entries = await store.readBundle(Math.floor(index / tileWidth));
  return (
    entries[index % tileWidth] ??
    fail('evidence.log_corrupt', `The log on disk is damaged: entry ${index} is missing.`)
  );
}

async function receiptFor(store: LogStore, index: number): Promise<Receipt> {
  inRange('index', index, store.edge().frontier.size - 1);
  const message = store.published() ?? '';
  const checkpoint = parseCheckpoint(message);
  if (checkpoint === undefined || index >= checkpoint.size) return { kind: 'not_published' };
  const { size, root } = checkpoint;
  const path = await hashesOf(store, inclusionRanges(index, size));
  const leaf = leafHashNow(await readEntry(store, index));
  // Full tiles are not checked when the log is opened; a receipt that nobody could verify must not leave the house.
  if (!(await verifyInclusion({ index, size, leaf, path, root })))
    fail(
      'evidence.log_corrupt',
      `The log on disk is damaged near entry ${index}. Audit it, then restore it from a copy.`,
    );
  return { kind: 'receipt', proof: formatProof({ index, path, checkpoint: message }) };
}

function hashesOf(store: LogStore, ranges: readonly LeafRange[]): Promise<readonly Uint8Array[]> {
  return Promise.all(ranges.map((range) => rangeHash(range, store.readTile)));
}

function inRange(name: string, value: number, most: number): void {
  if (!Number.isSafeInteger(value) || value < 0 || value > most)
    fail('evidence.out_of_range', `${name}: ${value} is not within 0 and ${most}.`);
}
