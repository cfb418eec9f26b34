import assert from 'node:assert/strict';
import { test } from 'node:test';
import { firstDraft, readDraft } from './draft.ts';

const kept = (draft: object): unknown => JSON.parse(JSON.stringify(draft));

test('a draft comes back as it was kept, with the consent once it is signed', () => {
  const draft = { ...firstDraft({ Staff: 12, State: 'CA' }), step: 2, amount: '250000' };
  assert.deepEqual(draft.columns, { Staff: '12', State: 'CA' });
  assert.deepEqual(readDraft(kept(draft)), draft);
  const signed = { ...draft, consent: 'a'.repeat(64) };
  assert.deepEqual(readDraft(kept(signed)), signed);
});

test('a step that is none, or a form that is not known, is no draft', () => {
  const draft = firstDraft({});
  for (const found of [null, {}, { ...draft, step: 4 }, { ...draft, step: 0.5 }, { ...draft, else: 1 }])
    assert.equal(readDraft(found === null ? null : kept(found)), undefined);
});
