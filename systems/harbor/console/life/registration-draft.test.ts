import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstRegistration, readRegistration, registrationOf } from './registration-draft.ts';

const held = {
  kinds: ['licence', 'transfer', 'change', 'deregistration'],
  certificates: [{ id: 'a', label: 'No. 1' }],
} as const;

test('a kept registration comes back, unless what it is about cannot be asked for any more', () => {
  const draft = { ...firstRegistration(held), to: 'bank' };
  assert.deepEqual(readRegistration(structuredClone(draft), held), draft);
  assert.equal(readRegistration(draft, { ...held, kinds: ['initial'] }), undefined);
  assert.equal(readRegistration(draft, { ...held, certificates: [] }), undefined);
  assert.equal(readRegistration({ ...draft, rights: ['own'] }, held), undefined);
});

test('what a kind of entry does not have is not sent along', () => {
  const draft = { ...firstRegistration(held), to: 'bank' };
  assert.deepEqual(registrationOf(draft), draft);
  const ended = registrationOf({ ...draft, kind: 'deregistration' });
  assert.deepEqual([ended.rights, ended.to, ended.certificate], [[], null, 'a']);
  assert.equal(registrationOf({ ...draft, kind: 'initial' }).certificate, null);
});
