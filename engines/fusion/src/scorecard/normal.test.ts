import assert from 'node:assert/strict';
import { test } from 'node:test';
import { twoSidedTail } from './normal.ts';

test('tails are those of Abramowitz and Stegun, table 26.1 and 26.2, and of both methods where they meet', () => {
  for (const [z, tail] of [
    [0, 1],
    [1, 0.317310507862914],
    [-1.959963984540054, 0.05],
    [2.575829303548901, 0.01],
    [4, 6.334248366623996e-5],
    [6, 1.973175290075396e-9],
    [10, 1.523970604832105e-23],
  ] as const)
    assert.ok(Math.abs(twoSidedTail(z) - tail) <= 1e-9 * tail, `${twoSidedTail(z)} for ${tail}`);
  const meet = 2 * Math.SQRT2;
  const [below, above] = [twoSidedTail(meet - 1e-9), twoSidedTail(meet)];
  assert.ok(Math.abs(below / above - 1) < 1e-8, `${below} ${above}`);
});
