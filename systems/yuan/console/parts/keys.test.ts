import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { fenIn } from '../amounts.ts';
import { type Key, keys, pressed } from './keys.ts';

const after = (...presses: readonly Key[]): string => presses.reduce((value, key) => pressed(value, key), '');

test('keys make the amount they say; what would make it none does nothing', () => {
  assert.equal(after('1', '2', '.', '5', '0', '9'), '12.50');
  assert.equal(after('.', '.', '5'), '0.5');
  assert.equal(after('0', '0', '7'), '7');
  assert.equal(after('1', 'back', 'back', '3'), '3');
});

test('whatever is pressed, what stands there is nothing, zero or an amount', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...keys), { maxLength: 40 }), (presses) => {
      const shown = after(...presses);
      assert.ok(/^0?(\.0{0,2})?$/.test(shown) || fenIn(shown) !== undefined, shown);
    }),
  );
});
