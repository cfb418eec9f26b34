import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampledOf } from './sampled.ts';

const bounds = (min: number, max: number, decimals = 0) =>
  sampledOf({ values: [], range: { min, max, decimals } }).range;

test('bounds are rounded outwards to two digits, with the places the values have', () => {
  assert.deepEqual(bounds(0.253, 98_765, 3), { min: 0.25, max: 99_000, decimals: 3 });
  assert.deepEqual(bounds(-1234, 1001), { min: -1300, max: 1100, decimals: 0 });
  assert.deepEqual(bounds(0, 1), { min: 0, max: 1, decimals: 0 });
});

test('values are published where there are at most twelve, as texts; of texts there are no bounds', () => {
  assert.deepEqual(sampledOf({ values: ['b', 'a'], range: null }), { values: ['a', 'b'] });
  assert.deepEqual(sampledOf({ values: [2, 1], range: null }).values, ['1', '2']);
  const many = Array.from({ length: 13 }, (_, at) => `v${at}`);
  assert.deepEqual(sampledOf({ values: many, range: null }), {});
});

test('nothing is said of a column whose values are not known or all the same number', () => {
  assert.deepEqual(sampledOf({ values: [], range: null }), {});
  assert.equal(bounds(70, 70), undefined);
});
