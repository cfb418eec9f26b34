import { fail } from '@finharbor/kernel';
import { type Edge, obsoletePaths, planBatch } from './batch.ts';
import { concat, utf8, utf8Text } from './bytes.ts';
import { formatCheckpointText, parseCheckpoint, parseCheckpointText } from './checkpoint.ts';
import type { DurableFiles } from './files.ts';
import { bundleEntries, hashesAt, partialTiles, tilePath, tileWidth } from './tiles.ts';
import {
  emptyFrontier,
  type Frontier,
  frontierRoot,
  hashSize,
  leafHashNow,
  type ReadTile,
  rangeHash,
} from './tree.ts';

/** Where the served files stand in a log's folder. */
export const publicFolder = 'public';

const headPath = 'private/head';
const keysPath = 'private/keys';
const checkpointPath = `${publicFolder}/checkpoint`;

/** The files of a log, opened: what is committed, and how more is. Only one may be open on a folder. */
export type LogStore = {
  readonly edge: () => Edge;
  /** The served checkpoint, as text. */
  readonly published: () => string | undefined;
  readonly keyHashes: () => Promise<Uint8Array>;
  readonly commit: (batch: Commit) => Promise<void>;
  readonly publish: (message: string) => Promise<void>;
  readonly readTile: ReadTile;
  readonly readBundle: (index: number) => Promise<readonly Uint8Array[]>;
};

/** Entries to commit, the SHA-256 of each one's key (all zero where it has none), and the last size that was signed. */
export type Commit = {
  readonly entries: readonly Uint8Array[];
  readonly keyHashes: readonly Uint8Array[];
  readonly signedSize: number;
};

/** Opens the files of a log and checks its right edge and checkpoint against the committed root. Errors: `evidence.log_corrupt`, `evidence.other_log`. */
export async function openStore(files: DurableFiles, origin: string): Promise<LogStore> {
  let edge = await loadEdge(files, origin);
  const readTile = tileReader(files, () => edge.frontier);
  let published = await loadPublished({ files, origin, size: edge.frontier.size, readTile });

  return {
    edge: () => edge,
    published: () => published,
    readTile,
    readBundle: (index) => readBundle(files, edge, index),
    async keyHashes() {
      const bytes = (await files.read(keysPath)) ?? new Uint8Array(0);
      // A batch that was cut short may have left keys of entries that were never committed.
      return bytes.subarray(0, edge.frontier.size * hashSize);
    },
    async commit({ entries, keyHashes, signedSize }) {
      const oldSize = edge.frontier.size;
      const { next, files: added } = planBatch(edge, entries);
      await files.write(added.map(({ path, bytes }) => ({ path: `${publicFolder}/${path}`, bytes })));
      await files.writeAt({ path: keysPath, bytes: concat(...keyHashes), offset: oldSize * hashSize });
      // Until the head names them, the files above are not part of the log; from here on they are.
      const head = { size: next.frontier.size, root: frontierRoot(next.frontier) };
      await files.write([{ path: headPath, bytes: utf8(formatCheckpointText(origin, head)) }]);
      edge = next;
      const obsolete = obsoletePaths({ oldSize, newSize: head.size, signedSize });
      await files.remove(obsolete.map((path) => `${publicFolder}/${path}`));
    },
    async publish(message) {
      await files.write([{ path: checkpointPath, bytes: utf8(message) }]);
      published = message;
    },
  };
}

async function loadEdge(files: DurableFiles, origin: string): Promise<Edge> {
  const bytes = await files.read(headPath);
  if (bytes === undefined) {
    if ((await files.read(checkpointPath)) !== undefined) corrupt('its head is missing');
    await files.write([
      {
        path: headPath,
        bytes: utf8(formatCheckpointText(origin, { size: 0, root: frontierRoot(emptyFrontier) })),
      },
    ]);
    return { frontier: emptyFrontier, bundle: new Uint8Array(0) };
  }
  const head = parseCheckpointText(utf8Text(bytes) ?? '') ?? corrupt('its head cannot be read');
  if (head.origin !== origin)
    fail('evidence.other_log', `This folder holds the log ${head.origin}, not ${origin}.`);
  const frontier = await loadFrontier(files, head.size);
  if (!sameBytes(frontierRoot(frontier), head.root)) corrupt('its newest tiles do not give its root');
  return { frontier, bundle: await loadBundle(files, frontier) };
}

async function loadFrontier(files: DurableFiles, size: number): Promise<Frontier> {
  const partials: Uint8Array[] = [];
  for (let level = 0; hashesAt(level, size) > 0; level++) partials.push(new Uint8Array(0));
  for (const tile of partialTiles(size)) {
    const bytes = await files.read(`${publicFolder}/${tilePath(tile)}`);
    if (bytes?.length !== tile.width * hashSize) corrupt(`${tilePath(tile)} is missing or cut short`);
    partials[tile.level] = bytes;
  }
  return { size, partials };
}

async function loadBundle(files: DurableFiles, frontier: Frontier): Promise<Uint8Array> {
  const [bottom] = partialTiles(frontier.size);
  if (bottom?.level !== 0) return new Uint8Array(0);
  const path = tilePath({ ...bottom, level: 'entries' });
  const bundle = await files.read(`${publicFolder}/${path}`);
  const leaves = bundle && bundleEntries(bundle)?.map(leafHashNow);
  if (leaves === undefined || !sameBytes(concat(...leaves), frontier.partials[0]!))
    corrupt(`${path} does not match its tile`);
  return bundle!;
}

type PublishedParts = {
  readonly files: DurableFiles;
  readonly origin: string;
  readonly size: number;
  readonly readTile: ReadTile;
};

async function loadPublished({ files, origin, size, readTile }: PublishedParts): Promise<string | undefined> {
  const bytes = await files.read(checkpointPath);
  if (bytes === undefined) return undefined;
  const message = utf8Text(bytes) ?? '';
  const checkpoint = parseCheckpoint(message) ?? corrupt('its checkpoint cannot be read');
  if (checkpoint.origin !== origin) corrupt('its checkpoint is another log’s');
  if (checkpoint.size > size) corrupt('its checkpoint is of a larger tree than the one on disk');
  const root = await rangeHash({ start: 0, end: checkpoint.size }, readTile);
  if (!sameBytes(root, checkpoint.root)) corrupt('its checkpoint is not of the tree on disk');
  return message;
}

function tileReader(files: DurableFiles, frontier: () => Frontier): ReadTile {
  return async ({ level, index, width }) => {
    const { size, partials } = frontier();
    const isFull = hashesAt(level, size) >= (index + 1) * tileWidth;
    const path = tilePath({ level, index, width: tileWidth });
    const bytes = isFull ? await files.read(`${publicFolder}/${path}`) : partials[level];
    if (bytes === undefined || bytes.length < width * hashSize) corrupt(`${path} is missing or cut short`);
    return bytes;
  };
}

async function readBundle(files: DurableFiles, edge: Edge, index: number): Promise<readonly Uint8Array[]> {
  const isFull = edge.frontier.size >= (index + 1) * tileWidth;
  const path = tilePath({ level: 'entries', index, width: tileWidth });
  const bytes = isFull ? await files.read(`${publicFolder}/${path}`) : edge.bundle;
  return (bytes && bundleEntries(bytes)) ?? corrupt(`${path} is missing or cut short`);
}

function corrupt(what: string): never {
  fail(
    'evidence.log_corrupt',
    `The log on disk is damaged: ${what}. Restore the folder from a copy, then audit it.`,
  );
}

const sameBytes = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
