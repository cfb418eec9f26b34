import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readVerdict, table } from './verdict.ts';

const ended = (outcome: string, name: string): string => `[2026-11-26T22:04:02.93] ${outcome}: ${name}`;
const sums = (passed: number, failed: number): readonly string[] => [
  `[2026-11-26T22:04:36.54] Passed tests: ${passed}`,
  `[2026-11-26T22:04:36.54] Failed tests: ${failed}`,
];

test('only a run that printed 65 passed and 0 failed is complete', () => {
  assert.equal(readVerdict(sums(65, 0)).isComplete, true);
  for (const lines of [sums(64, 1), sums(64, 0), sums(66, 0), sums(65, 1), sums(65, 0).slice(0, 1), []])
    assert.equal(readVerdict(lines).isComplete, false, lines.join(' '));
});

test('a kit that ended before its sums has none, whatever its tests did', () => {
  const { passed, failed, isComplete } = readVerdict(Array(65).fill(ended('SUCCESSFUL', 'MET:01-01')));
  assert.deepEqual(
    { passed, failed, isComplete },
    { passed: undefined, failed: undefined, isComplete: false },
  );
});

test('the table has each group once, and names the tests that did not pass', () => {
  const verdict = readVerdict([
    ended('SUCCESSFUL', 'CN_C:02-01'),
    ended('FAILED', 'CN:01-02'),
    ended('SUCCESSFUL', 'CN:01-01'),
    ended('ABORTED', 'CN:01-03'),
    '[2026-11-26T22:04:02.93] Started: CN:01-04: Verify contract request, provider agreement',
  ]);
  assert.deepEqual(table(verdict), [
    '  CN:01      1 of 3   failed: CN:01-02, CN:01-03',
    '  CN_C:02    1 of 1',
  ]);
});

test('what the kit says of its failures is kept, without times and empty lines', () => {
  const { failures } = readVerdict([
    ...sums(64, 1),
    '[2026-11-26T22:04:04.49] Failures:',
    '[2026-11-26T22:04:04.49] ',
    '   ■ org.eclipse.Catalog01Test.cat_01_02',
    '[2026-11-26T22:04:04.49]      [CAT:01-02: Verify dataset request]',
    '[2026-11-26T22:04:04.49] Test run complete',
  ]);
  assert.deepEqual(failures, [
    '■ org.eclipse.Catalog01Test.cat_01_02',
    '[CAT:01-02: Verify dataset request]',
  ]);
});
