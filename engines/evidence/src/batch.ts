import { concat } from './bytes.ts';
import type { NewFile } from './files.ts';
import { bundleEntry, hashesAt, partialsPath, partialTiles, tilePath, tileWidth } from './tiles.ts';
import { type Frontier, leafHashNow, TreeBuilder } from './tree.ts';

/** What a writer keeps in memory: the tree's right edge and the partial entry bundle. */
export type Edge = { readonly frontier: Frontier; readonly bundle: Uint8Array };

/** A batch, worked out but not yet written. */
export type Batch = { readonly next: Edge; readonly files: readonly NewFile[] };

/** Works out the tiles and bundles that a batch of entries adds; every path is new, none is one a written tree needs. */
export function planBatch(edge: Edge, entries: readonly Uint8Array[]): Batch {
  const files: NewFile[] = [];
  const builder = new TreeBuilder(edge.frontier, ({ level, index, bytes }) => {
    files.push({ path: tilePath({ level, index, width: tileWidth }), bytes });
  });
  let size = edge.frontier.size;
  let bundle: Uint8Array[] = [edge.bundle];
  for (const entry of entries) {
    builder.push(leafHashNow(entry));
    bundle.push(bundleEntry(entry));
    size += 1;
    if (size % tileWidth > 0) continue;
    const index = size / tileWidth - 1;
    files.push({ path: tilePath({ level: 'entries', index, width: tileWidth }), bytes: concat(...bundle) });
    bundle = [];
  }
  const next = { frontier: builder.frontier(), bundle: concat(...bundle) };
  return { next, files: [...files, ...partialFiles(edge.frontier.size, next)] };
}

function partialFiles(oldSize: number, next: Edge): readonly NewFile[] {
  const { size, partials } = next.frontier;
  const changed = partialTiles(size).filter(
    ({ level }) => hashesAt(level, size) !== hashesAt(level, oldSize),
  );
  const files = changed.map((tile) => ({ path: tilePath(tile), bytes: partials[tile.level]! }));
  const bottom = changed.find(({ level }) => level === 0);
  if (bottom === undefined) return files;
  return [...files, { path: tilePath({ ...bottom, level: 'entries' }), bytes: next.bundle }];
}

/** Sizes of the tree before and after a batch, and the last size a checkpoint was signed for. */
export type Growth = { readonly oldSize: number; readonly newSize: number; readonly signedSize: number };

/**
 * The partial tiles a batch leaves behind: those no signed checkpoint needs, and all beside a tile that is now full
 * (c2sp.org/tlog-tiles: partial tiles must be served for sizes with a checkpoint, and may go once the full tile is there).
 */
export function obsoletePaths({ oldSize, newSize, signedSize }: Growth): readonly string[] {
  return partialTiles(oldSize).flatMap(({ level, index, width }) => {
    const names: (number | 'entries')[] = level === 0 ? [0, 'entries'] : [level];
    const grown = hashesAt(level, newSize);
    if (grown >= (index + 1) * tileWidth) return names.map((name) => partialsPath({ level: name, index }));
    const unsigned = hashesAt(level, signedSize) !== hashesAt(level, oldSize);
    if (grown === hashesAt(level, oldSize) || !unsigned) return [];
    return names.map((name) => tilePath({ level: name, index, width }));
  });
}
