import assert from 'node:assert/strict';
import { test } from 'node:test';
import { statusWords, transferStatuses } from './status-words.ts';

// That none is missing, the type says: it names every status of the ledger.
test('every status of a transfer is told in both languages, and no two alike', () => {
  assert.ok(transferStatuses.length > 50);
  for (const language of ['en', 'zh'] as const) {
    const said = transferStatuses.map((status) => statusWords[status][language]);
    assert.equal(new Set(said).size, said.length, language);
    assert.ok(said.every((words) => /\p{Script=Han}/u.test(words) === (language === 'zh')));
  }
});
