import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { UsesOfMonth } from '@finharbor/harbor/contract';
import { groupsOf, monthsOf } from './groups.ts';

const row = (change: Partial<UsesOfMonth>): UsesOfMonth => ({
  product: 'p',
  title: { en: 'p', zh: 'p' },
  consumer: 'bank',
  kind: 'score',
  contract: 'c',
  purpose: { en: 'w', zh: 'w' },
  month: '2026-01',
  uses: 1,
  lastAtMs: 1,
  ...change,
});
const rows = [
  row({ uses: 2 }),
  row({ month: '2026-03', consumer: 'fund', contract: 'd', uses: 5, lastAtMs: 9 }),
  row({ month: '2025-12', product: 'q', uses: 4, lastAtMs: 3 }),
];

test('uses add up in each group, the most used first, months the latest first', () => {
  const of = (dimension: Parameters<typeof groupsOf>[1]) =>
    groupsOf(rows, dimension).map(({ key, uses, consumers, lastAtMs }) => [key, uses, consumers, lastAtMs]);
  assert.deepEqual(of('product'), [
    ['p', 7, 2, 9],
    ['q', 4, 1, 3],
  ]);
  assert.deepEqual(of('consumer'), [
    ['bank', 6, 1, 3],
    ['fund', 5, 1, 9],
  ]);
  assert.deepEqual(
    groupsOf(rows, 'purpose').map(({ key }) => key),
    ['c', 'd'],
  );
  assert.deepEqual(
    groupsOf(rows, 'month').map(({ key }) => key),
    ['2026-03', '2026-01', '2025-12'],
  );
});

test('months without a use are there too, over the turn of a year', () => {
  assert.deepEqual(monthsOf(rows), ['2025-12', '2026-01', '2026-02', '2026-03']);
  assert.deepEqual(monthsOf([]), []);
});
