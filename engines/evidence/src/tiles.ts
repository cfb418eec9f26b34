/** Hashes in a full tile, entries in a full bundle. */
export const tileWidth = 256;

/** Names a tile or an entry bundle; `width` below 256 names a partial one. */
export type TileId = { readonly level: number | 'entries'; readonly index: number; readonly width: number };

/** The path of a tile under the log's prefix (c2sp.org/tlog-tiles): `tile/<L>/<N>[.p/<W>]`. */
export function tilePath(tile: TileId): string {
  const suffix = tile.width === tileWidth ? '' : `.p/${tile.width}`;
  return `tile/${tile.level}/${indexPath(tile.index)}${suffix}`;
}

/** The folder that holds the partial forms of a tile. */
export function partialsPath(tile: Omit<TileId, 'width'>): string {
  return `tile/${tile.level}/${indexPath(tile.index)}.p`;
}

/** How many hashes stand at a tile level of a tree: the perfect subtrees of 256^level leaves. */
export function hashesAt(level: number, size: number): number {
  return Math.floor(size / tileWidth ** level);
}

/** The partial tiles of a tree, lowest level first, without its entry bundle. */
export function partialTiles(size: number): readonly (TileId & { readonly level: number })[] {
  const tiles: (TileId & { readonly level: number })[] = [];
  for (let level = 0; hashesAt(level, size) > 0; level++) {
    const count = hashesAt(level, size);
    const width = count % tileWidth;
    if (width > 0) tiles.push({ level, index: Math.floor(count / tileWidth), width });
  }
  return tiles;
}

/** Bytes of an entry in its bundle: a big-endian 16-bit length, then the entry. */
export function bundleEntry(entry: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(entry.length + 2);
  bytes[0] = entry.length >> 8;
  bytes[1] = entry.length;
  bytes.set(entry, 2);
  return bytes;
}

/** The entries of a bundle, or undefined where a length runs past its end. */
export function bundleEntries(bundle: Uint8Array): readonly Uint8Array[] | undefined {
  const view = new DataView(bundle.buffer, bundle.byteOffset, bundle.byteLength);
  const entries: Uint8Array[] = [];
  let at = 0;
  while (at < bundle.length) {
    if (at + 2 > bundle.length) return undefined;
    const end = at + 2 + view.getUint16(at);
    if (end > bundle.length) return undefined;
    entries.push(bundle.subarray(at + 2, end));
    at = end;
  }
  return entries;
}

function indexPath(index: number): string {
  const digits = String(index);
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g)!;
  return groups.map((group, at) => (at < groups.length - 1 ? `x${group}` : group)).join('/');
}
