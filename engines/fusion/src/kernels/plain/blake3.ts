import type { Memory } from '../arena.ts';
import type { Kernels } from '../kernels.ts';
import { cellsOf } from './cells.ts';

const iv = Uint32Array.of(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a);
const permutation = [2, 6, 3, 10, 7, 0, 4, 13, 1, 11, 12, 5, 9, 14, 15, 8];
const flags = 27; // CHUNK_START | CHUNK_END | ROOT | KEYED_HASH
const rounds = 7;
const lanes = [
  [0, 4, 8, 12],
  [1, 5, 9, 13],
  [2, 6, 10, 14],
  [3, 7, 11, 15],
  [0, 5, 10, 15],
  [1, 6, 11, 12],
  [2, 7, 8, 13],
  [3, 4, 9, 14],
] as const;

/** The kernels of `wasm/blake3.c`, after the BLAKE3 paper. */
export function blake3Kernels(memory: Memory): Pick<Kernels, 'blake3' | 'keystreams'> {
  return {
    blake3(...[messages, count, lengths, length, key]) {
      const { bytes, words } = cellsOf(memory);
      const keyWords = words.slice(key / 4, key / 4 + 8);
      for (let i = 0; i < count; i++) {
        const at = messages / 4 + 16 * i;
        const size = lengths === 0 ? length : bytes[lengths + i]!;
        words.set(compressed(keyWords, words.slice(at, at + 16), { length: size, counter: 0 }), at);
      }
    },
    keystreams(...[to, stride, columns, keys, first, blocks, adding]) {
      const { words } = cellsOf(memory);
      const empty = new Uint32Array(16);
      for (let column = 0; column < columns; column++) {
        const key = words.slice(keys / 4 + 8 * column, keys / 4 + 8 * column + 8);
        for (let block = 0; block < blocks; block++) {
          const at = (to + stride * column) / 4 + 16 * block;
          const stream = compressed(key, empty, { length: 0, counter: first + block });
          for (const [k, word] of stream.entries())
            words[at + k] = adding === 0 ? word : words[at + k]! ^ word;
        }
      }
    },
  };
}

type Block = { readonly length: number; readonly counter: number };

function compressed(key: Uint32Array, message: Uint32Array, { length, counter }: Block): Uint32Array {
  const v = Uint32Array.of(...key, ...iv, counter, 0, length, flags);
  let words = message;
  for (let round = 0; round < rounds; round++) {
    for (const [k, lane] of lanes.entries()) mix(v, lane, [words[2 * k]!, words[2 * k + 1]!]);
    words = Uint32Array.from(permutation, (from) => words[from]!);
  }
  return v.map((word, k) => (k < 8 ? word ^ v[k + 8]! : word ^ key[k - 8]!));
}

function mix(v: Uint32Array, [a, b, c, d]: (typeof lanes)[number], [x, y]: readonly [number, number]): void {
  v[a] = v[a]! + v[b]! + x;
  v[d] = rotated(v[d]! ^ v[a]!, 16);
  v[c] = v[c]! + v[d]!;
  v[b] = rotated(v[b]! ^ v[c]!, 12);
  v[a] = v[a]! + v[b]! + y;
  v[d] = rotated(v[d]! ^ v[a]!, 8);
  v[c] = v[c]! + v[d]!;
  v[b] = rotated(v[b]! ^ v[c]!, 7);
}

function rotated(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}
