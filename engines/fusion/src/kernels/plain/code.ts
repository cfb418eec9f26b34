import type { Memory } from '../arena.ts';
import type { Kernels } from '../kernels.ts';
import { addBlocks, cellsOf, reduced } from './cells.ts';

const window = 24;
const taps = 7;

type CodeKernels = Pick<Kernels, 'convolve1' | 'convolve2' | 'expand1' | 'expand2' | 'addSeconds'>;

/** The kernels of `wasm/code.c`, tap by tap; the ring of sums stays unused. */
export function codeKernels(memory: Memory): CodeKernels {
  return {
    convolve1: convolve(memory, 1),
    convolve2: convolve(memory, 2),
    expand1: expand(memory, 1),
    expand2: expand(memory, 2),
    addSeconds(to, pairs, count) {
      const cells = cellsOf(memory);
      for (let i = 0; i < count; i++) addBlocks(cells, to + 16 * i, { from: pairs + 32 * i + 16 });
    },
  };
}

function convolve(memory: Memory, blocks: 1 | 2): Kernels['convolve1'] {
  return (...[x, from, to, coefficients]) => {
    const cells = cellsOf(memory);
    const row = (i: number): number => x + 16 * blocks * i;
    for (let i = from; i < to; i++) {
      const chosen = cells.words[coefficients / 4 + i - from]!;
      for (let distance = 1; distance <= Math.min(window, i); distance++)
        if ((chosen >>> (window - distance)) & 1)
          addBlocks(cells, row(i), { from: row(i - distance), blocks });
      if (i > window) addBlocks(cells, row(i), { from: row(i - window - 1), blocks });
    }
  };
}

function expand(memory: Memory, blocks: 1 | 2): Kernels['expand1'] {
  return (...[rows, y, count, size, words]) => {
    const cells = cellsOf(memory);
    const quarter = Math.floor(size / 4);
    for (let i = 0; i < count; i++)
      for (let k = 0; k < taps; k++) {
        const word = cells.words[words / 4 + taps * i + k]!;
        const at = k < 4 ? k * quarter + reduced(word, quarter) : reduced(word, size);
        addBlocks(cells, rows + 16 * blocks * i, { from: y + 16 * blocks * at, blocks });
      }
  };
}
