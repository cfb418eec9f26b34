import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changedOptions, openingsUnder, withinContract } from './options.ts';

const contract = (value?: string) => ({
  body: {
    constraints:
      value === undefined
        ? []
        : [{ name: 'points_opened', operator: 'eq', value, enforcement: 'enforced' } as const],
  },
});

test('an option that is taken back is gone, and stands in no request', () => {
  const options = changedOptions({ ridge: 4, opened: 'all' }, { ridge: undefined, offset: 'prior' });
  assert.deepEqual(Object.entries(options), [
    ['opened', 'all'],
    ['offset', 'prior'],
  ]);
});

test('a contract offers the openings up to its own, one that says nothing of them none; a choice beyond falls back', () => {
  assert.deepEqual(openingsUnder(contract()), ['nobody']);
  assert.deepEqual(openingsUnder(contract('consumer')), ['nobody', 'consumer']);
  assert.deepEqual(openingsUnder(contract('all')), ['nobody', 'consumer', 'all']);
  const options = { ridge: 4, opened: 'all' } as const;
  assert.deepEqual(withinContract(options, contract('consumer')), { ridge: 4 });
  assert.equal(withinContract(options, contract('all')), options);
});
