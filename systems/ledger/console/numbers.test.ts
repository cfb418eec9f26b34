import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { amountIn, amountText, endOf, idIn, idText, startOf } from './numbers.ts';

test('an id is read back from either way it is written', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 2n ** 128n - 2n }), (id) => {
      assert.equal(idIn(idText(id)), id);
      assert.equal(idIn(` ${id} `), id);
    }),
  );
  for (const text of ['', 'x', '-1', '1.5', `${'0'.repeat(31)}g`]) assert.equal(idIn(text), undefined, text);
});

test('an amount is read back as it was written, to the last digit', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 29n }),
      fc.integer({ min: 0, max: 6 }),
      (amount, decimals) => {
        assert.equal(amountIn(amountText(amount, decimals), decimals), amount);
      },
    ),
  );
  assert.equal(amountText(1234567890123456789n, 2), '12,345,678,901,234,567.89');
  assert.equal(amountText(-5n, 2), '−0.05');
  assert.equal(amountText(1200n, 0), '1,200');
  assert.equal(amountIn('12', 2), 1200n);
  for (const text of ['', '.', '-1', '1.234', '1e3', '¥1']) assert.equal(amountIn(text, 2), undefined, text);
});

test('a moment is the end of a minute or of a day in China', () => {
  assert.equal(startOf('2026-11-26'), 1_795_622_400_000_000_000n);
  assert.equal(endOf('2026-11-26', ''), 1_795_708_799_999_999_999n);
  assert.equal(endOf('2026-11-26', '8:30'), 1_795_653_059_999_999_999n);
  assert.equal(endOf('2026-11-26', '24:00'), undefined);
  assert.equal(endOf(undefined, '8:30'), undefined);
});
