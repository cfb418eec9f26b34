import assert from 'node:assert/strict';
import { test } from 'node:test';
import { daysIn } from './days.ts';

test('days stand in an address as they were chosen, and what is no day asks for nothing', () => {
  assert.deepEqual(daysIn({ 'at.from': '2026-06-01', 'at.to': '2026-06-30' }), {
    from: '2026-06-01',
    until: '2026-06-30',
  });
  assert.deepEqual(daysIn({ 'at.to': '2028-02-29', consumer: 'bank' }), { until: '2028-02-29' });
  for (const wrong of ['2026-02-30', '2026-6-1', 'today', '', '2026-13-01'])
    assert.deepEqual(daysIn({ 'at.from': wrong }), {}, wrong);
});
