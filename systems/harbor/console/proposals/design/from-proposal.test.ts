import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProposalDraft } from '@finharbor/harbor/contract';
import { type PlanSides, planOf } from '../../../src/proposals/plan.ts';
import { type Design, draftOf, isComplete, readDesign } from './design.ts';
import { partsOf } from './from-proposal.ts';

const title = { en: 'Jobs by branch', zh: '行业用工' };
const contract = 'c'.repeat(64);
const product = '01937f00-0000-7000-8000-000000000001';
const design: Design = {
  contract,
  title,
  product,
  result: 'left',
  providerResult: 'nothing',
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
      ],
    },
  },
  own: { title: 'Loans', columns: ['loan.amount'], rows: 1000 },
  products: [{ issuer: 'tax', body: { product, title, fields } }],
} as unknown as PlanSides;

test('what a proposal was designed as is read back from its plan, of either kind', () => {
  for (const kind of ['statistics', 'intersect'] as const) {
    const draft = draftOf(design, kind);
    const planned = planOf(draft, sides);
    const again = { ...design, ...partsOf(planned as unknown as Parameters<typeof partsOf>[0]) };
    assert.deepEqual(draftOf(again, kind), draft);
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
