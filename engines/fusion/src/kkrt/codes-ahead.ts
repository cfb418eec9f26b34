import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Arena } from '../kernels/arena.ts';
import { chunkBins, codeInputBytes, rowBytes } from './parameters.ts';
import type { Keys } from './session.ts';

/** Pairs that are worked on together: their rows fit a core's own cache. */
export const batchPairs = 4096;

/** One of so many batches may be made before its chunk has come. */
const shareAhead = 8;

/** Each of the own items with each of its bins, sorted by the chunk that the bin is in: chunk k's are starts[k] to starts[k + 1]. */
export type Pairs = { readonly at: number; readonly starts: Uint32Array };

/** Some pairs of one chunk: their code words, 64 bytes each, and which of the chunk's bins each is in. */
export type Batch = {
  readonly entries: number;
  readonly count: number;
  readonly codes: number;
  readonly places: number;
};

type Making = {
  readonly bins: number;
  readonly digests: number;
  readonly pairs: Pairs;
  readonly keys: Keys;
};

/** Code words in the order of their pairs. They do not depend on what the receiver sends, so that they are made while it is waited for. */
export type CodesAhead = {
  /** Makes batches until the promise is settled, as far as there is room. */
  readonly makeUntil: <T>(coming: Promise<T>) => Promise<T>;
  /** The next batch, which is void once as many as there is room for have been taken after it. */
  readonly next: () => Batch;
};

/** Room for code words, none of which has been made yet. */
export function codesAhead(arena: Arena, making: Making): CodesAhead {
  const waiting = batchesOf(making.pairs);
  const slots = Math.ceil(waiting.length / shareAhead);
  const codes = arena.allocate(rowBytes * batchPairs * slots);
  const places = arena.allocate(4 * batchPairs * slots);
  let [made, taken] = [0, 0];
  const batchAt = (k: number): Batch => ({
    entries: making.pairs.at + 4 * waiting[k]!.first,
    count: waiting[k]!.count,
    codes: codes + rowBytes * batchPairs * (k % slots),
    places: places + 4 * batchPairs * (k % slots),
  });
  const make = (): void => {
    makeCodes(arena, batchAt(made), { ...making, chunk: waiting[made]!.chunk });
    made++;
  };
  return {
    async makeUntil(coming) {
      let isHere = false;
      const settled = coming.finally(() => {
        isHere = true;
      });
      settled.catch(() => {});
      while (!isHere && made < waiting.length && made - taken < slots) {
        make();
        await nextTurn();
      }
      return settled;
    },
    next() {
      if (made === taken) make();
      return batchAt(taken++);
    },
  };
}

function batchesOf({ starts }: Pairs): readonly { chunk: number; first: number; count: number }[] {
  return Array.from(starts.subarray(0, -1), (start, chunk) => {
    const end = starts[chunk + 1]!;
    return Array.from({ length: Math.ceil((end - start) / batchPairs) }, (_, k) => {
      const first = start + batchPairs * k;
      return { chunk, first, count: Math.min(batchPairs, end - first) };
    });
  }).flat();
}

function makeCodes(
  { kernels }: Arena,
  { entries, count, codes, places }: Batch,
  { bins, digests, keys, chunk }: Making & { readonly chunk: number },
): void {
  kernels.codePairs(digests, entries, count, bins, chunkBins * chunk, codes, places);
  kernels.blake3(codes, 4 * Math.ceil(count / 4), 0, codeInputBytes, keys.codes);
}
