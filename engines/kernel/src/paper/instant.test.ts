import assert from 'node:assert/strict';
import { test } from 'node:test';
import { paperInstant } from './instant.ts';

test('an instant is stated in China Standard Time, to the second, with its zone', () => {
  assert.equal(paperInstant(Date.parse('2026-11-25T16:00:00.999Z')), '2026-11-26 00:00:00 (UTC+08:00)');
});
