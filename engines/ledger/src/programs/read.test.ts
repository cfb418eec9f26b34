import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FinharborError, Json } from '@finharbor/kernel';
import { parseProgramEvent, parseProgramState, programEventJson } from './read.ts';

const pay: { readonly [key: string]: Json } = {
  kind: 'pay',
  id: 'a7',
  atMs: '2027-03-01T02:00:00Z',
  by: 'wang',
  release: 'lesson',
  account: '340282366920938463463374607431768211454',
  amount: '20000',
  groups: ['family'],
};

const pointersOf = (run: () => unknown): readonly string[] => {
  try {
    run();
  } catch (error) {
    return (error as FinharborError).fields.map(({ pointer }) => pointer);
  }
  return [];
};

test('an event is read and written again as the same JSON', () => {
  const event = parseProgramEvent(pay);
  assert.equal(event.kind === 'pay' && event.account, 2n ** 128n - 2n);
  assert.deepEqual(programEventJson(event), pay);
});

test('an event names every field that is wrong', () => {
  const wrong = { ...pay, amount: '-1', account: '0', groups: ['a b'], release: '__proto__', now: true };
  assert.deepEqual(
    pointersOf(() => parseProgramEvent(wrong)),
    ['/release', '/account', '/amount', '/groups/0', '/now'],
  );
  assert.deepEqual(
    pointersOf(() => parseProgramEvent({ ...pay, kind: 'steal' })),
    ['/kind'],
  );
});

test('a state names every field that is wrong', () => {
  const state = {
    kind: 'exchange',
    stage: 'held',
    step: -1,
    held: {},
    confirmed: {},
    approved: {},
    done: {},
  };
  assert.deepEqual(
    pointersOf(() => parseProgramState(state)),
    ['/step', '/stage'],
  );
});
