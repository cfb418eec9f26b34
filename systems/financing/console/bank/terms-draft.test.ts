import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { LoanTerms } from '@finharbor/financing/contract';
import { readTerms } from './terms-draft.ts';

const text = { en: 'Text', zh: '文字' };
const model = (id: string) => ({
  id,
  trainedAtMs: 1,
  columns: [{ name: id, title: text, kind: 'numeric' as const, options: [] }],
});
const basis = {
  models: [model('first'), model('second')],
  contracts: [
    { id: 'one', purpose: text },
    { id: 'two', purpose: text },
  ],
};
const first: LoanTerms = {
  title: text,
  currency: 'CNY',
  mostAmount: '1.00',
  cutOffPoints: 450,
  rates: [{ fromPoints: 450, rateBp: 720 }],
  promisedDays: 3,
  scoringContract: 'one',
  model: 'first',
  asks: model('first').columns,
};
const kept = (terms: LoanTerms): unknown => JSON.parse(JSON.stringify(terms));

test('a draft half filled in comes back as it was left', () => {
  const begun = { ...first, mostAmount: '', model: 'second', scoringContract: 'two', promisedDays: 9 };
  assert.deepEqual(readTerms(kept(begun), basis, first), { ...begun, asks: model('second').columns });
});

test('a model or a contract that is gone gives way, and what was typed stays', () => {
  const begun = { ...first, mostAmount: '7.00', model: 'gone', scoringContract: 'gone' };
  assert.deepEqual(readTerms(kept(begun), basis, first), { ...first, mostAmount: '7.00' });
});

test('what another version of the form has kept is no draft', () => {
  for (const found of [null, 'text', {}, { ...(kept(first) as object), colour: 'red' }])
    assert.equal(readTerms(found, basis, first), undefined);
});
