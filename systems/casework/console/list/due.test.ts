import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dueOf } from './due.ts';

/** An hour of a day in March 2026, in China. */
function at(day: number, hour: number): number {
  return Date.UTC(2026, 2, day, hour - 8);
}

test('a term that ends at midnight is due on the day that ends then', () => {
  const due = at(11, 0);
  assert.deepEqual(dueOf(due, at(10, 23)), { kind: 'today', days: 0 });
  assert.deepEqual(dueOf(due, at(9, 9)), { kind: 'soon', days: 1 });
  assert.deepEqual(dueOf(due, at(7, 0)), { kind: 'soon', days: 3 });
  assert.deepEqual(dueOf(due, at(6, 23)), { kind: 'later', days: 4 });
  assert.deepEqual(dueOf(due, at(11, 0)), { kind: 'late', days: 1 });
  assert.deepEqual(dueOf(due, at(13, 12)), { kind: 'late', days: 3 });
});
