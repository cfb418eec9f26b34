import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { coarse, joinedCells, regrouped } from './cells.ts';

const counts = fc.array(fc.nat(200), { minLength: 1, maxLength: 12 });

test('no joined cell counts fewer than the smallest group, and together they count everything or nothing', () => {
  fc.assert(
    fc.property(counts, fc.integer({ min: 2, max: 60 }), (all, smallest) => {
      const starts = joinedCells(all, smallest);
      const total = all.reduce((sum, count) => sum + count, 0);
      const joined = starts.map((from, at) =>
        all.slice(from, starts[at + 1]).reduce((sum, count) => sum + count, 0),
      );
      assert.equal(starts.length === 0, total < smallest);
      if (starts.length > 0) assert.equal(starts[0], 0);
      for (const count of joined) assert.ok(count >= smallest);
      assert.ok(starts.length === 0 || joined.reduce((sum, count) => sum + count, 0) === total);
    }),
  );
});

test('a bound of two digits lies outside of the value it is made from', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
      fc.pre(Math.abs(value) > 1e-9);
      const slack = Math.abs(value) * 1e-9;
      assert.ok(coarse(value, 'down') <= value + slack);
      assert.ok(coarse(value, 'up') >= value - slack);
      assert.ok(Math.abs(coarse(value) - value) <= Math.abs(value) * 0.051);
    }),
  );
});

test('older cells are counted by newer bounds', () => {
  const cell = (from: number | null, count: number) => ({ label: '', from, count });
  const before = [cell(null, 1), cell(10, 2), cell(20, 4), cell(30, 8)];
  assert.deepEqual(regrouped(before, [cell(null, 0), cell(20, 0)]), [3, 12]);
});
