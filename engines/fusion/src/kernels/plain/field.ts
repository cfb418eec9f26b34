import type { Memory } from '../arena.ts';
import { addTo, multiply } from '../gf128.ts';
import type { Kernels } from '../kernels.ts';
import { cellsOf } from './cells.ts';

/** The kernels of `wasm/gf128.c`; their table is nothing but the constant. */
export function fieldKernels(memory: Memory): Pick<Kernels, 'gfTable' | 'gfScale' | 'gfHorner'> {
  const element = (at: number): Uint32Array<ArrayBuffer> => cellsOf(memory).words.slice(at / 4, at / 4 + 4);
  return {
    gfTable(table, constant) {
      cellsOf(memory).words.set(element(constant), table / 4);
    },
    gfScale(...[to, toStride, from, fromStride, count, table, add]) {
      const { words } = cellsOf(memory);
      const factor = element(table);
      for (let i = 0; i < count; i++) {
        const at = to + 16 * toStride * i;
        const product = multiply(element(from + 16 * fromStride * i), factor);
        if (add !== 0) addTo(product, element(at));
        words.set(product, at / 4);
      }
    },
    gfHorner(...[sums, elements, stride, count, table]) {
      const { words } = cellsOf(memory);
      const factor = element(table);
      for (let i = 0; i < count; i++) {
        const at = sums + 16 * (i % 16);
        const sum = multiply(element(at), factor);
        addTo(sum, element(elements + 16 * stride * i));
        words.set(sum, at / 4);
      }
    },
  };
}
