import { positionsOf } from '../../rr22/okvs.ts';
import type { Memory } from '../arena.ts';
import type { Kernels } from '../kernels.ts';
import { addBlocks, type Cells, cellsOf, reduced } from './cells.ts';

const itemBytes = 64;
const valueAt = 32;
const denseColumns = 64;

type OkvsKernels = Pick<
  Kernels,
  'binCount' | 'binMove' | 'okvsPeel' | 'okvsDense' | 'okvsFill' | 'okvsDecode'
>;

/** The kernels of `wasm/okvs.c`; the table of dense columns is the columns themselves. */
export function okvsKernels(memory: Memory): OkvsKernels {
  return {
    binCount(...[items, first, count, bins, counts]) {
      const { words } = cellsOf(memory);
      for (let i = first; i < first + count; i++)
        words[counts / 4 + binOf(words, items + itemBytes * i, bins)]! += 1;
    },
    binMove(...[items, first, count, bins, cursors, sorted, order]) {
      const { bytes, words } = cellsOf(memory);
      for (let i = first; i < first + count; i++) {
        const from = items + itemBytes * i;
        const place = words[cursors / 4 + binOf(words, from, bins)]!++;
        bytes.copyWithin(sorted + itemBytes * place, from, from + itemBytes);
        words[order / 4 + place] = i;
      }
    },
    okvsPeel: (...[items, count, columns, , steps]) =>
      peel(cellsOf(memory), { items, count, columns, steps }),
    okvsDense(dense, table) {
      cellsOf(memory).bytes.copyWithin(table, dense, dense + 16 * denseColumns);
    },
    okvsFill(...[items, steps, taken, columns, store, table]) {
      const cells = cellsOf(memory);
      for (let k = taken - 1; k >= 0; k--) {
        const [item, own] = cells.words.slice(steps / 4 + 2 * k, steps / 4 + 2 * k + 2) as unknown as [
          number,
          number,
        ];
        const at = items + itemBytes * item;
        const to = store + 16 * own;
        cells.bytes.copyWithin(to, at + valueAt, at + valueAt + 16);
        if (table !== 0) addDense(cells, { to, at, table });
        for (const column of positionsOf(rowOf(cells, at), columns))
          if (column !== own) addBlocks(cells, to, { from: store + 16 * column });
      }
    },
    okvsDecode(...[items, count, columns, store, stride, table, mask, add]) {
      const cells = cellsOf(memory);
      for (let i = 0; i < count; i++) {
        const at = items + itemBytes * i;
        const to = at + valueAt;
        if (add === 0) cells.bytes.fill(0, to, to + 16);
        addBlocks(cells, to, { from: mask });
        addDense(cells, { to, at, table });
        for (const column of positionsOf(rowOf(cells, at), columns))
          addBlocks(cells, to, { from: store + 16 * stride * column });
        cells.bytes.fill(0, to + 16, at + itemBytes);
      }
    },
  };
}

function binOf(words: Uint32Array, item: number, bins: number): number {
  return reduced(words[item / 4 + 3]!, bins);
}

function rowOf({ words }: Cells, item: number): Uint32Array {
  return words.subarray(item / 4, item / 4 + 8);
}

function addDense(cells: Cells, { to, at, table }: { to: number; at: number; table: number }): void {
  const row = rowOf(cells, at);
  for (let k = 0; k < denseColumns; k++)
    if ((row[4 + (k >> 5)]! >>> (k & 31)) & 1) addBlocks(cells, to, { from: table + 16 * k });
}

type Bin = {
  readonly items: number;
  readonly count: number;
  readonly columns: number;
  readonly steps: number;
};

function peel(cells: Cells, { items, count, columns, steps }: Bin): number {
  const rows = Array.from({ length: count }, (_, i) =>
    positionsOf(rowOf(cells, items + itemBytes * i), columns),
  );
  const holders = Array.from({ length: columns }, () => new Set<number>());
  for (const [i, row] of rows.entries()) for (const column of row) holders[column]!.add(i);
  const found = [...holders.keys()].filter((column) => holders[column]!.size === 1);
  let taken = 0;
  for (let column = found.pop(); column !== undefined; column = found.pop()) {
    const [item] = holders[column]!;
    if (item === undefined) continue;
    cells.words.set([item, column], steps / 4 + 2 * taken++);
    for (const other of rows[item]!) {
      holders[other]!.delete(item);
      if (holders[other]!.size === 1) found.push(other);
    }
  }
  return taken;
}
