import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statisticsDisclosures, statisticsStatement } from './disclosures.ts';
import type { Statistic } from './plan.ts';
import { answerOf, ask, memorySets, planOf, randomRows, roster } from './testing.ts';

const exactly = { protection: { kind: 'threshold' } } as const;
const statistics: readonly Statistic[] = [
  {
    kind: 'groups',
    name: 'loans',
    by: ['trade', 'size'],
    value: { column: 'loan', upTo: 'sum' },
    to: ['tax', 'bank'],
    ...exactly,
  },
  { kind: 'woe', name: 'woe', bins: 'branch', label: 'size', to: ['social'], ...exactly },
  {
    kind: 'groups',
    name: 'noisy',
    by: ['size'],
    value: { column: 'turnover', upTo: 'variance' },
    protection: { kind: 'laplace', epsilonMicro: 100_000 },
    to: ['bank'],
  },
];
const plan = planOf(statistics, {
  query: 'q2',
  budget: { epsilonMicro: 1_000_000, delta: 0 },
  filters: roster.slice(0, 2).map((party) => ({ party, rule: 'a rule' })),
});

test('what a query opens is what its statement says: every label, exactly so many values, to whom it says', async () => {
  const count = 120;
  const keep = Uint8Array.from({ length: count }, (_, row) => Number(row % 4 !== 0));
  const rows = new Map(
    [...randomRows(31, count)].map(([party, held]) => [party, party === 'social' ? held : { ...held, keep }]),
  );
  const sets = new Map(roster.map((party) => [party, memorySets()]));
  const extra = (party: string) => ({ sets: sets.get(party)! });
  await ask({ ...plan, query: 'q1' }, rows, { extra });
  const outcomes = await ask(plan, rows, { extra });
  const said = new Map(statisticsDisclosures(plan).map((disclosure) => [disclosure.label, disclosure]));
  for (const party of roster) {
    const { opened, results } = answerOf(outcomes.get(party));
    for (const { label } of opened) assert.ok(said.has(label), `${label} is opened and not said`);
    for (const { label, count: want, to, masked } of said.values()) {
      const got = opened.find((entry) => entry.label === label)?.count;
      if (typeof want === 'number') assert.equal(got, want, label);
      if (label === 'rows/close') assert.equal(got, roster.length);
      if (!label.startsWith('result/')) continue;
      assert.equal(masked, false);
      assert.equal(
        results.some(({ name }) => `result/${name}` === label),
        to.includes(party),
      );
    }
  }
});

test('the statement names every result, its recipients and its protection, in both languages', () => {
  const { en, zh } = statisticsStatement(plan);
  assert.match(
    en,
    /tax, bank: In 8 cells by trade \(tax\), size \(social\): rows and sum of loan \(bank\), exact/,
  );
  assert.match(en, /bank: In 2 cells .* discrete Laplace noise, ε = 0\.1\./);
  assert.match(zh, /social：branch（bank）每个分箱中size（social）未发生与发生的行数/);
  assert.equal(en.split('\n').length, zh.split('\n').length);
  assert.doesNotMatch(
    zh.replaceAll(/trade|size|loan|turnover|branch|tax|bank|social|WOE|IV/g, ''),
    /[A-Za-z]{2}/,
  );
});
