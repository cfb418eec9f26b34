import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FinharborError } from '@finharbor/kernel';
import { checkAccountFilter, checkQueryFilter } from './check-filter.ts';
import { accountFilterFlags } from './query.ts';

const pointersOf = (run: () => void): readonly string[] => {
  try {
    run();
  } catch (error) {
    assert.equal((error as FinharborError).code, 'ledger.bad_filter');
    return (error as FinharborError).fields.map(({ pointer }) => pointer);
  }
  return [];
};

test('a filter names every field that cannot be', () => {
  const { debits, credits, reversed } = accountFilterFlags;
  const account = { accountId: 1n, limit: 10, flags: debits | credits | reversed };
  assert.deepEqual(
    pointersOf(() => checkAccountFilter(account)),
    [],
  );
  assert.deepEqual(
    pointersOf(() => checkAccountFilter({ ...account, flags: reversed })),
    ['/flags'],
  );
  assert.deepEqual(
    pointersOf(() => checkAccountFilter({ accountId: 0n, limit: 0, flags: 8 })),
    ['/accountId', '/flags', '/limit'],
  );
  const wrong = { limit: 8_191, userData64: 2n ** 64n, code: 1.5, ledger: -1, flags: 2 };
  assert.deepEqual(
    pointersOf(() => checkQueryFilter(wrong)),
    ['/flags', '/ledger', '/userData64', '/code', '/limit'],
  );
  assert.deepEqual(
    pointersOf(() => checkQueryFilter({ limit: 1, timestampMin: 5n, timestampMax: 4n })),
    ['/timestampMax'],
  );
  assert.deepEqual(
    pointersOf(() => checkQueryFilter({ limit: 8_190, timestampMin: 5n, ledger: 0 })),
    [],
  );
});
