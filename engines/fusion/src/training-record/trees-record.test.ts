import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, type Json } from '@finharbor/kernel';
import { boostTogether, inventedRows } from '../boosting/testing.ts';
import { readTreesTrainingRecord, type TreesRecordInput, treesTrainingRecord } from './trees-record.ts';

const { plan, rows } = inventedRows({
  ...{ count: 600, trees: 1, depth: 2, bins: [3, 4] },
  ...{ importanceTo: 'label_holder', treesTo: 'label_holder' },
});
const grown = await boostTogether({ plan, rows });

const input = (party: string): TreesRecordInput => ({
  ...{ plan, boosted: grown.get(party)! },
  data: plan.parties.map((name) => ({ party: name, rows: 600, commitment: 'ab'.repeat(32) })),
  labels: { a: { a0: ['≤ 5', '≤ 9', '> 9'] } },
  ...{ startedAtMs: 1_800_000_000_000, endedAtMs: 1_800_000_004_000, versions: { fusion: '0.1.0' } },
});

const subject = (name: string, of = treesTrainingRecord(input('a'))): unknown =>
  of.entries.find((entry) => entry.subject === name)!.content;

test('a real boosting gives a record that reads back, and the same one from the same input', () => {
  const record = treesTrainingRecord(input('a'));
  const text = canonicalJson(record as unknown as Json);
  assert.deepEqual(readTreesTrainingRecord(JSON.parse(text)), record);
  assert.equal(canonicalJson(treesTrainingRecord(input('a')) as unknown as Json), text);
  assert.notEqual(treesTrainingRecord({ ...input('a'), brier: 0.1 }).digest, record.digest);
  for (const { heading, clause } of record.entries) {
    assert.match(clause, /^[6-9]/);
    assert.match(heading.zh, /\p{Script=Han}/u);
    assert.doesNotMatch(heading.en, /\p{Script=Han}/u);
  }
});

test('a record altered anywhere is refused', () => {
  const record = treesTrainingRecord(input('a'));
  const { kind: _, ...noKind } = record;
  const wrongs = [
    { ...record, model: 'other' },
    { ...record, note: '' },
    { ...record, entries: record.entries.slice(1) },
    noKind,
    null,
  ];
  for (const wrong of wrongs)
    assert.throws(() => readTreesTrainingRecord(wrong), { code: 'fusion.bad_record' });
});

test('it says what was opened to its writer, and null for what was not', () => {
  const { figures, plainTrees, importance } = grown.get('a')!;
  assert.deepEqual(subject('accuracy'), { heldOut: figures, psi: null, brier: null });
  assert.deepEqual(subject('trees'), { trees: plainTrees });
  const { features } = subject('features') as { features: { feature: string; labels?: string[] }[] };
  assert.deepEqual(
    features.map(({ feature }) => feature),
    importance!.map(({ feature }) => feature),
  );
  assert.deepEqual(features[0]!.labels, ['≤ 5', '≤ 9', '> 9']);
  const others = treesTrainingRecord(input('b'));
  assert.deepEqual(subject('trees', others), { trees: null });
  assert.deepEqual(subject('accuracy', others), { heldOut: null, psi: null, brier: null });
  const told = subject('features', others) as { features: { importance: unknown }[] };
  assert.ok(told.features.every((feature) => feature.importance === null));
});
