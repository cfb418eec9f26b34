import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inputsOf } from './valuation-draft.ts';

const draft = { lines: '', first: 10, second: 85, assumptions: '' };

test('each approach reads its lines, in yuan and percent', () => {
  assert.deepEqual(inputsOf({ ...draft, approach: 'cost', lines: '采集，60000\nCleaning, 40000.5\n' }), {
    approach: 'cost',
    costs: [
      { title: '采集', amountMinor: '6000000' },
      { title: 'Cleaning', amountMinor: '4000050' },
    ],
    profitBasisPoints: 1000,
    conditionBasisPoints: 8500,
  });
  assert.deepEqual(inputsOf({ ...draft, approach: 'market', lines: 'Deal A, 1000, 110, 95.5' }), {
    approach: 'market',
    comparables: [{ title: 'Deal A', amountMinor: '100000', adjustments: [11000, 9550] }],
  });
  assert.deepEqual(inputsOf({ ...draft, approach: 'income', lines: '100\n110' }), {
    approach: 'income',
    yearlyMinor: ['10000', '11000'],
    shareBasisPoints: 1000,
    discountBasisPoints: 8500,
  });
});

test('what cannot be read is no valuation', () => {
  for (const lines of ['', 'Collection', 'Collection, many', ', 5', 'a, 1.234'])
    assert.equal(inputsOf({ ...draft, approach: 'cost', lines }), undefined);
  assert.equal(inputsOf({ ...draft, approach: 'income', lines: '5', first: undefined }), undefined);
});
