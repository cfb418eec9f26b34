import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampledOf } from './sampled.ts';

test('bounds are rounded outwards to two digits, with the places the values have', () => {
  assert.deepEqual(sampledOf([1234.5, 98_765, 0.25]).range, { min: 0.25, max: 99_000, decimals: 2 });
  assert.deepEqual(sampledOf([-1234, 3, 1001]).range, { min: -1300, max: 1100, decimals: 0 });
  assert.deepEqual(sampledOf([0, 1]).range, { min: 0, max: 1, decimals: 0 });
});

test('values are published where there are at most twelve, as texts; of texts there are no bounds', () => {
  assert.deepEqual(sampledOf(['b', 'a']), { values: ['a', 'b'] });
  assert.deepEqual(sampledOf([2, 1]).values, ['1', '2']);
  assert.equal(sampledOf(Array.from({ length: 13 }, (_, at) => `v${at}`)).values, undefined);
});

test('nothing is said of a column whose values are not known or all the same number', () => {
  assert.deepEqual(sampledOf([]), {});
  assert.deepEqual(sampledOf([7]).range, undefined);
});
