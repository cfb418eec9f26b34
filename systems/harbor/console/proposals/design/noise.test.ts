import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DraftColumn, DraftStatistic } from '@finharbor/harbor/contract';
import { spreadOf } from './noise.ts';

const amount: DraftColumn = {
  kind: 'number',
  party: 'bank',
  field: 'amount',
  min: -10,
  max: 100,
  decimals: 0,
};
const branch: DraftColumn = { kind: 'category', party: 'tax', field: 'branch', groups: ['A', 'B'] };
const sums: DraftStatistic = {
  kind: 'groups',
  name: 'sums',
  to: 'consumer',
  protection: { kind: 'laplace', epsilonMicro: 1_000_000 },
  by: [branch],
  value: amount,
  upTo: 'sum',
};
const there = { columns: [amount, branch], parties: 2 };

test('counts and sums are off by two standard deviations of all parties’ noise together', () => {
  // Half of ε = 1 for each of two moments; a row that changes its cell moves two counts by 1, two sums by at most 100.
  const deviation = (sensitivity: number) => Math.sqrt(2 * 2 * (sensitivity / 0.5) ** 2);
  assert.deepEqual(spreadOf(sums, there), { counts: 2 * deviation(2), sums: 2 * deviation(200) });
});

test('of one cell a row moves less, less ε is more noise, and what is withheld instead has none', () => {
  const whole = { ...sums, by: [] };
  assert.equal(spreadOf(whole, there)!.counts, spreadOf(sums, there)!.counts / 2);
  assert.equal(spreadOf(whole, there)!.sums, (spreadOf(sums, there)!.sums! * 110) / 200);
  const tenth = { ...sums, protection: { kind: 'laplace', epsilonMicro: 100_000 } } as const;
  assert.equal(Math.round(spreadOf(tenth, there)!.counts / spreadOf(sums, there)!.counts), 10);
  assert.equal(spreadOf({ ...sums, protection: { kind: 'threshold' } }, there), undefined);
  assert.equal(spreadOf({ ...sums, value: null }, there)!.sums, undefined);
});
