import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultRates } from './report.ts';

test('a bin’s share of defaults is of its opened counts; without counts, or with none left by rounding, there is none', () => {
  const bins = [
    { woe: -1, bad: 50, good: 150 },
    { woe: 0 },
    { woe: 0, bad: 0, good: 0 },
    { woe: 1, bad: 0, good: 100 },
  ];
  const rates = defaultRates({ party: 'tax', feature: 'arrears', iv: 0.1, bins });
  assert.deepEqual(rates, [0.25, null, null, 0]);
});
