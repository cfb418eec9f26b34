import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Application, decide, type LoanTerms } from './domain.ts';

const reasons = [
  { en: 'a', zh: '甲' },
  { en: 'b', zh: '乙' },
  { en: 'c', zh: '丙' },
];
const terms: LoanTerms = {
  title: { en: 'Loan', zh: '贷款' },
  currency: 'CNY',
  mostAmount: '500000.00',
  cutOffPoints: 450,
  rates: [
    { fromPoints: 540, rateBp: 480 },
    { fromPoints: 450, rateBp: 780 },
    { fromPoints: 500, rateBp: 620 },
  ],
  promisedDays: 3,
  scoringContract: 'c'.repeat(64),
  model: '01937f00-0000-7000-8000-000000000001',
};
const application: Application = {
  application: '01937f00-0000-7000-8000-000000000002',
  product: '01937f00-0000-7000-8000-000000000003',
  uscc: '91000000XQ783ADD8X',
  amount: '200000.00',
  columns: {},
  consent: 'd'.repeat(64),
};

test('the cut-off itself is an offer, one step below it a refusal', () => {
  assert.equal(decide(terms, application, { points: 450, reasons }).kind, 'offered');
  assert.equal(decide(terms, application, { points: 445, reasons }).kind, 'refused');
});

test('every decision bears its reasons; an offer the rate of the highest band reached, a refusal the way to appeal', () => {
  fc.assert(
    fc.property(fc.integer({ min: 60, max: 200 }), (fives) => {
      const points = fives * 5;
      const decision = decide(terms, application, { points, reasons });
      assert.deepEqual(decision.reasons, reasons);
      if (decision.kind === 'refused') {
        assert.ok(points < terms.cutOffPoints && decision.appeal.en && decision.appeal.zh);
        return;
      }
      assert.equal(decision.rateBp, points >= 540 ? 480 : points >= 500 ? 620 : 780);
      assert.equal(decision.amount, application.amount);
    }),
  );
});
