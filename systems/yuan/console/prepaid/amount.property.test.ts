import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { yuanOf } from '../amounts.ts';
import { equalParts, fenOf } from './amount.ts';

test('what is typed is what is meant, to the fen', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 13n }), (fen) => assert.equal(fenOf(yuanOf(fen)), fen)),
  );
  assert.deepEqual(['1', '1.5', ' 20 ', '', '1.234', '-1', '1e3', '一'].map(fenOf), [
    100n,
    150n,
    2_000n,
    undefined,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('parts come to the price and differ by a fen at most', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 12n }), fc.integer({ min: 1, max: 200 }), (price, count) => {
      const parts = equalParts(price, count);
      assert.equal(parts.length, count);
      assert.equal(
        parts.reduce((sum, one) => sum + one, 0n),
        price,
      );
      assert.ok(parts[0]! - parts.at(-1)! <= 1n);
    }),
  );
});
