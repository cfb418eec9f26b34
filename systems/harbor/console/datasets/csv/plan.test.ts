import assert from 'node:assert/strict';
import { test } from 'node:test';
import { suggestedMapping } from './mapping.ts';
import { readPlan } from './plan.ts';

const header = ['code', 'staff', 'branch'];
const mapping = { ...suggestedMapping(header, [['x', '1', 'A']]), uscc: 0 };
const plan = {
  name: 'Payroll',
  mapping: { ...mapping, columns: mapping.columns.filter(({ at }) => at !== 0) },
};
const kept = (): unknown => JSON.parse(JSON.stringify(plan));

test('a plan comes back for a file with the same columns in the same places', () => {
  assert.deepEqual(readPlan(kept(), header), plan);
});

test('for a file with other columns, or others in their places, it does not', () => {
  for (const other of [['code', 'staff'], ['code', 'branch', 'staff'], ['code', 'staff', 'branch', 'x'], []])
    assert.equal(readPlan(kept(), other), undefined, other.join());
});

test('what no page can have kept is no plan', () => {
  assert.equal(readPlan({ name: 'Payroll' }, header), undefined);
  assert.equal(readPlan({ ...plan, mapping: { uscc: 9, columns: [] } }, header), undefined);
  assert.equal(readPlan(null, header), undefined);
});
