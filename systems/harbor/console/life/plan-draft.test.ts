import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftsOf, missingPlans, plansOf } from './plan-draft.ts';

test('plans that are published come back into the form as they were, to the fen', () => {
  const plans = [
    { plan: 'Trial', kind: 'free' },
    { plan: 'Each', kind: 'per_use', amountMinor: '1999', currency: 'CNY' },
    { plan: 'Odd', kind: 'subscription', amountMinor: '123456789012', currency: 'CNY' },
  ] as const;
  assert.deepEqual(plansOf(draftsOf(plans)), { plans });
  assert.deepEqual(plansOf([]), {});
});

test('a plan without a name, and a price without an amount, are missing', () => {
  const drafts = [
    { plan: ' ', kind: 'free', amount: undefined },
    { plan: 'Each', kind: 'per_result', amount: undefined },
  ] as const;
  assert.deepEqual(missingPlans(drafts), ['/plans-0-plan', '/plans-1-amount']);
});
