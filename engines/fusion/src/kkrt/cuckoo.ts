import { setImmediate as nextTurn } from 'node:timers/promises';
import { fail, type Random } from '@finharbor/kernel';
import type { Arena } from '../kernels/arena.ts';
import { binsOf, entryOf, itemOf } from '../kernels/plain/cuckoo.ts';
import { turn } from '../kernels/turns.ts';
import { digestBytes } from './parameters.ts';

/** Rounds that the last items may walk before places are searched for; hardly any walk takes as many. */
const usualLimit = 500;

/** What the kernel keeps between calls: its randomness, and how many still look, at most 64, with two words each. */
const stateWords: number = 2 + 2 * 64;

/** Digests in an arena, and how many bins there are for them. */
export type Cuckoo = { readonly digests: number; readonly count: number; readonly bins: number };

/**
 * Puts each digest into one of its three bins, at most one a bin, and returns the table: an entry of 4 bytes a bin. Where a random walk
 * takes long, a search goes through all ways to move others, so it fails only where no placement exists.
 * Errors: `fusion.kkrt_failed`, with probability 2^-44.
 */
export async function placeItems(
  arena: Arena,
  cuckoo: Cuckoo,
  { random, limit = usualLimit }: { readonly random: Random; readonly limit?: number },
): Promise<number> {
  const { digests, count, bins } = cuckoo;
  const table = arena.allocate(4 * bins);
  const state = arena.allocate(4 * stateWords);
  arena.words(state, 1)[0] = new DataView(random.bytes(4).buffer).getUint32(0) | 1;
  for (let done = 0; done < count; ) {
    const part = Math.min(turn, count - done);
    done += arena.kernels.cuckooPlace(digests, done, part, bins, table, state, limit);
    const looking = arena.words(state, stateWords);
    for (let k = 0; k < looking[1]!; k++)
      if (!makeRoom(arena, { ...cuckoo, table, item: looking[2 + 2 * k]! }))
        fail('fusion.kkrt_failed', 'Some identifiers have no bins of their own; run the session again.');
    await nextTurn();
  }
  return table;
}

type Search = Cuckoo & { readonly table: number; readonly item: number };

/** Breadth-first search for a free bin that can be reached by moving items; says whether there was one, and moves them. */
function makeRoom(arena: Arena, { digests, bins, table, item }: Search): boolean {
  const entries = arena.words(table, bins);
  const wanted = (of: number): readonly number[] =>
    binsOf(arena.words(digests + digestBytes * of, digestBytes / 4), bins);
  const movers = new Map<number, number>();
  const waiting = [item];
  for (const next of waiting)
    for (const bin of wanted(next)) {
      if (movers.has(bin)) continue;
      movers.set(bin, next);
      if (entries[bin] === 0) {
        moveAlong(entries, bin, { movers, wanted });
        return true;
      }
      waiting.push(itemOf(entries[bin]!));
    }
  return false;
}

type Way = {
  /** Who would move into a bin. */
  readonly movers: ReadonlyMap<number, number>;
  readonly wanted: (item: number) => readonly number[];
};

function moveAlong(entries: Uint32Array, free: number, { movers, wanted }: Way): void {
  let bin: number | undefined = free;
  while (bin !== undefined) {
    const to: number = bin;
    const mover = movers.get(to)!;
    const own = wanted(mover);
    bin = own.find((other) => entries[other]! > 0 && itemOf(entries[other]!) === mover);
    entries[to] = entryOf(mover, own.indexOf(to));
  }
}
