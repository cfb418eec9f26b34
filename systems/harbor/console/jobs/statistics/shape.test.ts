import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Answered, figuresOf, groupsOf, ivWordOf, shapeOf, strengthOf } from './shape.ts';

const told = { to: ['bank'], protection: { kind: 'laplace', epsilonMicro: 1 } } as const;
const plan = {
  kind: 'statistics',
  parties: ['bank', 'tax'],
  columns: [
    { kind: 'category', name: 'tax.branch', party: 'tax', groups: ['A', 'B'] },
    { kind: 'number', name: 'bank.loan.amount', party: 'bank', min: 0, max: 100_000 },
  ],
  statistics: [
    {
      kind: 'groups',
      name: 'sums',
      ...told,
      by: ['tax.branch'],
      value: { column: 'bank.loan.amount', upTo: 'variance' },
    },
  ],
} as const;
const data = {
  bank: { product: 'p', columns: ['loan.amount'], decimals: { 'loan.amount': 2 } },
  tax: { product: 'q', columns: ['branch'], decimals: {} },
};
const shape = shapeOf({ plan: JSON.parse(JSON.stringify(plan)), data })!;

test('figures are in the column’s own unit, their noise too, and what is withheld has none', () => {
  const answered = {
    shape,
    asked: shape.plan.statistics[0],
    answer: {
      kind: 'groups',
      name: 'sums',
      noise: [3, 250, 9000],
      cells: [{ groups: [0], rows: 40, sum: '123456', mean: 3086.4, variance: 50_000 }, { groups: [1] }],
    },
  } as Answered<'groups'>;
  assert.deepEqual(figuresOf(answered), [
    { of: 'rows', values: [40, null], offBy: 6 },
    { of: 'sum', values: [1234.56, null], offBy: 5 },
    { of: 'mean', values: [30.864, null], offBy: undefined },
    { of: 'variance', values: [5, null], offBy: undefined },
  ]);
});

test('groups are found by the plan’s name of a column, whose field may have dots; another plan has no figures', () => {
  assert.deepEqual(groupsOf(shape, 'tax.branch'), ['A', 'B']);
  assert.equal(shape.unitOf('bank.loan.amount'), 100);
  assert.equal(shapeOf({ plan: { kind: 'intersection' }, data }), undefined);
});

test('words for correlations and information values change at their limits', () => {
  assert.deepEqual([-0.5, -0.49, -0.1, 0.09, 0.1, 0.3, 0.5].map(strengthOf), [
    'strongDown',
    'down',
    'weakDown',
    'none',
    'weakUp',
    'up',
    'strongUp',
  ]);
  assert.deepEqual([0.019, 0.02, 0.1, 0.5].map(ivWordOf), ['none', 'weak', 'medium', 'strong']);
});
