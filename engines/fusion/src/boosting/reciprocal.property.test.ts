import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { toNumbers, toWords } from '../ring/words.ts';
import { simulate } from '../shares/testing.ts';
import { precision } from './layout.ts';
import { reciprocal } from './reciprocal.ts';

const unit = 2 ** precision.sum;

/** The reciprocals of numbers that the first of some parties holds. */
async function invert(
  values: readonly number[],
  parties: readonly string[],
  scaleBits: number,
): Promise<number[]> {
  const shares = await simulate({ parties, seed: 1 }, async (engine) => {
    const make = () => toWords(values.map((value) => Math.round(value * unit)));
    const x = engine.own({ owner: 'a', rows: values.length, cols: 1, make });
    return (await reciprocal(engine, x, scaleBits)).words;
  });
  const sum = BigUint64Array.from(values, (_, i) => shares.reduce((all, share) => all + share[i]!, 0n));
  return [...toNumbers(sum)].map((value) => value / 2 ** precision.reciprocal);
}

test('a reciprocal is exact to 1 part in 50,000 from 2^-11 on, for two parties and for three', async () => {
  const values = fc.array(fc.double({ min: 2 ** -11, max: 0.49, noNaN: true }), {
    minLength: 1,
    maxLength: 40,
  });
  const roster = fc.constantFrom(['a', 'b'], ['a', 'b', 'c']);
  await fc.assert(
    fc.asyncProperty(values, roster, async (of, parties) => {
      for (const [i, value] of (await invert(of, parties, 9)).entries())
        assert.ok(Math.abs(value * of[i]! - 1) < 2e-5, `1/${of[i]} came out as ${value}`);
    }),
    { numRuns: 20 },
  );
});

test('a reciprocal of less is never too large, and at 1 of 2^21 rows 2 % too small at most, from 2 on 1 in 1000', async () => {
  const sums = Array.from({ length: 200 }, (_, i) => 1 + i * 5);
  const values = await invert(
    sums.map((sum) => sum / 2 ** 21),
    ['a', 'b'],
    21,
  );
  for (const [i, value] of values.entries()) {
    const exactness = (value * sums[i]!) / 2 ** 21;
    assert.ok(exactness < 1 + 1e-3, `1/${sums[i]} is ${exactness} times what it should be`);
    assert.ok(
      exactness > (sums[i]! >= 2 ? 0.999 : 0.98),
      `1/${sums[i]} is ${exactness} times what it should be`,
    );
  }
});
