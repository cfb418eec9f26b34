import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compiler } from './typeset.ts';

test('the compiler reads its own folder and nothing else, and fetches nothing', () => {
  const reads = (source: string): boolean => compiler().compile({ mainFileContent: source }).result !== null;
  assert.equal(reads('#read("paper.typ").len()'), true);
  for (const source of [
    '#read("/etc/passwd")',
    '#read("../package.json")',
    '#read("/../package.json")',
    '#read("../../../package.json")',
    '#import "@preview/example:0.1.0": *',
    '#image("http://127.0.0.1/x.png")',
  ])
    assert.equal(reads(source), false, source);
});
