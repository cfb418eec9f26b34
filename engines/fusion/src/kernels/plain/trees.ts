import type { Memory } from '../arena.ts';
import type { Kernels } from '../kernels.ts';
import { addBlocks, addBlockWhere, cellsOf, whereEqual } from './cells.ts';

/** The kernels of `wasm/punctured.c`. */
export function treeKernels(memory: Memory): Pick<Kernels, 'ggmChildren' | 'ggmCorrect' | 'ggmLeaves'> {
  return {
    ggmChildren(...[parents, left, right, children, first, count, width, next, sums]) {
      const cells = cellsOf(memory);
      for (let i = 0; i < count; i++) {
        const [tree, node] = [Math.floor((first + i) / width), (first + i) % width];
        for (const [side, ciphertexts] of [left, right].entries()) {
          const child = 2 * node + side;
          if (child >= next) continue;
          const to = children + 16 * (tree * next + child);
          cells.bytes.copyWithin(to, ciphertexts + 16 * i, ciphertexts + 16 * (i + 1));
          addBlocks(cells, to, { from: parents + 16 * (first + i) });
          addBlocks(cells, sums + 32 * tree + 16 * side, { from: to });
        }
      }
    },
    ggmCorrect(...[nodes, trees, width, path, values]) {
      const cells = cellsOf(memory);
      for (let i = 0; i < trees * width; i++) {
        const [tree, node] = [Math.floor(i / width), i % width];
        const end = cells.words[path / 4 + tree]!;
        addBlockWhere(cells, nodes + 16 * i, { from: values + 32 * tree, mask: whereEqual(node, end) });
        addBlockWhere(cells, nodes + 16 * i, {
          from: values + 32 * tree + 16,
          mask: whereEqual(node, end ^ 1),
        });
      }
    },
    ggmLeaves(...[leaves, pairs, trees, width, path, values, noise]) {
      const cells = cellsOf(memory);
      for (let i = 0; i < trees * width; i++) {
        const [tree, node] = [Math.floor(i / width), i % width];
        const end = cells.words[path / 4 + tree]!;
        const to = pairs + 32 * i;
        cells.bytes.copyWithin(to, leaves + 16 * i, leaves + 16 * (i + 1));
        cells.bytes.fill(0, to + 16, to + 32);
        addBlockWhere(cells, to, { from: values + 32 * tree, mask: whereEqual(node, end) });
        addBlockWhere(cells, to, { from: values + 32 * tree + 16, mask: whereEqual(node, end ^ 1) });
        addBlockWhere(cells, to + 16, { from: noise + 16 * tree, mask: whereEqual(node, end) });
      }
    },
  };
}
