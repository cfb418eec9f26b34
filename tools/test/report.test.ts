import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TestEvent } from './events.ts';
import { createReport, type Report } from './report.ts';

const passed: TestEvent = { name: 'good', outcome: 'passed', detail: '' };
const failed: TestEvent = { name: 'bad', outcome: 'failed', detail: 'Error: the reason' };
const skipped: TestEvent = { name: 'out', outcome: 'skipped', detail: 'no network' };

function report(fill: (report: Report) => void): {
  readonly lines: readonly string[];
  readonly code: number;
} {
  const lines: string[] = [];
  const made = createReport((line) => lines.push(...line.split('\n')));
  fill(made);
  const code = made.close(61);
  return { lines, code };
}

test('the last line counts tests and checks, and skipped ones only where there are any', () => {
  const all = report(({ check, file }) => {
    check('types', { passed: true, output: '', seconds: 1 });
    file({ file: 'a.test.ts', seconds: 1, tests: [passed, passed, skipped], output: '' });
  });
  assert.equal(all.lines.at(-1), '3 passed, 0 failed, 1 skipped');
  assert.equal(all.code, 0);
  assert.ok(all.lines.includes('     skipped: out (no network)'));
  const one = report(({ check }) => check('types', { passed: true, output: '', seconds: 1 }));
  assert.equal(one.lines.at(-1), '1 passed, 0 failed');
});

test('a failed check, a failed test and a fault each count and are shown before the tally', () => {
  const { lines, code } = report(({ check, file, fault }) => {
    check('types', { passed: false, output: 'a.ts(1,1): wrong', seconds: 1 });
    file({ file: 'a.test.ts', seconds: 1, tests: [passed, failed], output: 'seed 7' });
    fault('database', new Error('no server'));
  });
  assert.equal(lines.at(-1), '1 passed, 3 failed');
  assert.equal(code, 1);
  const shown = lines.slice(lines.indexOf('== Failures')).join('\n');
  for (const part of ['a.ts(1,1): wrong', 'a.test.ts › bad', 'Error: the reason', 'seed 7', 'no server'])
    assert.ok(shown.includes(part), part);
});

test('a run in which nothing passed and nothing failed is a failure', () => {
  assert.equal(report(() => {}).code, 1);
});

test('the ten slowest files are listed, slowest first', () => {
  const { lines } = report(({ file }) => {
    for (let seconds = 1; seconds <= 12; seconds += 1)
      file({ file: `${seconds}.test.ts`, seconds, tests: [passed], output: '' });
  });
  const list = lines.slice(lines.indexOf('== Slowest files') + 1).filter((line) => line.endsWith('.test.ts'));
  assert.equal(list.length, 10);
  assert.match(list[0] ?? '', /12\.0 s {2}12\.test\.ts/);
});
