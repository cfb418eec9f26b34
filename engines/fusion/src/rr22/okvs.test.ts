import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, type Random } from '@finharbor/kernel';
import { itemBytes } from '../intersect/items.ts';
import { seededRandom } from '../intersect/testing-sets.ts';
import { type Arena, placed } from '../kernels/arena.ts';
import { newArena } from '../kernels/wasm-arena.ts';
import { decodeBin, encodeStore, sortIntoBins } from './okvs.ts';
import { type CoreRow, solveCore } from './okvs-core.ts';
import { expansion, type OkvsShape, okvsShape } from './okvs-shape.ts';

const seed = Number(process.hrtime.bigint() % 1_000_000n);

/** Decodes what was encoded and returns how many items got another value than theirs. */
async function wrongAfter(
  arena: Arena,
  { count, shape, random }: { count: number; shape: OkvsShape; random: Random },
): Promise<number> {
  const mark = arena.mark();
  const data = random.bytes(itemBytes * (count + 16));
  const items = await sortIntoBins(arena, { at: placed(arena, data), count }, shape);
  const store = arena.allocate(16 * shape.size);
  await encodeStore(arena, items, { shape, to: store });
  const mask = arena.allocate(16);
  const decoding = { shape, vector: { at: store, stride: 1 }, mask, adding: false } as const;
  for (let bin = 0; bin < shape.bins; bin++) decodeBin(arena, items, { ...decoding, bin });
  let wrong = 0;
  for (let k = 0; k < count; k++) {
    const from = itemBytes * items.order[k]! + 32;
    const value = arena.bytes(items.at + itemBytes * k + 32, 16);
    wrong += Number(!value.every((byte, i) => byte === data[from + i]));
  }
  arena.release(mark);
  return wrong;
}

test(`every item decodes to its value, in one bin and in many (seed ${seed})`, async () => {
  const [arena, random] = [newArena(), seededRandom(seed)];
  for (const count of [1, 2, 3, 63, 64, 65, 1000, 20_000, 50_000])
    assert.equal(await wrongAfter(arena, { count, shape: okvsShape(count), random }), 0, `${count} items`);
});

test(`a bin that does not peel is solved by its core (seed ${seed})`, async () => {
  const [arena, random] = [newArena(), seededRandom(seed + 1)];
  // 1.2 columns an item are too few to peel: a large core is left every time.
  const [count, columns] = [100, 120];
  const shape = { bins: 1, columns, size: columns + 64 };
  let cores = 0;
  for (let run = 0; run < 50; run++) {
    const at = placed(arena, random.bytes(itemBytes * count));
    const room = [8 * columns, 8 * count, 4 * columns].map((size) => arena.allocate(size)) as [
      number,
      number,
      number,
    ];
    cores += Number(arena.kernels.okvsPeel(at, count, columns, ...room) < count);
    assert.equal(await wrongAfter(arena, { count, shape, random }), 0);
  }
  assert.ok(cores > 10, `${cores} of 50 had a core`);
});

test(`peeling fails no more often than the published fit says, at sizes where that can be seen (seed ${seed})`, () => {
  const [arena, random] = [newArena(), seededRandom(seed + 2)];
  const [count, bits, runs] = [4096, 5, 1500];
  const columns = Math.ceil(expansion(count, bits) * count);
  const room = [8 * columns, 8 * count, 4 * columns].map((size) => arena.allocate(size)) as [
    number,
    number,
    number,
  ];
  const at = arena.allocate(itemBytes * count);
  let failed = 0;
  for (let run = 0; run < runs; run++) {
    arena.bytes(at, itemBytes * count).set(random.bytes(itemBytes * count));
    failed += Number(arena.kernels.okvsPeel(at, count, columns, ...room) < count);
  }
  const expected = runs / 2 ** bits;
  assert.ok(failed > 0 && failed < expected, `${failed} of ${runs}; the fit says ${expected}`);
});

test('the shape follows the published parameters', () => {
  // Raghuraman and Rindal, formulas (2) and (3): at 2^14 items log2 of the slope is 10.106, so 40 bits take 1.2676 columns an item.
  assert.ok(Math.abs(expansion(2 ** 14, 40) - 1.2676) < 0.0002);
  const { bins, size } = okvsShape(2 ** 20);
  assert.equal(bins, 64);
  assert.ok(size / 2 ** 20 < 1.36, `${size / 2 ** 20}`);
  for (const count of [1, 100, 2 ** 10, 2 ** 17, 2 ** 22]) assert.ok(okvsShape(count).size > 1.2 * count);
});

test('dependent rows have no solution', () => {
  const row: CoreRow = { sparse: [1, 2, 3], dense: 5n, value: 1n };
  assert.throws(
    () => solveCore([row, { ...row, value: 2n }]),
    (error) => codeOf(error) === 'fusion.okvs_failed',
  );
  const { sparse, dense } = solveCore([row, { ...row, dense: 4n, value: 2n }]);
  const decoded = (dense_: bigint): bigint =>
    [1, 2, 3].reduce((sum, column) => sum ^ (sparse.get(column) ?? 0n), 0n) ^
    [...dense].reduce((sum, [k, value]) => ((dense_ >> BigInt(k)) & 1n ? sum ^ value : sum), 0n);
  assert.deepEqual([decoded(5n), decoded(4n)], [1n, 2n]);
});
