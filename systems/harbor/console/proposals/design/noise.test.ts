import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DraftColumn, DraftStatistic } from '@finharbor/harbor/contract';
import { adviceOn, aloneMicro, noiseAlone, spreadOf } from './noise.ts';

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

test('Gaussian noise is as wide as its variance says, over how far a row moves in squares', () => {
  const gaussian = { ...sums, protection: { kind: 'gaussian', rhoMicro: 50_000 } } as const;
  // A part of ρ = 0.025 for each of two moments; a row that changes its cell moves two counts by 1, two sums by at most 100.
  const deviation = (squares: number) => Math.sqrt((2 * squares) / (2 * 0.025));
  const { counts, sums: summed } = spreadOf(gaussian, there)!;
  assert.ok(Math.abs(counts - 2 * deviation(2)) < 1e-9 && Math.abs(summed! - 2 * deviation(20_000)) < 1e-9);
});

test('noise that is the only one tells at most what its step says, and one millionth more of ρ would tell more', () => {
  const delta = 1e-6;
  for (const epsilonMicro of [10_000, 500_000, 10_000_000]) {
    const noise = noiseAlone('gaussian', { epsilonMicro, delta });
    assert.ok(noise.kind === 'gaussian' && aloneMicro(noise, delta) <= epsilonMicro);
    assert.ok(aloneMicro({ ...noise, rhoMicro: noise.rhoMicro + 1 }, delta) > epsilonMicro);
    assert.equal(aloneMicro(noiseAlone('laplace', { epsilonMicro, delta }), delta), epsilonMicro);
  }
});

test('advice is about the noise that is chosen, not about the one before', () => {
  const other = { protection: { kind: 'gaussian', rhoMicro: 1 }, costMicro: 5 } as const;
  const preview = {
    plan: {
      statistics: [
        { name: 'sums', kind: 'groups', protection: { kind: 'laplace', epsilonMicro: 1_000_000 } },
      ],
    },
    digest: '',
    leakage: [],
    budget: null,
    noise: [{ statistic: 'sums', costMicro: 7, other }],
  };
  assert.equal(adviceOn(sums, preview)?.costMicro, 7);
  const moved = { ...sums, protection: { kind: 'laplace', epsilonMicro: 2_000_000 } } as const;
  assert.equal(adviceOn(moved, preview), undefined);
  assert.equal(adviceOn({ ...sums, name: 'others' }, preview), undefined);
});
