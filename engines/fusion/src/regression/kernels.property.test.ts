import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createKernels } from './kernels.ts';
import { plainKernels } from './plain-kernels.ts';
import { beyond, beyondLimit, reach, seriesAt, sigmoidSeries, terms } from './waves.ts';

const word = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const words = (length: number): fc.Arbitrary<BigUint64Array<ArrayBuffer>> =>
  fc.array(word, { minLength: length, maxLength: length }).map((list) => BigUint64Array.from(list));
const angles = fc
  .array(fc.integer({ min: 0, max: 2 ** 32 - 1 }), { minLength: 1, maxLength: 5 })
  .map((list) => Uint32Array.from(list));
const [quick, plain] = [createKernels(), plainKernels()];

test('matrix products and scaled rows are those of BigInt arithmetic', () => {
  const shape = fc.tuple(...[9, 5, 5].map((max) => fc.integer({ min: 1, max })));
  const given = shape.chain(([m, k, n]) =>
    fc.record({
      shape: fc.constant([m!, k!, n!] as const),
      a: words(m! * k!),
      right: words(k! * n!),
      b: words(m! * n!),
      factors: words(m!),
    }),
  );
  fc.assert(
    fc.property(given, ({ shape: [m, k, n], a, right, b, factors }) => {
      const left = { rows: m, cols: k, words: a };
      const product = [left, { rows: k, cols: n, words: right }] as const;
      const gram = [left, { rows: m, cols: n, words: b }, true] as const;
      assert.deepEqual(quick.multiply(...product), plain.multiply(...product));
      assert.deepEqual(quick.multiply(...gram), plain.multiply(...gram));
      const [ours, theirs] = [a.slice(), a.slice()];
      quick.addScaledRows(ours, left, factors);
      plain.addScaledRows(theirs, left, factors);
      assert.deepEqual(ours, theirs);
    }),
  );
});

test('waves and series have the same bits in both implementations', () => {
  const given = angles.chain((list) =>
    fc.record({
      list: fc.constant(list),
      shares: words(list.length * 6),
      pairs: fc.float64Array({ min: -2, max: 2, minLength: 6, maxLength: 6, noNaN: true }),
    }),
  );
  fc.assert(
    fc.property(given, ({ list, shares, pairs }) => {
      const of = { terms: 3, scale: 2 ** 15 };
      assert.deepEqual(quick.waves(list, of), plain.waves(list, of));
      const series = { constant: 0, pairs: Float64Array.from(pairs) };
      const read = { series, scale: 2 ** 13 };
      assert.deepEqual(quick.series(list, shares, read), plain.series(list, shares, read));
    }),
  );
});

test('a series read at an opened angle and the dealt waves of its mask is the series of the sum', () => {
  const { sigmoid } = sigmoidSeries(-3);
  fc.assert(
    fc.property(angles, angles, ([opened], [mask]) => {
      const waves = quick.waves(Uint32Array.of(mask!), { terms, scale: 2 ** 20 });
      const [sum] = quick.series(Uint32Array.of(opened!), waves, { series: sigmoid, scale: 2 ** 18 });
      const t = (((opened! + mask!) % 2 ** 32) / 2 ** 32) * 32;
      const got = Number(BigInt.asIntN(64, sum!)) / 2 ** 38 + sigmoid.constant;
      const want = seriesAt(sigmoid, t);
      assert.ok(Math.abs(got - want) < 5e-5, `${got} for ${want}`);
    }),
  );
});

test('within reach of any centre the series are as near as stated', () => {
  for (let centre = -8; centre <= 8; centre += 0.5) {
    const { sigmoid, slope } = sigmoidSeries(centre);
    for (let t = -reach; t <= reach; t += 1 / 64) {
      const p = 1 / (1 + Math.exp(-centre - t));
      assert.ok(Math.abs(seriesAt(sigmoid, t) - p) < 3e-4, `sigmoid around ${centre} at ${t}`);
      assert.ok(Math.abs(seriesAt(slope, t) - p * (1 - p)) < 5e-4, `slope around ${centre} at ${t}`);
    }
  }
});

test('no row within reach weighs more than the limit of rows beyond it, and those beyond weigh what is stated', () => {
  for (let t = -reach; t <= reach; t += 1 / 64)
    assert.ok(Math.abs(seriesAt(beyond, t)) < 0.9 * beyondLimit, `${seriesAt(beyond, t)} at ${t}`);
  for (let t = 14; t <= 18; t += 1 / 64)
    for (const side of [-t, t]) {
      const weight = seriesAt(beyond, side);
      assert.ok(weight > 0.2 && weight < 1 + 1e-9, `${weight} at ${side}`);
    }
});
