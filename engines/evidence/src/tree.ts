import { hash } from 'node:crypto';
import { digestNow } from './digest-now.ts';
import type { LeafRange } from './proof.ts';
import { inclusionRanges, perfectSubtrees } from './proof.ts';
import { hashesAt, tileWidth } from './tiles.ts';

/** Bytes of a SHA-256 hash. */
export const hashSize = 32;

/** A full tile as it is completed: 256 hashes. */
export type FullTile = { readonly level: number; readonly index: number; readonly bytes: Uint8Array };

/** The right edge of a tree: its size, and per tile level the hashes of the partial tile (empty where there is none). */
export type Frontier = { readonly size: number; readonly partials: readonly Uint8Array[] };

/** Reads a tile's hashes, at least `width` of them. */
export type ReadTile = (tile: { level: number; index: number; width: number }) => Promise<Uint8Array>;

/** The tree without leaves. */
export const emptyFrontier: Frontier = { size: 0, partials: [] };

/** RFC 6962 leaf hash, at once: the fast path beside WebCrypto's. */
export function leafHashNow(entry: Uint8Array): Uint8Array {
  const bytes = Buffer.allocUnsafe(entry.length + 1);
  bytes[0] = 0;
  bytes.set(entry, 1);
  return digestNow(bytes);
}

/** Grows a tree leaf by leaf, giving out each tile as it fills. */
export class TreeBuilder {
  #size: number;
  readonly #levels: Level[];
  readonly #onTile: (tile: FullTile) => void;

  constructor(from: Frontier, onTile: (tile: FullTile) => void) {
    this.#size = from.size;
    this.#levels = from.partials.map((partial) => levelOf(partial));
    this.#onTile = onTile;
  }

  push(leaf: Uint8Array): void {
    this.#size += 1;
    this.#pushAt(0, leaf);
  }

  frontier(): Frontier {
    const partials = this.#levels.map(({ bytes, width }) => bytes.slice(0, width * hashSize));
    return { size: this.#size, partials };
  }

  #pushAt(level: number, node: Uint8Array): void {
    if (level === this.#levels.length) this.#levels.push(levelOf(new Uint8Array(0)));
    const current = this.#levels[level]!;
    current.bytes.set(node, current.width * hashSize);
    current.width += 1;
    if (current.width < tileWidth) return;
    const bytes = current.bytes.slice();
    current.width = 0;
    this.#onTile({ level, index: hashesAt(level, this.#size) / tileWidth - 1, bytes });
    this.#pushAt(level + 1, perfectRoot(bytes));
  }
}

type Level = { readonly bytes: Uint8Array; width: number };

function levelOf(partial: Uint8Array): Level {
  const bytes = new Uint8Array(tileWidth * hashSize);
  bytes.set(partial);
  return { bytes, width: partial.length / hashSize };
}

/** The RFC 6962 root of the tree a frontier ends. */
export function frontierRoot(frontier: Frontier): Uint8Array {
  const peaks: Uint8Array[] = [];
  for (const partial of frontier.partials.toReversed()) {
    let at = 0;
    for (let size = tileWidth / 2; size >= 1; size /= 2) {
      if (((partial.length / hashSize) & size) === 0) continue;
      peaks.push(perfectRoot(partial.subarray(at * hashSize, (at + size) * hashSize)));
      at += size;
    }
  }
  return joinPeaks(peaks);
}

/** The tree hash of a range of leaves, read from tiles; the range is one RFC 6962 proofs are made of, or the whole tree. */
export async function rangeHash(range: LeafRange, readTile: ReadTile): Promise<Uint8Array> {
  const peaks = perfectSubtrees(range).map(async (subtree): Promise<Uint8Array> => {
    const level = Math.floor(subtree.level / 8);
    const count = 2 ** (subtree.level % 8);
    const first = subtree.index * count;
    const offset = first % tileWidth;
    const index = Math.floor(first / tileWidth);
    const bytes = await readTile({ level, index, width: offset + count });
    return perfectRoot(bytes.subarray(offset * hashSize, (offset + count) * hashSize));
  });
  return joinPeaks(await Promise.all(peaks));
}

/** The RFC 6962 root of a tree whose leaf hashes are at hand, one after the other. */
export function treeRoot(leaves: Uint8Array): Uint8Array {
  const subtrees = perfectSubtrees({ start: 0, end: leaves.length / hashSize });
  return joinPeaks(
    subtrees.map(({ level, index }) => {
      const size = 2 ** level * hashSize;
      return perfectRoot(leaves.subarray(index * size, (index + 1) * size));
    }),
  );
}

/** RFC 6962 PATH(index, D[n]) of a tree whose n leaf hashes are at hand, leaf's sibling first. */
export function treePath(leaves: Uint8Array, index: number): readonly Uint8Array[] {
  return inclusionRanges(index, leaves.length / hashSize).map(({ start, end }) =>
    treeRoot(leaves.subarray(start * hashSize, end * hashSize)),
  );
}

function joinPeaks(peaks: readonly Uint8Array[]): Uint8Array {
  if (peaks.length === 0) return digestNow(new Uint8Array(0));
  return peaks.reduceRight((right, left) => hashPair(left, right));
}

function perfectRoot(hashes: Uint8Array): Uint8Array {
  let level = hashes;
  while (level.length > hashSize) {
    const next = Buffer.alloc(level.length / 2);
    for (let at = 0; at < next.length; at += hashSize) {
      pair.set(level.subarray(2 * at, 2 * (at + hashSize)), 1);
      // As in `digestNow`, without a buffer for each.
      next.write(hash('sha256', pair, 'latin1'), at, hashSize, 'latin1');
    }
    level = next;
  }
  return level;
}

const pair = new Uint8Array(1 + 2 * hashSize);
pair[0] = 1;

function hashPair(left: Uint8Array, right: Uint8Array): Uint8Array {
  pair.set(left, 1);
  pair.set(right, 1 + hashSize);
  return digestNow(pair);
}
