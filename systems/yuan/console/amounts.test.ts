import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fenIn, yuanOf, yuanText } from './amounts.ts';

test('what is shown of an amount is read back as the same fen', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: 10n ** 13n }), (fen) => {
      assert.equal(fenIn(yuanOf(fen)), fen);
      assert.equal(fenIn(yuanText(fen)), fen);
    }),
  );
});

test('what is no amount, is nothing or has a third decimal is not taken for one', () => {
  for (const text of ['', '0', '0.00', '.5', '1.234', '-1', '1e3', '1.2.3', 'ten', '9'.repeat(13)])
    assert.equal(fenIn(text), undefined, text);
  assert.deepEqual(
    [fenIn('12'), fenIn('12.'), fenIn('12.5'), fenIn(' 1,200.05 ')],
    [1200n, 1200n, 1250n, 120005n],
  );
});
