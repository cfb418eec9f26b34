import type { Memory } from '../arena.ts';
import type { Kernels } from '../kernels.ts';
import { addBlocks, addBlockWhere, cellsOf } from './cells.ts';

const rowBytes = 64;

type ColumnKernels = Pick<
  Kernels,
  'transposeBits' | 'addColumns' | 'foldColumns' | 'numberRows' | 'maskRows'
>;

/** The kernels of `wasm/columns.c`. */
export function columnKernels(memory: Memory): ColumnKernels {
  return {
    transposeBits(...[from, fromStride, groups, to, toStride, width]) {
      const { bytes } = cellsOf(memory);
      for (let line = 0; line < 8 * width; line++)
        for (let j = 0; j < 16 * groups; j++) {
          const bit = (bytes[from + fromStride * j + (line >> 3)]! >> (line & 7)) & 1;
          const at = to + toStride * line + (j >> 3);
          bytes[at] = (bytes[at]! & ~(1 << (j & 7))) | (bit << (j & 7));
        }
    },
    addColumns(...[to, a, b, stride, width, columns]) {
      const { bytes } = cellsOf(memory);
      for (let column = 0; column < columns; column++)
        for (let k = 0; k < width; k++)
          bytes[to + width * column + k] = bytes[a + stride * column + k]! ^ bytes[b + stride * column + k]!;
    },
    foldColumns(...[own, stride, theirs, width, columns, masks]) {
      const cells = cellsOf(memory);
      for (let column = 0; column < columns; column++)
        for (let k = 0; k < width; k += 16)
          addBlockWhere(cells, own + stride * column + k, {
            from: theirs + width * column + k,
            mask: cells.words[masks / 4 + 4 * column]!,
          });
    },
    numberRows(...[rows, count, first]) {
      const { words } = cellsOf(memory);
      for (let i = 0; i < count; i++) words.set([first + i, 0], (rows + rowBytes * i + 56) / 4);
    },
    maskRows(...[codes, rows, places, count, secret, first]) {
      const cells = cellsOf(memory);
      for (let i = 0; i < count; i++) {
        const [at, place] = [codes + rowBytes * i, cells.words[places / 4 + i]!];
        for (let k = 0; k < 16; k++) cells.words[at / 4 + k]! &= cells.words[secret / 4 + k]!;
        addBlocks(cells, at, { from: rows + rowBytes * place, blocks: 4 });
        cells.words.set([first + place, 0], (at + 56) / 4);
      }
    },
  };
}
