import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { toNumbers, toWords } from '../ring/words.ts';
import type { Engine, Shared } from '../shares/engine.ts';
import { simulate } from '../shares/testing.ts';
import { clamp } from './clamp.ts';
import { larger, positivePart } from './larger.ts';

const parties = ['a', 'b', 'c'];

/** What a function of shared integers gives, all shares put together. */
async function computed(
  values: readonly number[],
  of: (engine: Engine, x: Shared) => Promise<Shared>,
): Promise<number[]> {
  const seed = randomInt(2 ** 31);
  const shares = await simulate({ parties, seed }, async (engine) => {
    const make = (): BigUint64Array<ArrayBuffer> => toWords(values);
    return (await of(engine, engine.constant(values.length, 1, make))).words;
  });
  const sum = new BigUint64Array(values.length);
  for (const share of shares) for (const [i, word] of share.entries()) sum[i] = sum[i]! + word;
  return [...toNumbers(sum)];
}

test('a score outside the window counts at its nearest end, up to 32 windows away; inside it stays', async () => {
  const windows = fc.integer({ min: 5, max: 10 }).chain((bits) => {
    const [size, most] = [2 ** bits, 2 ** (bits + 5)];
    const ends = fc.constantFrom(-most, -size, -1, 0, 1, size - 1, size, 2 * size, most - 1);
    const value = fc.oneof(fc.integer({ min: -most, max: most - 1 }), ends);
    return fc.tuple(fc.constant(bits), fc.array(value, { minLength: 1, maxLength: 30 }));
  });
  await fc.assert(
    fc.asyncProperty(windows, async ([bits, values]) => {
      assert.deepEqual(
        await computed(values, (engine, x) => clamp(engine, x, bits)),
        values.map((value) => Math.max(0, Math.min(2 ** bits - 1, value))),
      );
    }),
    { numRuns: 20 },
  );
});

test('the larger of two, and the positive part, are exact up to a difference of 1023', async () => {
  const values = fc.array(fc.integer({ min: -1_023, max: 1_023 }), { minLength: 1, maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(values, fc.integer({ min: -5_000, max: 5_000 }), async (differences, base) => {
      const got = await computed(differences, (engine, x) => positivePart(engine, 'p', x));
      assert.deepEqual(
        got,
        differences.map((value) => Math.max(0, value)),
      );
      const sums = differences.map((value) => base + value);
      const most = await computed(sums, (engine, x) => {
        const bases = toWords(sums.map(() => base));
        return larger(engine, 'l', [x, engine.constant(sums.length, 1, () => bases)]);
      });
      assert.deepEqual(
        most,
        sums.map((value) => Math.max(base, value)),
      );
    }),
    { numRuns: 20 },
  );
});
