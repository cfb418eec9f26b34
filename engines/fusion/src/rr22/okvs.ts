import { setImmediate as nextTurn } from 'node:timers/promises';
import { fail } from '@finharbor/kernel';
import { batchItems, itemBytes } from '../intersect/items.ts';
import type { Arena } from '../kernels/arena.ts';
import { inTurns, toStarts } from '../kernels/turns.ts';
import { type CoreRow, solveCore } from './okvs-core.ts';
import { denseColumns, type OkvsShape } from './okvs-shape.ts';

/** Items sorted into bins. Bin k holds those from starts[k] to starts[k + 1]; item i stood at order[i] before. */
export type BinnedItems = { readonly at: number; readonly starts: Uint32Array; readonly order: Uint32Array };

/** A vector of blocks with a stride: the store itself, or one that is decoded like it. */
export type StoreVector = { readonly at: number; readonly stride: 1 | 2 };

/** Moves the items, with their digests in place, bin by bin to new memory. */
export async function sortIntoBins(
  arena: Arena,
  items: { readonly at: number; readonly count: number },
  { bins }: OkvsShape,
): Promise<BinnedItems> {
  const { at, count } = items;
  const sorted = arena.allocate(itemBytes * (count + batchItems));
  const mark = arena.mark();
  const counts = arena.allocate(4 * (bins + 1));
  const order = arena.allocate(4 * count);
  await inTurns(count, (...part) => arena.kernels.binCount(at, ...part, bins, counts));
  const starts = arena.words(counts, bins + 1);
  toStarts(starts);
  const begun = starts.slice();
  await inTurns(count, (...part) => arena.kernels.binMove(at, ...part, bins, counts, sorted, order));
  const moved = { at: sorted, starts: begun, order: arena.words(order, count).slice() };
  arena.release(mark);
  return moved;
}

/** A store at `to` (zero before) in which each item decodes to its value. Errors: `fusion.okvs_failed`, with probability 2^-40. */
export async function encodeStore(
  arena: Arena,
  items: BinnedItems,
  { shape, to }: { readonly shape: OkvsShape; readonly to: number },
): Promise<void> {
  const { columns, bins } = shape;
  const most = items.starts
    .slice(1)
    .reduce((largest, end, bin) => Math.max(largest, end - items.starts[bin]!), 0);
  if (most > columns)
    fail('fusion.okvs_failed', 'A bin took more items than it has columns; run the session again.');
  const mark = arena.mark();
  const room = {
    state: arena.allocate(8 * columns),
    steps: arena.allocate(8 * most),
    found: arena.allocate(4 * columns),
    table: arena.allocate(tableBytes),
  };
  for (let bin = 0; bin < bins; bin++) {
    const [start, end] = [items.starts[bin]!, items.starts[bin + 1]!];
    const own = items.at + itemBytes * start;
    const store = to + 16 * bin * (columns + denseColumns);
    const taken = arena.kernels.okvsPeel(own, end - start, columns, room.state, room.steps, room.found);
    const isPeeled = taken === end - start;
    if (!isPeeled)
      fillCore(arena, {
        own,
        count: end - start,
        columns,
        store,
        peeled: arena.words(room.steps, 2 * taken),
      });
    if (!isPeeled) arena.kernels.okvsDense(store + 16 * columns, room.table);
    arena.kernels.okvsFill(own, room.steps, taken, columns, store, isPeeled ? 0 : room.table);
    await nextTurn();
  }
  arena.release(mark);
}

/** What is decoded, and how: the value before is added where `adding`, `mask` always. */
export type Decoding = {
  readonly shape: OkvsShape;
  readonly vector: StoreVector;
  readonly mask: number;
  readonly adding: boolean;
};

/** Gives each item of one bin what the vector decodes to at it. */
export function decodeBin(
  arena: Arena,
  items: BinnedItems,
  { shape: { columns }, vector, mask, adding, bin }: Decoding & { readonly bin: number },
): void {
  const { stride } = vector;
  const mark = arena.mark();
  const table = arena.allocate(tableBytes);
  const dense = arena.allocate(16 * denseColumns);
  const [start, end] = [items.starts[bin]!, items.starts[bin + 1]!];
  const store = vector.at + 16 * stride * bin * (columns + denseColumns);
  for (let k = 0; k < denseColumns; k++)
    arena.bytes(dense + 16 * k, 16).set(arena.bytes(store + 16 * stride * (columns + k), 16));
  arena.kernels.okvsDense(dense, table);
  const own = items.at + itemBytes * start;
  arena.kernels.okvsDecode(own, end - start, columns, store, stride, table, mask, Number(adding));
  arena.release(mark);
}

const tableBytes = 8 * 256 * 16;

type Bin = {
  readonly own: number;
  readonly count: number;
  readonly columns: number;
  readonly store: number;
  readonly peeled: Uint32Array;
};

function fillCore(arena: Arena, { own, count, columns, store, peeled }: Bin): void {
  const left = new Uint8Array(count).fill(1);
  for (let k = 0; k < peeled.length; k += 2) left[peeled[k]!] = 0;
  const core: CoreRow[] = [];
  for (let i = 0; i < count; i++)
    if (left[i]) {
      const words = arena.words(own + itemBytes * i, itemBytes / 4);
      core.push({
        sparse: positionsOf(words, columns),
        dense: bigOf(words.subarray(4, 6)),
        value: bigOf(words.subarray(8, 12)),
      });
    }
  const { sparse, dense } = solveCore(core);
  const put = (column: number, value: bigint): void => {
    const words = arena.words(store + 16 * column, 4);
    for (let k = 0; k < 4; k++) words[k] = Number((value >> BigInt(32 * k)) & 0xffff_ffffn);
  };
  for (const [column, value] of sparse) put(column, value);
  for (const [column, value] of dense) put(columns + column, value);
}

/** Three distinct uniform columns of an item, from the first words of its digest. */
export function positionsOf(words: Uint32Array, columns: number): readonly [number, number, number] {
  const reduced = (k: number): number => Number((BigInt(words[k]!) * BigInt(columns - k)) >> 32n);
  const a = reduced(0);
  const b = reduced(1) + Number(reduced(1) >= a);
  let c = reduced(2);
  if (c >= Math.min(a, b)) c += 1;
  if (c >= Math.max(a, b)) c += 1;
  return [a, b, c];
}

function bigOf(words: Uint32Array): bigint {
  return words.reduceRight((big, word) => (big << 32n) | BigInt(word), 0n);
}
