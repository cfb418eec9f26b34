import type { Memory } from '../arena.ts';
import type { Kernels } from '../kernels.ts';
import { type Cells, cellsOf } from './cells.ts';

const digestBytes = 16;
const inputBytes = 64;

/** Items that look for a bin at the same time. */
const ahead = 64;

/** An entry of the table: an item plus one, and by which of its three bins it lies there. */
export const entryOf = (item: number, which: number): number => ((item + 1) | (which << 30)) >>> 0;
/** The item of an entry that is not empty. */
export const itemOf = (entry: number): number => (entry & 0x3fff_ffff) - 1;
const whichOf = (entry: number): number => entry >>> 30;

/** The three bins of a digest. */
export function binsOf(digest: Uint32Array, bins: number): readonly [number, number, number] {
  const word = (k: number): bigint => BigInt(digest[k]!) | (BigInt(digest[k + 1]!) << 32n);
  const [a, left] = drawn(word(0), bins);
  const [second] = drawn(word(2), bins - 1);
  const [third] = drawn(left, bins - 2);
  const b = second + Number(second >= a);
  const [low, high] = [Math.min(a, b), Math.max(a, b)];
  const c = third + Number(third >= low);
  return [a, b, c + Number(c >= high)];
}

function binsAt({ words }: Cells, at: number, bins: number): readonly [number, number, number] {
  return binsOf(words.subarray(at / 4, at / 4 + 4), bins);
}

/** A 64-bit word to a number below `below`, and what the word has left. */
function drawn(word: bigint, below: number): readonly [number: number, left: bigint] {
  const product = word * BigInt(below);
  return [Number(product >> 64n), BigInt.asUintN(64, product)];
}

type CuckooKernels = Pick<
  Kernels,
  'takeDigests' | 'cuckooPlace' | 'codeBins' | 'pairCount' | 'pairMove' | 'codePairs'
>;

/** The kernels of `wasm/cuckoo.c`. */
export function cuckooKernels(memory: Memory): CuckooKernels {
  return {
    takeDigests(...[items, first, count]) {
      const { bytes } = cellsOf(memory);
      for (let i = first; i < first + count; i++)
        bytes.copyWithin(
          items + digestBytes * i,
          items + inputBytes * i,
          items + inputBytes * i + digestBytes,
        );
    },
    cuckooPlace(...[digests, first, count, bins, table, state, limit]) {
      const cells = cellsOf(memory);
      const wanted = (item: number): readonly number[] => binsAt(cells, digests + digestBytes * item, bins);
      const entries = cells.words.subarray(table / 4, table / 4 + bins);
      let [looking, entered]: [Mover[], number] = [[], 0];
      for (let rounds = 0; (entered < count || looking.length > 0) && rounds <= limit; rounds++) {
        for (; looking.length < ahead && entered < count; rounds = 0)
          looking.push({ item: first + entered++, from: bins });
        looking = looking.flatMap((mover) => {
          const evicted = settle(entries, mover, { own: wanted(mover.item), words: cells.words, state });
          return evicted ? [evicted] : [];
        });
      }
      const listed = [looking.length, ...looking.flatMap(({ item, from }) => [item, from])];
      cells.words.set(listed, state / 4 + 1);
      return entered;
    },
    codeBins(...[digests, table, first, count, dummy, inputs]) {
      const { bytes, words } = cellsOf(memory);
      for (let i = 0; i < count; i++) {
        const entry = words[table / 4 + first + i]!;
        const from = entry === 0 ? dummy : digests + digestBytes * itemOf(entry);
        ask({ bytes, words }, inputs + inputBytes * i, { from, which: entry === 0 ? 3 : whichOf(entry) });
        if (entry === 0) words[(inputs + inputBytes * i) / 4]! ^= first + i;
      }
    },
    pairCount(...[digests, first, count, bins, shift, counts]) {
      const cells = cellsOf(memory);
      for (let i = first; i < first + count; i++)
        for (const bin of binsAt(cells, digests + digestBytes * i, bins))
          cells.words[counts / 4 + (bin >>> shift)]! += 1;
    },
    pairMove(...[digests, first, count, bins, shift, cursors, pairs]) {
      const cells = cellsOf(memory);
      for (let i = first; i < first + count; i++)
        for (const [which, bin] of binsAt(cells, digests + digestBytes * i, bins).entries())
          cells.words[pairs / 4 + cells.words[cursors / 4 + (bin >>> shift)]!++] = entryOf(i, which);
    },
    codePairs(...[digests, pairs, count, bins, from, inputs, places]) {
      const cells = cellsOf(memory);
      for (let i = 0; i < count; i++) {
        const pair = cells.words[pairs / 4 + i]!;
        const [own, which] = [digests + digestBytes * itemOf(pair), whichOf(pair)];
        cells.words[places / 4 + i] = binsAt(cells, own, bins)[which]! - from;
        ask(cells, inputs + inputBytes * i, { from: own, which });
      }
    },
  };
}

function ask(
  { bytes, words }: Cells,
  at: number,
  { from, which }: { readonly from: number; readonly which: number },
): void {
  bytes.fill(0, at, at + inputBytes);
  bytes.copyWithin(at, from, from + digestBytes);
  words[(at + digestBytes) / 4] = which;
}

type Mover = { readonly item: number; readonly from: number };
type Sight = { readonly own: readonly number[]; readonly words: Uint32Array; readonly state: number };

/** Lays an item into one of its bins; returns who had to leave it. */
function settle(
  entries: Uint32Array,
  { item, from }: Mover,
  { own, words, state }: Sight,
): Mover | undefined {
  const free = own.findIndex((bin) => entries[bin] === 0);
  const drawnWhich = free < 0 ? next(words, state) % 3 : free;
  const which = free < 0 && own[drawnWhich] === from ? (drawnWhich + 1) % 3 : drawnWhich;
  const bin = own[which]!;
  const before = entries[bin]!;
  entries[bin] = entryOf(item, which);
  return before === 0 ? undefined : { item: itemOf(before), from: bin };
}

/** Marsaglia's xorshift, 32 bits. */
function next(words: Uint32Array, state: number): number {
  let x = words[state / 4]!;
  x ^= x << 13;
  x ^= x >>> 17;
  x ^= x << 5;
  words[state / 4] = x;
  return x >>> 0;
}
