import assert from 'node:assert/strict';
import { test } from 'node:test';
import { usageTables, writtenTables } from './usage-control.ts';

test('docs/usage-control.md tells exactly the operands, actions and purposes that the evaluator knows', () => {
  assert.equal(writtenTables(), usageTables());
});
