import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lifeSchemas } from './schemas.ts';
import { workedValuation } from './valuation.ts';

const amounts = (inputs: Parameters<typeof workedValuation>[0]): readonly bigint[] =>
  workedValuation(inputs).lines.map(({ amountMinor }) => amountMinor);

test('the cost approach adds up what it cost, a profit, and what of it still serves', () => {
  const inputs = {
    approach: 'cost',
    costs: [
      { title: 'Collection', amountMinor: '6000000' },
      { title: 'Cleaning', amountMinor: '4000000' },
    ],
    profitBasisPoints: 1000,
    conditionBasisPoints: 8500,
  } as const;
  assert.deepEqual(amounts(inputs), [6000000n, 4000000n, 10000000n, 11000000n, 9350000n]);
});

test('the market approach takes the mean of adjusted deals, half a fen up', () => {
  const comparables = [
    { title: 'Deal A', amountMinor: '1001', adjustments: [11000, 9500] },
    { title: 'Deal B', amountMinor: '900', adjustments: [] },
  ];
  // 1001 × 1.1 = 1101.1 → 1101; × 0.95 = 1045.95 → 1046; (1046 + 900) ÷ 2 = 973.
  assert.deepEqual(amounts({ approach: 'market', comparables }), [1046n, 900n, 973n]);
});

test('the income approach discounts the data’s part of each year', () => {
  const inputs = {
    approach: 'income',
    yearlyMinor: ['100000', '110000'],
    shareBasisPoints: 3000,
    discountBasisPoints: 1000,
  } as const;
  // 30000 ÷ 1.1 = 27272.73; 33000 ÷ 1.21 = 27272.73.
  assert.deepEqual(amounts(inputs), [27273n, 27273n, 54546n]);
});

test('nobody signs a value that its inputs do not come to', () => {
  const body = {
    product: '01937f00-0000-7000-8000-00000000ba02',
    version: 'a'.repeat(64),
    inputs: { approach: 'income', yearlyMinor: ['100'], shareBasisPoints: 10000, discountBasisPoints: 0 },
    assumptions: ['The firms keep reporting.'],
    amountMinor: '100',
    currency: 'CNY',
  };
  assert.ok(lifeSchemas.valuation.safeParse(body).success);
  assert.ok(!lifeSchemas.valuation.safeParse({ ...body, amountMinor: '101' }).success);
});
