import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkStatisticsPlan } from '@finharbor/fusion';
import type { DraftColumn, DraftStatistic, ProposalDraft } from '@finharbor/harbor/contract';
import { codeOf } from '@finharbor/kernel';
import { planOf } from '../../../src/proposals/plan.ts';
import { contract, draft, taxOffer } from '../../../src/proposals/testing.ts';
import { faultsOf, pruned } from './faults.ts';

type Statistics = Extract<ProposalDraft, { readonly kind: 'statistics' }>;
const good = draft('statistics') as Statistics;
const [industry, tax, loan] = good.columns as readonly [DraftColumn, DraftColumn, DraftColumn];
const [counts, quantiles] = good.statistics as readonly [DraftStatistic, DraftStatistic];
const threshold = { protection: { kind: 'threshold' }, to: 'consumer' } as const;
const many = (count: number): readonly string[] => Array.from({ length: count }, (_, n) => `group ${n}`);

/** What people get wrong, and where they are told so. */
const wrong: readonly (readonly [string, Partial<Statistics>])[] = [
  ['/columns/0/groups', { columns: [{ ...industry, groups: ['A', 'B', 'A'] } as DraftColumn, tax, loan] }],
  ['/columns/0/groups', { columns: [{ ...industry, groups: many(1_025) } as DraftColumn, tax, loan] }],
  ['/columns/1/max', { columns: [industry, { ...tax, min: 5, max: 1 } as DraftColumn, loan] }],
  ['/columns/1/max', { columns: [industry, { ...tax, min: 1, max: 1.001 } as DraftColumn, loan] }],
  ['/columns/1/max', { columns: [industry, { ...tax, max: 2 ** 31 } as DraftColumn, loan] }],
  ['/columns/1/min', { columns: [industry, { ...tax, min: -(2 ** 31) } as DraftColumn, loan] }],
  ['/statistics/1/name', { statistics: [counts, { ...quantiles, name: counts.name }] }],
  ['/statistics/0/by', { statistics: [{ ...counts, by: [], value: null } as DraftStatistic] }],
  ['/statistics/0/edges', { statistics: [{ ...quantiles, edges: [2, 1] } as DraftStatistic] }],
  ['/statistics/0/edges', { statistics: [{ ...quantiles, edges: [] } as DraftStatistic] }],
  ['/statistics/0/at', { statistics: [{ ...quantiles, at: [0.5, 1] } as DraftStatistic] }],
  ['/statistics/0/y', { statistics: [{ kind: 'correlation', name: 'r', ...threshold, x: tax, y: tax }] }],
  [
    '/statistics/0/label',
    {
      columns: [{ ...industry, groups: ['A', 'B', 'C'] } as DraftColumn, tax, loan],
      statistics: [{ kind: 'woe', name: 'w', ...threshold, bins: industry, label: industry }],
    },
  ],
];

test('a draft that can be planned has no fault, and each of what people get wrong is said at its field', () => {
  assert.deepEqual(faultsOf(good), []);
  assert.deepEqual(faultsOf(draft('intersect')), []);
  for (const [pointer, change] of wrong)
    assert.deepEqual(
      faultsOf({ ...good, ...change }).map((fault) => fault.pointer),
      [pointer],
      JSON.stringify(change).slice(0, 80),
    );
});

test('what is refused here the node refuses as well', () => {
  const sides = {
    proposal: '01937f00-0000-7000-8000-00000000ca01',
    contract: contract('statistics'),
    own: { title: 'Loans', columns: ['Loan'], rows: 1000 },
    products: [taxOffer],
  };
  for (const [, change] of wrong)
    assert.throws(
      () => {
        const { plan } = planOf({ ...good, ...change }, sides);
        if (plan.kind === 'statistics') checkStatisticsPlan(plan);
      },
      (error: Error) => codeOf(error) === 'fusion.bad_plan',
      JSON.stringify(change).slice(0, 80),
    );
});

test('four columns of 1,024 groups are too many cells, and the number is said', () => {
  const columns = ['A', 'B', 'C', 'D'].map(
    (field): DraftColumn => ({ kind: 'category', party: 'tax', field, groups: many(1_024) }),
  );
  const statistics: readonly DraftStatistic[] = [
    { kind: 'groups', name: 'n', ...threshold, by: columns, value: null, upTo: 'sum' },
  ];
  const [fault] = faultsOf({ ...good, columns, statistics });
  assert.deepEqual([fault!.pointer, fault!.with?.n], ['/statistics/0/by', 1_024 ** 4]);
});

test('a column that is read no longer leaves no statistic that nobody can put right', () => {
  const left = pruned(good.statistics, [industry]);
  assert.ok(left[0]!.kind === 'groups' && left[0]!.value === null && left[0]!.by.length === 1);
  assert.ok(left[1]!.kind === 'quantiles' && left[1]!.column.field === '');
  const without = pruned(good.statistics, [tax]);
  assert.ok(without[0]!.kind === 'groups' && without[0]!.by.length === 0 && without[0]!.value !== null);
  assert.deepEqual(pruned(good.statistics, good.columns), good.statistics);
});
