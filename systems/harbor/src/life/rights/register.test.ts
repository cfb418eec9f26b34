import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RegistrationKind } from './kinds.ts';
import { mayRegister } from './may-register.ts';
import { mayOperate, rightsRegister } from './register.ts';
import { dayMs, History } from './testing.ts';

const registry = 'hub';
const registerOf = (history: History) => rightsRegister(history.file, { registry, nowMs: history.nowMs });
const statesOf = (history: History) => registerOf(history).map(({ state }) => state);
const asks = (history: History, party: string, [kind, certificate]: readonly [RegistrationKind, string]) =>
  mayRegister(registerOf(history), { kind, party, certificate }, { registry, nowMs: history.nowMs });

test('a certificate has effect when its notice is over and every objection has been dismissed', () => {
  const history = new History();
  const asked = history.register('tax', 'initial');
  assert.deepEqual(statesOf(history), ['submitted']);
  const certificate = history.certify(asked.id, { noticeDays: 10 });
  assert.deepEqual(statesOf(history), ['on_notice']);
  assert.equal(asks(history, 'tax', ['objection', certificate]), 'rights.own_entry');
  assert.equal(asks(history, 'bank', ['objection', certificate]), undefined);
  const objection = history.register('bank', 'objection', { certificate });
  history.nowMs += 11 * dayMs;
  assert.deepEqual(statesOf(history), ['contested']);
  assert.equal(mayOperate(registerOf(history), 'tax'), false);
  assert.equal(asks(history, 'social', ['objection', certificate]), 'rights.wrong_state');
  history.decide(objection.id, 'dismissed', 'bank');
  assert.deepEqual(statesOf(history), ['contested']);
  history.decide(objection.id, 'dismissed');
  assert.deepEqual(statesOf(history), ['in_force']);
  assert.equal(mayOperate(registerOf(history), 'tax'), true);
});

test('an objection is in time by when the registry recorded it, whatever date its issuer gave it', () => {
  for (const { recordedDay, dated, state } of [
    { recordedDay: 11, dated: 1, state: 'in_force' },
    { recordedDay: 9, dated: 30, state: 'contested' },
  ] as const) {
    const history = new History();
    const startMs = history.nowMs;
    const certificate = history.certify(history.register('tax', 'initial').id, { noticeDays: 10 });
    history.nowMs = startMs + recordedDay * dayMs;
    history.objectDated('bank', certificate, startMs + dated * dayMs);
    history.nowMs = startMs + 12 * dayMs;
    assert.deepEqual(statesOf(history), [state]);
  }
});

test('an objection that the registry has not recorded, or that somebody else has, holds nothing up', () => {
  const history = new History();
  const certificate = history.certify(history.register('tax', 'initial').id, { noticeDays: 10 });
  history.register('bank', 'objection', { certificate });
  assert.equal(registerOf(history)[0]!.objections.length, 1);
  const [record] = history.records.splice(0);
  assert.equal(registerOf(history)[0]!.objections.length, 0);
  history.records.push({ ...record!, issuer: 'bank' });
  assert.equal(registerOf(history)[0]!.objections.length, 0);
});

test('an upheld objection rejects the entry, and the holder may ask anew', () => {
  const history = new History();
  const certificate = history.certify(history.register('tax', 'initial').id, { noticeDays: 10 });
  history.decide(history.register('bank', 'objection', { certificate }).id, 'upheld');
  assert.deepEqual(statesOf(history), ['rejected']);
  assert.equal(
    mayRegister(
      registerOf(history),
      { kind: 'initial', party: 'tax', certificate: null },
      { registry, nowMs: history.nowMs },
    ),
    undefined,
  );
});

test('a transfer takes the right to list from one party and gives it to another', () => {
  const history = new History();
  const first = history.certify(history.register('tax', 'initial').id);
  const asked = history.register('tax', 'transfer', { certificate: first, to: 'social' });
  history.nowMs += 1;
  assert.equal(mayOperate(registerOf(history), 'tax'), true);
  const second = history.certify(asked.id);
  assert.deepEqual(statesOf(history), ['replaced', 'in_force']);
  assert.deepEqual(
    ['tax', 'social'].map((party) => mayOperate(registerOf(history), party)),
    [false, true],
  );
  assert.equal(asks(history, 'tax', ['licence', first]), 'rights.wrong_state');
  assert.equal(asks(history, 'tax', ['licence', second]), 'rights.not_owner');
});

test('of two transfers of one certificate the one certified first counts', () => {
  const history = new History();
  const first = history.certify(history.register('tax', 'initial').id);
  const toBank = history.register('tax', 'transfer', { certificate: first, to: 'bank' });
  const toSocial = history.register('tax', 'transfer', { certificate: first, to: 'social' });
  history.nowMs += 1;
  history.certify(toSocial.id);
  history.nowMs += 1;
  history.certify(toBank.id);
  assert.deepEqual(
    ['tax', 'bank', 'social'].map((party) => mayOperate(registerOf(history), party)),
    [false, false, true],
  );
});

test('a licence lets its receiver list, outlives a transfer, and ends with the certificate', () => {
  const history = new History();
  const first = history.certify(history.register('tax', 'initial').id);
  const licence = history.register('tax', 'licence', {
    certificate: first,
    to: 'bank',
    rights: ['process', 'operate'],
  });
  history.certify(licence.id);
  const moved = history.certify(history.register('tax', 'transfer', { certificate: first, to: 'social' }).id);
  assert.equal(mayOperate(registerOf(history), 'bank'), true);
  history.certify(history.register('social', 'deregistration', { certificate: moved }).id);
  assert.deepEqual(
    ['tax', 'bank', 'social'].map((party) => mayOperate(registerOf(history), party)),
    [false, false, false],
  );
});

test('nobody gives away what it does not have', () => {
  const history = new History();
  const first = history.certify(history.register('tax', 'initial', { rights: ['hold', 'process'] }).id);
  const more = history.register('tax', 'licence', { certificate: first, to: 'bank', rights: ['operate'] });
  const stolen = history.register('bank', 'transfer', { certificate: first, to: 'bank', rights: ['hold'] });
  for (const { id } of [more, stolen]) history.certify(id);
  assert.deepEqual(statesOf(history), ['in_force', 'void', 'void']);
});

test('a revocation is the registry’s, and ends what had effect', () => {
  const history = new History();
  const certificate = history.certify(history.register('tax', 'initial').id);
  history.register('bank', 'revocation', { certificate });
  assert.deepEqual(statesOf(history), ['in_force']);
  assert.equal(asks(history, 'bank', ['revocation', certificate]), 'rights.registry_only');
  history.register(registry, 'revocation', { certificate });
  assert.deepEqual(statesOf(history), ['ended']);
});

test('a revocation or an objection that the registry certifies gives nobody a title', () => {
  const history = new History();
  const first = history.certify(history.register(registry, 'initial').id);
  for (const kind of ['revocation', 'objection'] as const) {
    const certificate = history.certify(history.register(registry, kind, { certificate: first }).id);
    assert.equal(asks(history, registry, ['change', certificate]), 'rights.no_certificate');
    history.register(registry, 'change', { certificate, rights: [] });
    assert.equal(statesOf(history).at(-1), 'void');
  }
});
