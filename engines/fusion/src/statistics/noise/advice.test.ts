import assert from 'node:assert/strict';
import { test } from 'node:test';
import { composed } from '../budget/composition.ts';
import type { Protection, Statistic, StatisticsPlan } from '../plan.ts';
import { layOutTable } from '../tables/table.ts';
import { planOf } from '../testing.ts';
import { noiseAdvice } from './advice.ts';
import { noiseOf } from './sensitivity.ts';

const budget = { epsilonMicro: 5_000_000, delta: 1e-6 };
const laplace = (epsilonMicro: number): Protection => ({ kind: 'laplace', epsilonMicro });
const counts: Statistic = {
  kind: 'groups',
  name: 'counts',
  by: ['trade'],
  protection: laplace(100_000),
  to: ['bank'],
};
const sums: Statistic = { ...counts, name: 'sums', value: { column: 'turnover', upTo: 'variance' } };
const whole: Statistic = {
  kind: 'correlation',
  name: 'r',
  x: 'loan',
  y: 'turnover',
  protection: laplace(300_000),
  to: ['tax'],
};

/** Deviations of one party's noise, per moment. */
function deviations(plan: StatisticsPlan, statistic: Statistic): readonly number[] {
  const table = layOutTable(plan, statistic);
  return table.moments.map((moment) => {
    const { kind, parameter } = noiseOf(plan, table, moment)!;
    const value = Number(parameter.over) / Number(parameter.under);
    return kind === 'laplace' ? Math.SQRT2 * value : Math.sqrt(value);
  });
}

test('the other noise is wider on no figure, and as wide on one', () => {
  for (const statistic of [counts, sums, whole])
    for (const protection of [statistic.protection, { kind: 'gaussian', rhoMicro: 40_000 }] as const) {
      const asked = { ...statistic, protection };
      const plan = planOf([asked], { budget });
      const [advice] = noiseAdvice(plan, []);
      const [own, other] = [protection, advice!.other.protection].map((kind) =>
        deviations(plan, { ...asked, protection: kind }),
      );
      const ratios = own!.map((deviation, i) => other![i]! / deviation);
      assert.ok(Math.max(...ratios) <= 1 && Math.max(...ratios) > 0.99, `${ratios}`);
    }
});

test('costs are what the ledger would charge beside all else that is asked and was spent', () => {
  const plan = planOf([counts, sums], { budget });
  const spent = [
    { epsilonMicro: 700_000, rhoMicro: 0 },
    { epsilonMicro: 0, rhoMicro: 5_000 },
  ];
  const advice = noiseAdvice(plan, spent);
  assert.deepEqual(
    advice.map(({ statistic }) => statistic),
    ['counts', 'sums'],
  );
  const charged = (epsilonMicro: number, rhoMicro: number): number =>
    composed([...spent, { epsilonMicro, rhoMicro }], budget.delta);
  const { rhoMicro } = advice[0]!.other.protection as Extract<Protection, { kind: 'gaussian' }>;
  assert.equal(advice[0]!.costMicro, charged(200_000, 0) - charged(100_000, 0));
  assert.equal(advice[0]!.other.costMicro, charged(100_000, rhoMicro) - charged(100_000, 0));
});

test('for one count Laplace noise is the cheaper one; where many were asked before, Gaussian noise', () => {
  const cheaper = (spent: Parameters<typeof noiseAdvice>[1]): string => {
    const [advice] = noiseAdvice(planOf([counts], { budget }), spent);
    return advice!.other.costMicro < advice!.costMicro ? 'gaussian' : 'laplace';
  };
  assert.equal(cheaper([]), 'laplace');
  assert.equal(cheaper(Array.from({ length: 40 }, () => ({ epsilonMicro: 0, rhoMicro: 1_250 }))), 'gaussian');
  assert.deepEqual(
    noiseAdvice(planOf([{ ...counts, protection: { kind: 'threshold' } }], { budget }), []),
    [],
  );
});
