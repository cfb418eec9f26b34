import assert from 'node:assert/strict';
import { test } from 'node:test';
import { actorOf, fourEyes } from './four-eyes.ts';

const alone = (account: string) => ({ account, onBehalfOf: [] });
const forOther = (account: string, ...onBehalfOf: string[]) => ({ account, onBehalfOf });

test('nobody approves what they asked for, also not through whom they lent the role to', () => {
  assert.deepEqual(fourEyes(alone('a'), alone('b')), { kind: 'allowed' });
  assert.deepEqual(fourEyes(alone('a'), alone('a')), { kind: 'refused', because: 'same_person' });
  assert.deepEqual(fourEyes(alone('a'), forOther('b', 'a')), { kind: 'refused', because: 'for_requester' });
  assert.deepEqual(fourEyes(forOther('a', 'b'), alone('b')), {
    kind: 'refused',
    because: 'requested_for_approver',
  });
  assert.deepEqual(fourEyes(forOther('a', 'c'), forOther('b', 'c')), {
    kind: 'refused',
    because: 'requested_for_approver',
  });
  assert.deepEqual(fourEyes(forOther('a', 'c'), forOther('b', 'd')), { kind: 'allowed' });
});

test('a caller acts for whoever lent the role it acts in, and for nobody in a role of its own', () => {
  const caller = {
    kind: 'account',
    account: 'b',
    login: 'b',
    session: 's',
    party: 'bank',
    roles: ['analyst', 'approver'],
    provenAtMs: 0,
    delegated: [{ role: 'approver', by: 'a', byLogin: 'a' }],
  } as const;
  assert.deepEqual(actorOf(caller, 'approver'), forOther('b', 'a'));
  assert.deepEqual(actorOf(caller, 'analyst'), alone('b'));
});
