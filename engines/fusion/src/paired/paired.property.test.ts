import assert from 'node:assert/strict';
import { randomFillSync } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';

import { bigintRing } from '../ring/oracle.ts';
import { toNumbers, toWords, type Words } from '../ring/words.ts';
import type { Engine, Shared } from '../shares/engine.ts';
import { stack } from '../shares/matrix.ts';
import { metPair, runnerOf } from './testing.ts';

const word = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const words = (min: number, max = min): fc.Arbitrary<bigint[]> =>
  fc.array(word, { minLength: min, maxLength: max });
const few = { numRuns: 10, verbose: 1 } as const;
// One meeting serves all tests: its base transfers cost more than everything else here.
const halves = await metPair();
const runInPair = runnerOf(halves);
const mixing = 0x9e3779b97f4a7c15n;

/** A secret nobody holds. */
function secret(engine: Engine, values: Words): Shared {
  const share = values.map((value, i) =>
    engine.self === 'a' ? value - mixing * BigInt(i + 1) : mixing * BigInt(i + 1),
  );
  return engine.local(values.length, 1, () => share);
}

async function opened(program: (engine: Engine) => Promise<Shared>, bits: 64 | 16 = 64): Promise<Words> {
  const [result] = await runInPair(async (engine) =>
    engine.reveal('out', await program(engine), { party: 'a', bits }),
  );
  return result!;
}

test('correlated transfers give u and u + c·d', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 5 }), words(1, 300), async (length, values) => {
      const count = Math.ceil(values.length / length);
      const vectors = new BigUint64Array(count * length);
      vectors.set(values);
      const bits = Uint8Array.from({ length: count }, (_, i) => Number(vectors[i]! & 1n));
      for (const [from, to] of [
        ['a', 'b'],
        ['b', 'a'],
      ] as const) {
        const [u, got] = await Promise.all([
          halves.get(from)!.transfers.offer(vectors, length),
          halves.get(to)!.transfers.choose([bits], length).next(),
        ]);
        const want = u.map((value, k) => value + BigInt(bits[Math.floor(k / length)]!) * vectors[k]!);
        assert.deepEqual(got.value, want);
      }
    }),
    few,
  );
});

test('products of masks are those of the sums of the shares, whoever owns them, either way round', async () => {
  const owners = fc.constantFrom('a', 'b', undefined);
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(owners, owners),
      fc.boolean(),
      fc.tuple(words(12), words(24)),
      async ([left, right], transpose, [x, y]) => {
        const shapes = transpose
          ? [
              [4, 3],
              [4, 6],
            ]
          : [
              [3, 4],
              [4, 6],
            ];
        const masked = (engine: Engine, at: 0 | 1, values: bigint[]) => {
          const owner = [left, right][at];
          const [rows, cols] = shapes[at]! as [number, number];
          const make = (): Words => BigUint64Array.from(values);
          return owner
            ? engine.input('in', { owner, rows, cols, make })
            : engine.mask('in', { ...secret(engine, make()), rows, cols });
        };
        const got = await opened(async (engine) => {
          const a = await masked(engine, 0, x);
          const b = await masked(engine, 1, y);
          return (await engine.products('p', [[{ x: a, y: b, transpose }]]))[0]!;
        });
        const matrix = (at: number, values: bigint[]) => ({
          ...{ rows: shapes[at]![0]!, cols: shapes[at]![1]! },
          words: BigUint64Array.from(values),
        });
        assert.deepEqual(got, bigintRing.multiply(matrix(0, x), matrix(1, y), transpose));
      },
    ),
    { ...few, numRuns: 8 },
  );
});

