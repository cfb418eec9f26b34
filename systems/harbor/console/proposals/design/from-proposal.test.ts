import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DraftOperation, ProposalDraft } from '@finharbor/harbor/contract';
import { type PlanSides, planOf } from '../../../src/proposals/plan.ts';
import { type Design, draftOf, isComplete, readDesign } from './design.ts';
import { partsOf } from './from-proposal.ts';
import { sumFaults } from './sum-faults.ts';

const title = { en: 'Jobs by branch', zh: '行业用工' };
const contract = 'c'.repeat(64);
const product = '01937f00-0000-7000-8000-000000000001';
const design: Design = {
  contract,
  title,
  product,
  operation: { kind: 'rows', result: 'left', providerResult: 'nothing', atLeast: null },
  columns: [
    { kind: 'number', party: 'bank', field: 'loan.amount', min: 0, max: 1234.56, decimals: 2 },
    { kind: 'category', party: 'tax', field: 'branch', groups: ['A', 'B'] },
    { kind: 'category', party: 'tax', field: 'late', groups: ['no', 'yes'] },
    { kind: 'number', party: 'tax', field: 'staff', min: -3, max: 900, decimals: 0 },
  ],
  statistics: [
    {
      kind: 'groups',
      name: 'sums',
      to: 'all',
      protection: { kind: 'laplace', epsilonMicro: 500_000 },
      by: [{ party: 'tax', field: 'branch' }],
      value: { party: 'bank', field: 'loan.amount' },
      upTo: 'variance',
    },
    {
      kind: 'correlation',
      name: 'r',
      to: 'consumer',
      protection: { kind: 'threshold' },
      x: { party: 'bank', field: 'loan.amount' },
      y: { party: 'tax', field: 'staff' },
    },
    {
      kind: 'woe',
      name: 'woe',
      to: 'consumer',
      protection: { kind: 'threshold' },
      bins: { party: 'tax', field: 'branch' },
      label: { party: 'tax', field: 'late' },
    },
    {
      kind: 'quantiles',
      name: 'median',
      to: 'consumer',
      protection: { kind: 'threshold' },
      column: { party: 'bank', field: 'loan.amount' },
      edges: [100.25, 500.5],
      at: [0.5],
    },
  ],
};

const fields = [
  { name: 'branch', title, kind: 'category' },
  { name: 'late', title, kind: 'category' },
  { name: 'staff', title, kind: 'numeric' },
];
const constraint = (name: string, value: number | string) => ({
  name,
  operator: 'lteq',
  value,
  enforcement: 'enforced',
});
const sides = {
  proposal: product,
  contract: {
    id: contract,
    issuer: 'bank',
    body: {
      consumer: 'bank',
      providers: ['tax'],
      constraints: [
        constraint('smallest_group', 10),
        constraint('privacy_epsilon', 2_000_000),
        constraint('privacy_delta', 1e-6),
        constraint('fewest_rows', 10),
        constraint('most_rows', 1000),
        constraint('learns', 'both'),
        constraint('most_learned', 'rows'),
      ],
    },
  },
  own: { title: 'Loans', columns: ['loan.amount'], rows: 1000 },
  products: [{ issuer: 'tax', body: { product, title, fields, rowsAtLeast: 20 } }],
} as unknown as PlanSides;

const operations: readonly DraftOperation[] = [
  design.operation,
  { kind: 'rows', result: 'anti', providerResult: 'inner', atLeast: 12 },
  { kind: 'count', to: 'all' },
  {
    kind: 'sum',
    to: 'consumer',
    column: { party: 'tax', field: 'staff', max: 1234.5, decimals: 1 },
    edges: [0.5, 10],
    atLeast: 10,
  },
  {
    kind: 'sum',
    to: 'all',
    column: { party: 'bank', field: 'loan.amount', max: 9, decimals: 0 },
    edges: [],
    atLeast: 11,
  },
];

test('what a proposal was designed as is read back from its plan, of either kind and with any question', () => {
  const drafts = operations.map((operation) => draftOf({ ...design, operation }, 'intersect'));
  for (const draft of [draftOf(design, 'statistics'), ...drafts]) {
    const planned = planOf(draft, sides);
    const again = { ...design, ...partsOf(planned as unknown as Parameters<typeof partsOf>[0]) };
    assert.deepEqual(draftOf(again, draft.kind), draft);
  }
  assert.equal(partsOf({ plan: { kind: 'training' }, data: {} }), undefined);
});

test('a design can be planned once it has names, groups and every statistic its columns', () => {
  const draft = draftOf(design, 'statistics') as Extract<ProposalDraft, { kind: 'statistics' }>;
  assert.ok(isComplete(draft));
  const [first, ...others] = draft.statistics;
  const unfinished: readonly Partial<typeof draft>[] = [
    { title: { en: '', zh: '行业用工' } },
    { columns: [] },
    { columns: [{ kind: 'category', party: 'tax', field: 'branch', groups: [] }] },
    { statistics: [] },
    { statistics: [{ ...first!, name: ' ' }, ...others] },
    {
      statistics: draft.statistics.map((one) =>
        one.kind === 'woe' ? { ...one, label: { party: '', field: '' } } : one,
      ),
    },
  ];
  for (const part of unfinished) assert.ok(!isComplete({ ...draft, ...part }), JSON.stringify(part));
});

test('empty lines are no groups, and a design comes back only while its contract and its data set are there', () => {
  const typed = {
    ...design,
    columns: [{ kind: 'category' as const, party: 'tax', field: 'branch', groups: [' A ', '', 'B'] }],
  };
  assert.deepEqual((draftOf(typed, 'statistics') as { columns: unknown }).columns, [
    { kind: 'category', party: 'tax', field: 'branch', groups: ['A', 'B'] },
  ]);
  const kept: unknown = JSON.parse(JSON.stringify(typed));
  assert.deepEqual(readDesign(kept, { contracts: [contract], products: [product] }), typed);
  assert.equal(readDesign(kept, { contracts: [], products: [product] }), undefined);
  assert.equal(readDesign(kept, { contracts: [contract], products: [] }), undefined);
  assert.equal(readDesign({ contract }, { contracts: [contract], products: [] }), undefined);
});

test('edges that do not rise, or lie beyond the greatest value, are a fault of a sum, and so is one of nothing', () => {
  const of = (max: number, ...edges: readonly number[]): readonly string[] => [
    ...sumFaults({ column: { party: 'tax', field: 'staff', max, decimals: 1 }, edges }),
  ];
  assert.deepEqual([of(9), of(9, 0.1, 5, 9)], [[], []]);
  for (const edges of [[0], [5, 5], [5, 4], [9.1], [5, 5.04]]) assert.deepEqual(of(9, ...edges), ['edges']);
  assert.deepEqual(of(0.04), ['max']);
});
