import assert from 'node:assert/strict';
import { test } from 'node:test';
import { httpDate } from './http-date.ts';

test('an instant is written as HTTP does, in every month', () => {
  assert.equal(httpDate(784_111_777_000), 'Sun, 06 Nov 1994 08:49:37 GMT');
  for (let month = 0; month < 12; month++) {
    const atMs = Date.UTC(2026, month, 1, 0, 0, 9);
    assert.equal(httpDate(atMs), new Date(atMs).toUTCString());
  }
});
