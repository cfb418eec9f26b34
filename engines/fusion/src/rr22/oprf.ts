import { batchItems, itemBytes, type Messages } from '../intersect/items.ts';
import { type Arena, placed } from '../kernels/arena.ts';
import { inTurns, toStarts } from '../kernels/turns.ts';
import { type BinnedItems, sortIntoBins } from './okvs.ts';
import type { OkvsShape } from './okvs-shape.ts';

/** What the hash of a decoded value covers: the digest's first 32 bytes and the value. */
const hashedBytes = 48;

/**
 * Turns messages into items, bin by bin: 64 bytes of BLAKE3 under the session's key, of which 32 are the digest (OKVS row) and 16
 * are H^B of the item.
 */
export async function hashItems(
  arena: Arena,
  { at, lengths, count }: Messages,
  { key, shape }: { readonly key: Uint8Array; readonly shape: OkvsShape },
): Promise<BinnedItems> {
  const keyAt = placed(arena, key);
  await inTurns(batched(count), (first, part) =>
    arena.kernels.blake3(at + itemBytes * first, part, lengths + first, 0, keyAt),
  );
  return sortIntoBins(arena, { at, count }, shape);
}

/** Replaces items first ... first + count, of which the first stands at a multiple of 4, by H^o of their values and digests. */
export function hashValues(
  arena: Arena,
  { at }: BinnedItems,
  key: Uint8Array,
): (first: number, count: number) => void {
  const keyAt = placed(arena, key);
  return (first, count) => arena.kernels.blake3(at + itemBytes * first, count, 0, hashedBytes, keyAt);
}

/** Tags in ascending order, `width` bytes each; item order[k] has the k-th. Bytes 16 to 32 of an item are then its proof. */
export type SortedTags = { readonly at: number; readonly width: number; readonly order: Uint32Array };

/**
 * The tags of hashed items. Ascending order is a function of the set of tags alone, so it tells no more about the items than a
 * random order does.
 */
export async function sortedTags(
  arena: Arena,
  { at, order: { length } }: BinnedItems,
  width: number,
): Promise<SortedTags> {
  const sorted = arena.allocate(16 * length);
  const mark = arena.mark();
  const bits = Math.ceil(Math.log2(length));
  const cursors = arena.allocate(4 * (2 ** bits + 1));
  const from = arena.allocate(4 * length);
  await inTurns(length, (...part) => arena.kernels.tagCount(at, ...part, bits, cursors));
  toStarts(arena.words(cursors, 2 ** bits + 1));
  await inTurns(length, (...part) => arena.kernels.tagMove(at, ...part, bits, cursors, sorted, from));
  await inTurns(length, (...part) => arena.kernels.tagSettle(sorted, from, ...part));
  if (width < 16) arena.kernels.packTags(sorted, length, width);
  const order = arena.words(from, length).slice();
  arena.release(mark);
  return { at: sorted, width, order };
}

/** So many items, and what fills up the last batch. */
export function batched(count: number): number {
  return Math.ceil(count / batchItems) * batchItems;
}
