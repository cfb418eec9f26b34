import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findingPoints } from '@finharbor/harbor/contract';
import { assessmentOf, factsOf, firstDraft, missingIn, readDraft, type TransferDraft } from './draft.ts';

const filled: TransferDraft = {
  important: false,
  criticalOperator: false,
  exemption: 'none',
  personal: 0,
  sensitive: 9,
  findings: findingPoints.map((point) => ({ point, isAdequate: point !== 'leak', note: ' Seen ' })),
  filed: 'certification',
  number: ' PIP-1 ',
  until: '2027-03-31',
};

test('a new form misses every answer, in its order, and no path is shown yet', () => {
  assert.deepEqual(missingIn(firstDraft), [
    'important',
    'criticalOperator',
    'personal',
    'sensitive',
    ...findingPoints.flatMap((point) => [`adequate-${point}`, `note-${point}`]),
  ]);
  assert.equal(factsOf(firstDraft), undefined);
});

test('nothing is an answer too, and what was filed needs its number and its day', () => {
  assert.deepEqual(missingIn({ ...filled, sensitive: 0 }), []);
  assert.deepEqual(missingIn({ ...filled, number: ' ', until: undefined }), ['number', 'until']);
  assert.deepEqual(missingIn({ ...filled, filed: 'none', number: '', until: undefined }), []);
});

test('what is signed is what was filled in, to the end of the last day in Shanghai', () => {
  const { facts, findings, filing } = assessmentOf(filled);
  assert.deepEqual(facts, {
    important: false,
    criticalOperator: false,
    exemption: 'none',
    personal: 0,
    sensitive: 9,
  });
  assert.deepEqual(
    findings.filter(({ isAdequate }) => !isAdequate),
    [{ point: 'leak', isAdequate: false, note: 'Seen' }],
  );
  assert.deepEqual(filing, { kind: 'certification', number: 'PIP-1', validUntil: '2027-03-31T15:59:59Z' });
  assert.equal(assessmentOf({ ...filled, filed: 'none' }).filing, null);
});

test('a kept draft comes back half filled in, and one in another form does not', () => {
  assert.deepEqual(readDraft(JSON.parse(JSON.stringify(firstDraft))), firstDraft);
  assert.deepEqual(readDraft(JSON.parse(JSON.stringify(filled))), filled);
  assert.equal(readDraft({ ...firstDraft, findings: [] }), undefined);
  assert.equal(readDraft({ ...firstDraft, other: 1 }), undefined);
});
