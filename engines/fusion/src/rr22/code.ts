import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Arena } from '../kernels/arena.ts';
import { keystream, labelled, seedBytes } from '../ot/keystream.ts';

/*
 * The linear map of dual LPN: an Expand-Convolute code (Raghuraman, Rindal, Tanguy, "Expand-convolute codes for pseudorandom
 * correlation generators from LPN", CRYPTO 2023), G = [I | B·A²]: rate 1/2, systematic, expander weight 7, convolution over the
 * 24 rows before. The row at distance 25 always counts and the convolution runs twice around, as in libOTe's ExConv7x24, whose
 * authors added that against expanders that fall on the last rows. The matrices are public and the same for everybody: nobody
 * could choose them, since their seed is a hash of a name.
 */

/** Rows kept behind a vector that is compressed. */
export const codeSlack = 32;

const window = 24;
const taps = 7;
const chunkRows = 16_384;

/** A vector of 2 · size rows, each one block or a pair of blocks, with room for `codeSlack` rows behind. */
export type Noise = { readonly at: number; readonly size: number; readonly width: 1 | 2 };

/**
 * Replaces the first `size` rows by their product with the code: row i plus seven rows of the convolved second half. Rows are
 * done in order; `done` hears how many are.
 */
export async function compress(
  arena: Arena,
  noise: Noise,
  done: (rows: number) => Promise<void> = () => nextTurn(),
): Promise<void> {
  const { at, size, width } = noise;
  const mark = arena.mark();
  const convolved = at + 16 * width * size;
  for (const pass of ['first', 'second'] as const) await convolve(arena, noise, pass);
  const words = arena.allocate(4 * taps * chunkRows);
  const draw = publicWords('expander');
  const expand = width === 1 ? arena.kernels.expand1 : arena.kernels.expand2;
  for (let from = 0; from < size; from += chunkRows) {
    const count = Math.min(chunkRows, size - from);
    draw(arena.bytes(words, 4 * taps * count));
    expand(at + 16 * width * from, convolved, count, size, words);
    await done(from + count);
  }
  arena.release(mark);
}

async function convolve(arena: Arena, { at, size, width }: Noise, pass: 'first' | 'second'): Promise<void> {
  const mark = arena.mark();
  const rowBytes = 16 * width;
  const vector = at + rowBytes * size;
  const coefficients = arena.allocate(4 * (chunkRows + window + 1));
  const ring = arena.allocate(8 * 16 * rowBytes);
  const draw = publicWords(`convolution/${pass}`);
  const run = width === 1 ? arena.kernels.convolve1 : arena.kernels.convolve2;
  arena.bytes(vector + rowBytes * size, rowBytes * codeSlack).fill(0);
  for (let from = 0; from < size; from += chunkRows) {
    const to = Math.min(size, from + chunkRows);
    draw(arena.bytes(coefficients, 4 * (to - from)));
    run(vector, from, to, coefficients, ring);
    await nextTurn();
  }
  // The rows after the last take part as if they stood before the first; they see real rows only, not each other.
  draw(arena.bytes(coefficients, 4 * (window + 1)));
  const last = arena.words(coefficients, window + 1);
  for (let row = 0; row <= window; row++) last[row] = last[row]! & (2 ** (window - row) - 1);
  run(vector, size, size + window + 1, coefficients, ring);
  const [head, tail] = [vector, vector + rowBytes * size].map((start) =>
    arena.words(start, (rowBytes / 4) * (window + 1)),
  );
  for (const [k, word] of tail!.entries()) head![k] = head![k]! ^ word;
  arena.release(mark);
}

function publicWords(name: string): (into: Uint8Array) => void {
  return keystream(labelled('code', Buffer.from(name, 'utf8')).subarray(0, seedBytes));
}
