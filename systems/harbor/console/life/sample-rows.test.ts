import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sampleRows } from './sample-rows.ts';

test('pasted rows keep codes as text, numbers as numbers, and empty cells empty', async () => {
  const fields = [
    { name: 'Code', kind: 'category' },
    { name: 'Jobs', kind: 'numeric' },
  ] as const;
  assert.deepEqual(await sampleRows('Code,Jobs\n"007, a",12.5\n,n/a\n', fields), [
    { Code: '007, a', Jobs: 12.5 },
    { Code: null, Jobs: 'n/a' },
  ]);
});
