import assert from 'node:assert/strict';
import { test } from 'node:test';
import { snoozedUntil } from './snooze-time.ts';

const at = (text: string): number => Date.parse(text);

test('a notice that is put off until tomorrow comes back at nine in the morning, China time', () => {
  assert.equal(snoozedUntil('tomorrow', at('2026-11-25T15:59:59Z')), at('2026-11-26T09:00:00+08:00'));
  assert.equal(snoozedUntil('tomorrow', at('2026-11-25T16:00:00Z')), at('2026-11-27T09:00:00+08:00'));
  assert.equal(snoozedUntil('week', at('2026-11-25T16:00:00Z')), at('2026-12-03T09:00:00+08:00'));
  assert.equal(snoozedUntil('hour', at('2026-11-25T16:00:00Z')), at('2026-11-25T17:00:00Z'));
});
