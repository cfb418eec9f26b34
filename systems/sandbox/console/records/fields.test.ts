import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bodyOf, filledFrom, wrongIn } from './fields.ts';

const owed = { cause: '故障', customers: '2', dueFen: '0.29', paidCustomers: '0', paidFen: '0' };

test('yuan become fen by their digits, and come back as they were', () => {
  const body = bodyOf('compensation', owed);
  assert.deepEqual(body, {
    ...{ kind: 'compensation', cause: '故障', customers: 2, dueFen: 29, paidCustomers: 0, paidFen: 0 },
  });
  assert.deepEqual(filledFrom(body), { ...owed, dueFen: '0.29', paidFen: '0.00' });
  assert.deepEqual(bodyOf('compensation', filledFrom(body)), body);
  assert.equal((bodyOf('compensation', { ...owed, dueFen: '4.1' }) as { dueFen: number }).dueFen, 410);
});

test('what cannot be sent is named', () => {
  assert.deepEqual(wrongIn('compensation', owed), []);
  assert.deepEqual(wrongIn('compensation', { ...owed, dueFen: '1.234', customers: '-1', cause: ' ' }), [
    ...['cause', 'customers', 'dueFen'],
  ]);
  assert.ok(wrongIn('model', { checksum: 'AB'.repeat(32) }).includes('checksum'));
});
