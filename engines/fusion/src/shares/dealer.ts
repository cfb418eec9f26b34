import type { Ring } from '../ring/ring.ts';
import type { Words } from '../ring/words.ts';
import { type Dealing, type Lanes, oneHotsPerBlock } from './dealt.ts';
import type { Engine, Masked, Shared, Term } from './engine.ts';
import { shapeOf } from './party.ts';

const minusOne = (1n << 64n) - 1n;
const low63 = (1n << 63n) - 1n;
const nothing: Words = new BigUint64Array(0);

/** The engine of the dealer: walks a program's steps from public shapes and deals what each step needs. */
export function dealerEngine(of: { parties: readonly string[]; ring: Ring; dealing: Dealing }): Engine {
  const { ring, dealing } = of;
  const shape = (rows: number, cols: number): Shared => ({ rows, cols, words: nothing });
  return {
    self: undefined,
    parties: of.parties,
    ring,
    local: (rows, cols) => shape(rows, cols),
    own: ({ rows, cols }) => shape(rows, cols),
    constant: (rows, cols) => shape(rows, cols),
    async input(_label, { owner, rows, cols }) {
      return { rows, cols, open: nothing, mask: dealing.owned(owner, rows * cols), owner };
    },
    async mask(_label, { rows, cols }): Promise<Masked> {
      return { rows, cols, open: nothing, mask: dealing.uniform(rows * cols) };
    },
    products: (_label, sums) => dealProducts(of, sums),
    async entrywise(_label, x, y) {
      await dealing.derive(ring.hadamard(x.mask, y.mask));
      return shape(x.rows, x.cols);
    },
    async truncate(_label, { rows, cols }, bits) {
      const r = dealing.uniform(rows * cols);
      await dealing.derive(ring.shiftRight(r, low63, bits));
      await dealing.derive(ring.shiftRight(r, minusOne, 63));
      return shape(rows, cols);
    },
    async lift(_label, { rows, cols }) {
      const r = dealing.uniformLanes(rows * cols);
      await dealing.derive(BigUint64Array.from(r, (lane) => BigInt(lane & 0x7fff)));
      await dealing.derive(BigUint64Array.from(r, (lane) => BigInt(lane >> 15)));
      return shape(rows, cols);
    },
    async lookup(_label, { index, size, tables }) {
      const count = index.rows * index.cols;
      await dealOneHots(dealing, dealing.uniformLanes(count), size);
      return shape(count, tables.length);
    },
    async histogram(_label, { index, size, groups }) {
      await dealOneHots(dealing, dealing.uniformLanes(index.rows * index.cols), size);
      return shape(groups, size);
    },
    reveal: async () => undefined,
  };
}

async function dealProducts(
  { ring, dealing }: { ring: Ring; dealing: Dealing },
  sums: readonly (readonly Term[])[],
): Promise<Shared[]> {
  const outs = sums.map((terms) => {
    const { rows, cols } = shapeOf(terms[0]!);
    const words = new BigUint64Array(rows * cols);
    for (const { x, y, transpose } of terms)
      ring.addScaled(words, ring.multiply({ ...x, words: x.mask }, { ...y, words: y.mask }, transpose), 1n);
    return { rows, cols, words };
  });
  const all = new BigUint64Array(outs.reduce((sum, { words }) => sum + words.length, 0));
  let at = 0;
  for (const { words } of outs) {
    all.set(words, at);
    at += words.length;
  }
  await dealing.derive(all);
  return outs.map(({ rows, cols }) => ({ rows, cols, words: nothing }));
}

async function dealOneHots(dealing: Dealing, r: Lanes, size: number): Promise<void> {
  const perBlock = oneHotsPerBlock(size);
  for (let from = 0; from < r.length; from += perBlock) {
    const rows = Math.min(perBlock, r.length - from);
    const block = new Uint16Array(rows * size);
    for (let row = 0; row < rows; row++) block[row * size + (r[from + row]! & (size - 1))] = 1;
    await dealing.deriveLanes(block);
  }
}
