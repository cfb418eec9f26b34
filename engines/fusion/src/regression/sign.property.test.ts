import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Engine } from '../shares/engine.ts';
import { simulate } from '../shares/testing.ts';
import { signOf } from './sign.ts';

const parties = ['a', 'b', 'c'];

test('the sign is exact, next to zero and at the ends of its range as well', async () => {
  const below = 2n ** 62n - 1n;
  const any = fc.oneof(
    fc.bigInt({ min: -below, max: below }),
    fc.bigInt({ min: -300n, max: 300n }),
    fc.constantFrom(0n, -1n, 1n, below, -below, 2n ** 56n, -(2n ** 56n), 255n, -256n),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 20 }), async (values) => {
      const rows = values.length;
      const program = (engine: Engine): Promise<readonly number[]> =>
        signOf(
          engine,
          engine.constant(rows, 1, () => BigUint64Array.from(values, (value) => BigInt.asUintN(64, value))),
        ).then(({ words }) => Array.from(words, Number));
      const shares = await simulate({ parties, seed: randomInt(2 ** 31) }, program);
      const signs = values.map((_, i) => shares.reduce((sum, share) => sum + share[i]!, 0) % 65_536);
      assert.deepEqual(
        signs,
        values.map((value) => Number(value < 0n)),
      );
    }),
    { numRuns: 20 },
  );
});
