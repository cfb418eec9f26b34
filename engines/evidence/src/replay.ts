import type { AuditFinding, AuditSource } from './audit.ts';
import { equalBytes } from './bytes.ts';
import { bundleEntries, partialTiles, type TileId, tilePath, tileWidth } from './tiles.ts';
import { type Frontier, type FullTile, frontierRoot, hashSize, leafHashNow, TreeBuilder } from './tree.ts';

/** Where a replay begins and whom it tells. */
export type ReplayParts = {
  readonly start: Frontier;
  readonly findings: AuditFinding[];
  readonly onEntry: (index: number, entry: Uint8Array) => void;
};

/** Rebuilds a log's tree from its entries and compares what is served with it. */
export class Replay {
  readonly #source: AuditSource;
  readonly #parts: ReplayParts;
  readonly #builder: TreeBuilder;
  #size: number;
  #filled: FullTile[] = [];

  constructor(source: AuditSource, parts: ReplayParts) {
    this.#source = source;
    this.#parts = parts;
    this.#size = parts.start.size;
    this.#builder = new TreeBuilder(parts.start, (tile) => this.#filled.push(tile));
  }

  frontier(): Frontier {
    return this.#builder.frontier();
  }

  /** Replays entries up to a size; false where an entry cannot be had, so that nothing after it can be judged. */
  async advance(toSize: number): Promise<boolean> {
    while (this.#size < toSize) {
      const index = Math.floor(this.#size / tileWidth);
      const width = Math.min(toSize - index * tileWidth, tileWidth);
      if (!(await this.#replayBundle({ level: 'entries', index, width }))) return false;
      for (const tile of this.#filled) await this.#compareTile({ ...tile, width: tileWidth }, tile.bytes);
      this.#filled = [];
    }
    return true;
  }

  /** Compares the root and the partial tiles at the size reached. */
  async compare(root: Uint8Array, path: string): Promise<void> {
    const frontier = this.frontier();
    if (!equalBytes(frontierRoot(frontier), root)) this.#find('root_differs', path);
    for (const tile of partialTiles(frontier.size))
      await this.#compareTile(tile, frontier.partials[tile.level]!);
  }

  async #replayBundle(bundle: TileId): Promise<boolean> {
    const { path, bytes, isFull } = await this.#read(bundle);
    if (bytes === undefined) return this.#find('missing', path);
    const entries = bundleEntries(bytes);
    const expected = isFull ? tileWidth : bundle.width;
    if (entries?.length !== expected) return this.#find('bundle_malformed', path);
    const known = this.#size % tileWidth;
    const leaves = entries.slice(0, bundle.width).map(leafHashNow);
    const partial = this.frontier().partials[0] ?? new Uint8Array(0);
    // Entries replayed before must not have changed under the auditor, nor differ between a partial and the full bundle.
    const isSame = leaves
      .slice(0, known)
      .every((leaf, at) => equalBytes(leaf, partial.subarray(at * hashSize, (at + 1) * hashSize)));
    if (!isSame) this.#find('bundle_differs', path);
    for (let at = known; at < bundle.width; at++) {
      this.#parts.onEntry(this.#size, entries[at]!);
      this.#builder.push(leaves[at]!);
      this.#size += 1;
    }
    return true;
  }

  async #compareTile(tile: TileId, expected: Uint8Array): Promise<void> {
    const { path, bytes, isFull } = await this.#read(tile);
    if (bytes === undefined) this.#find('missing', path);
    else if (bytes.length !== (isFull ? tileWidth : tile.width) * hashSize) this.#find('tile_differs', path);
    else if (!equalBytes(bytes.subarray(0, expected.length), expected)) this.#find('tile_differs', path);
  }

  /** A partial tile may be gone once the full one is there (c2sp.org/tlog-tiles). */
  async #read(tile: TileId): Promise<{ path: string; bytes: Uint8Array | undefined; isFull: boolean }> {
    const path = tilePath(tile);
    const bytes = await this.#source(path);
    if (bytes !== undefined || tile.width === tileWidth)
      return { path, bytes, isFull: tile.width === tileWidth };
    const full = await this.#source(tilePath({ ...tile, width: tileWidth }));
    return full === undefined
      ? { path, bytes: undefined, isFull: false }
      : { path: tilePath({ ...tile, width: tileWidth }), bytes: full, isFull: true };
  }

  #find(reason: AuditFinding['reason'], path: string): false {
    this.#parts.findings.push({ reason, path });
    return false;
  }
}
