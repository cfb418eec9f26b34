import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseUscc } from '@finharbor/kernel';
import { type Holder, loansFile, readLoans } from './loans.ts';
import { demoPeople } from './people.ts';

test('the hub’s people are the operator’s own and owners of firms that all three parties hold', () => {
  const people = demoPeople({ party: 'hub' });
  const owners = people.filter(({ firm }) => firm !== null);
  assert.deepEqual(
    people.map(({ login }) => login),
    [
      'operator',
      'bureau',
      'bureau-b',
      'owner-a',
      'owner-b',
      'owner-c',
      'teller',
      'resident-a',
      'resident-b',
      'supervisor',
      'regulator-hk',
      'cashier-a',
    ],
  );
  const loans = readLoans(loansFile);
  const outcomes = owners.map(({ party, roles, firm }) => {
    assert.equal(party, `firm:${parseUscc(firm!.uscc)}`);
    assert.deepEqual(roles, ['owner']);
    const loan = loans.find(({ uscc }) => uscc === firm!.uscc)!;
    for (const holder of ['bank', 'tax', 'social'] as const) assert.ok(loan.heldBy[holder]);
    return loan.chargedOff;
  });
  assert.deepEqual(outcomes, [false, true, false]);
});

test('an owner states what the firm knows: nothing of how the loan ended', () => {
  for (const { firm } of demoPeople({ party: 'hub' })) {
    const stated = Object.keys(firm?.prefill ?? {});
    if (firm) assert.ok(stated.length > 0);
    for (const hidden of ['ChargedOff', 'LoanNr', 'FiscalYear']) assert.ok(!stated.includes(hidden));
  }
});

test('every party has an administrator, and whoever it needs for the main job', () => {
  const logins = (party: Holder) => demoPeople({ party }).map(({ login }) => login);
  assert.deepEqual(logins('bank'), ['analyst', 'approver', 'admin']);
  for (const party of ['tax', 'social'] as const)
    assert.deepEqual(logins(party), ['steward', 'approver', 'admin']);
});
