import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyBody } from '@finharbor/kernel/contract';
import type { Access, Caller, Route } from '@finharbor/kernel/http';
import { authorize, proofValidMs } from './authorize.ts';
import { policyOf } from './matrix.ts';

const nowMs = 1_795_248_000_000;

function route(access: Access, more: Partial<Route> = {}): Route {
  return {
    method: 'POST',
    path: '/savings/:id',
    summary: { en: 'Save', zh: '储蓄' },
    tags: ['savings'],
    responses: { 204: emptyBody() },
    errors: [],
    access,
    audit: 'savings.change',
    ...more,
  };
}

function person(roles: readonly string[], provenAgoMs = 0): Caller {
  const provenAtMs = nowMs - provenAgoMs;
  return { kind: 'account', account: 'a1', login: 'ann', session: 's', party: 'bank', roles, provenAtMs };
}

const outcome = (access: Access, caller: Caller, more: Partial<Route> = {}): unknown => {
  const decision = authorize(route(access, more), caller, nowMs);
  return decision.kind === 'allowed' ? decision.scope : decision.code;
};

test('what no grant names is refused', () => {
  const nobody: Caller = { kind: 'public' };
  const key: Caller = { kind: 'key', party: 'tax', key: 'k' as never };
  assert.equal(outcome(['officer'], nobody), 'access.unauthenticated');
  assert.equal(outcome(['officer'], person([])), 'access.forbidden');
  assert.equal(outcome(['officer'], key), 'access.forbidden');
  assert.equal(outcome([], key), 'access.forbidden');
  assert.equal(outcome('signed', person(['officer'])), 'access.forbidden');
  assert.equal(outcome('signed', nobody), 'access.unauthenticated');
});

test('a machine gets what is open to any account and to the roles of its key, not what is somebody’s own', () => {
  const machine: Caller = { ...(person(['officer']) as Extract<Caller, { kind: 'account' }>), service: true };
  assert.deepEqual(outcome(['officer'], machine), { kind: 'all' });
  assert.deepEqual(outcome([], machine), { kind: 'all' });
  assert.equal(outcome([{ role: '*', over: 'self' }], machine), 'access.forbidden');
});

test('a grant says over which objects; the widest of several counts', () => {
  const access: Access = [
    { role: '*', over: 'self' },
    { role: 'head', over: 'party' },
    { role: 'operator', over: 'all' },
  ];
  assert.deepEqual(outcome(access, person([])), { kind: 'self', party: 'bank', account: 'a1' });
  assert.deepEqual(outcome(access, person(['head'])), { kind: 'party', party: 'bank' });
  assert.deepEqual(outcome(access, person(['head', 'operator'])), { kind: 'all' });
  assert.deepEqual(outcome('signed', { kind: 'key', party: 'tax', key: 'k' as never }), {
    kind: 'party',
    party: 'tax',
  });
});

test('a fresh proof is asked for where the route says so, of those alone who may use it', () => {
  const stepUp = { stepUp: true };
  assert.deepEqual(outcome(['officer'], person(['officer'], proofValidMs), stepUp), { kind: 'all' });
  assert.equal(
    outcome(['officer'], person(['officer'], proofValidMs + 1), stepUp),
    'access.step_up_required',
  );
  assert.equal(outcome(['officer'], person(['clerk'], proofValidMs + 1), stepUp), 'access.forbidden');
});

test('people of a firm that nobody has verified get what says so, and nothing by their roles', () => {
  const unverified: Caller = {
    ...(person(['owner']) as Extract<Caller, { kind: 'account' }>),
    unverified: true,
  };
  const open = { openToUnverified: true };
  assert.deepEqual(outcome(['owner'], person(['owner'])), { kind: 'all' });
  assert.equal(outcome(['owner'], unverified), 'access.unverified');
  assert.equal(outcome([], unverified), 'access.unverified');
  assert.equal(outcome([{ role: '*', over: 'self' }], unverified), 'access.unverified');
  assert.deepEqual(outcome(['owner'], unverified, open), { kind: 'all' });
  assert.equal(outcome(['officer'], unverified, open), 'access.forbidden');
  assert.deepEqual(outcome('public', unverified), { kind: 'all' });
  assert.deepEqual(
    [route('public'), route([], open), route([])].map((one) => policyOf([one])[0]!.openToUnverified),
    [true, true, false],
  );
});

test('the matrix says of each route who may use it, over what, and what is written of it', () => {
  const [row] = policyOf([route(['head', { role: 'clerk', over: 'self' }], { stepUp: true })]);
  assert.deepEqual(row, {
    action: 'post-savings-id',
    title: { en: 'Save', zh: '储蓄' },
    object: 'savings',
    method: 'POST',
    path: '/savings/:id',
    open: 'accounts',
    grants: [
      { role: 'head', over: 'all' },
      { role: 'clerk', over: 'self' },
    ],
    audit: 'savings.change',
    stepUp: true,
    openToUnverified: false,
  });
  const [open] = policyOf([route([])]);
  assert.deepEqual(open!.grants, [{ role: '*', over: 'all' }]);
});