test('products with many rows, which are made under encryption, are the same', async () => {
  const matrix = (rows: number, cols: number) => ({
    ...{ rows, cols, words: randomFillSync(new BigUint64Array(rows * cols)) },
  });
  for (const [[rows, inner, cols], transpose] of [
    [[3, 700, 9], true],
    [[900, 5, 8], false],
    [[8, 5, 900], false],
  ] as const) {
    const [x, y] = [transpose ? matrix(inner, rows) : matrix(rows, inner), matrix(inner, cols)];
    const got = await opened(async (engine) => {
      const right = await engine.mask('in', { ...secret(engine, y.words), rows: inner, cols });
      const shared = await engine.mask('in', { ...x, words: secret(engine, x.words).words });
      const owned = await engine.input('in', { owner: 'b', ...x, make: () => x.words });
      const sums = [shared, owned].map((left) => [{ x: left, y: right, transpose }]);
      return stack(engine, await engine.products('p', sums));
    });
    const want = bigintRing.multiply(x, y, transpose);
    assert.deepEqual(got, BigUint64Array.of(...want, ...want));
  }
});

test('products word by word', async () => {
  await fc.assert(
    fc.asyncProperty(words(20), words(20), async (x, y) => {
      const [a, b] = [BigUint64Array.from(x), BigUint64Array.from(y)] as const;
      const got = await opened(async (engine) =>
        engine.entrywise(
          'xy',
          await engine.input('x', { owner: 'b', rows: 20, cols: 1, make: () => a }),
          await engine.mask('y', secret(engine, b)),
        ),
      );
      assert.deepEqual(got, bigintRing.hadamard(a, b));
    }),
    few,
  );
});

test('truncation rounds down or up by at most one over the whole range, and is exact where nothing is cut', async () => {
  const value = fc.bigInt({ min: -(2n ** 62n) + 1n, max: 2n ** 62n - 1n });
  const values = fc.array(fc.oneof(value, fc.constantFrom(0n, -1n, 1n, 2n ** 62n - 1n, -(2n ** 62n))), {
    minLength: 1,
    maxLength: 40,
  });
  await fc.assert(
    fc.asyncProperty(values, fc.integer({ min: 1, max: 60 }), async (xs, bits) => {
      const run = (all: bigint[]): Promise<Words> =>
        opened((engine) =>
          engine.truncate(
            't',
            secret(
              engine,
              BigUint64Array.from(all, (x) => BigInt.asUintN(64, x)),
            ),
            bits,
          ),
        );
      for (const [i, result] of (await run(xs)).entries()) {
        const off = BigInt.asIntN(64, result) - (xs[i]! >> BigInt(bits));
        assert.ok(off === 0n || off === 1n, `${xs[i]} >> ${bits} gave ${result}`);
      }
      const whole = xs.map((x) => (x >> BigInt(bits)) << BigInt(bits));
      assert.deepEqual(
        await run(whole),
        BigUint64Array.from(whole, (x) => BigInt.asUintN(64, x >> BigInt(bits))),
      );
    }),
    few,
  );
});

test('look-ups give the table’s entries, lifting carries them into Z_2^64, histograms count', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 9 }), words(1, 30), async (power, xs) => {
      const size = 2 ** power;
      const table = Uint16Array.from({ length: size }, (_, i) => (i * 40_503) % 32_768);
      const x = BigUint64Array.from(xs);
      const at = xs.map((value) => Number(value % BigInt(size)));
      const looked = await opened(async (engine) =>
        engine.lift('l', await engine.lookup('d', { index: secret(engine, x), size, tables: [table] })),
      );
      assert.deepEqual(
        [...toNumbers(looked)],
        at.map((i) => table[i]),
      );
      const group = Int32Array.from(xs, (_, i) => i % 2);
      const counts = await opened(
        (engine) => engine.histogram('h', { index: secret(engine, x), size, group, groups: 2 }),
        16,
      );
      const want = new Array<number>(2 * size).fill(0);
      for (const [i, value] of at.entries()) want[(i % 2) * size + value]! += 1;
      assert.deepEqual(counts, toWords(want));
    }),
    few,
  );
});
