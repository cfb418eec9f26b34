import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readTraining, type TrainingDraft } from './training-draft.ts';

const columns = ['default', 'amount', 'year', 'prior'].map((name) => ({ name }));
const there = { contracts: ['c1'], datasets: [{ id: 'd1', columns }] };
const draft: TrainingDraft = {
  contract: 'c1',
  data: {
    product: 'd1',
    fields: [{ name: 'amount', kind: 'numeric', title: { en: 'Amount', zh: '金额' } }],
    label: 'default',
    foldKey: '',
    foldSeed: 'fold',
    folds: 7,
    period: 'year',
    outOfTimeFrom: 2005,
    options: { offset: 'prior', classWeights: 'balanced', opened: 'consumer' },
  },
};
const kept = (change: object = {}): unknown => JSON.parse(JSON.stringify({ ...draft, ...change }));

test('a training comes back as it was filled in', () => {
  assert.deepEqual(readTraining(kept(), there), draft);
});

test('not when its contract, its data set or one of its columns is gone, nor what no page can have kept', () => {
  assert.equal(readTraining(kept({ contract: 'c2' }), there), undefined);
  assert.equal(readTraining(kept(), { ...there, datasets: [] }), undefined);
  for (const { name } of columns) {
    const left = { id: 'd1', columns: columns.filter((column) => column.name !== name) };
    assert.equal(readTraining(kept(), { ...there, datasets: [left] }), undefined, name);
  }
  assert.equal(readTraining(kept({ data: { ...draft.data, folds: 'many' } }), there), undefined);
  assert.equal(readTraining(kept({ data: { ...draft.data, options: { ridge: 0 } } }), there), undefined);
});
