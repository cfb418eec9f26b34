import assert from 'node:assert/strict';
import { test } from 'node:test';
import { canonicalJson, type Json } from '@finharbor/kernel';
import { partyOptions, smallRows, together } from '../scorecard/testing.ts';
import { trainParty } from '../scorecard/train.ts';
import { readTrainingRecord, type TrainingRecordInput, trainingRecord } from './record.ts';
import { populationStability } from './stability.ts';

const { plan, rows } = smallRows({ coefficientsTo: 'label_holder' });
const all = await together(plan, (mesh, dealer) =>
  trainParty(mesh, dealer, { ...partyOptions(), plan, rows: rows.get(mesh.self)! }),
);
const trained = all.get('bank')!;

const input: TrainingRecordInput = {
  ...{ plan, session: 'session-1', report: trained.report!, trained },
  data: plan.parties.map((party) => ({ party, rows: 80, commitment: 'ab'.repeat(32) })),
  labels: { bank: { f0: ['≤ 5', '> 5'] } },
  ...{ startedAtMs: 1_800_000_000_000, endedAtMs: 1_800_000_004_000, versions: { fusion: '0.1.0' } },
};

const subject = (name: string, of = trainingRecord(input)): unknown =>
  of.entries.find((entry) => entry.subject === name)!.content;

test('a real training gives a record that reads back, and the same one from the same input', () => {
  const record = trainingRecord(input);
  const text = canonicalJson(record as unknown as Json);
  assert.deepEqual(readTrainingRecord(JSON.parse(text)), record);
  assert.equal(canonicalJson(trainingRecord(input) as unknown as Json), text);
  assert.notEqual(trainingRecord({ ...input, brier: 0.1 }).digest, record.digest);
  for (const { heading, clause } of record.entries) {
    assert.match(clause, /^[6-9]/);
    assert.match(heading.zh, /\p{Script=Han}/u);
    assert.doesNotMatch(heading.en, /\p{Script=Han}/u);
  }
});

test('a record altered anywhere is refused', () => {
  const record = trainingRecord(input);
  const altered = { ...record, model: 'session-2' };
  const extra = { ...record, note: '' };
  for (const wrong of [altered, extra, { ...record, entries: record.entries.slice(1) }, null])
    assert.throws(() => readTrainingRecord(wrong), { code: 'fusion.bad_record' });
});

test('it says what the training measured, and null for what it did not', () => {
  const accuracy = subject('accuracy') as { joint: { aucByFold: number[]; aucDeviation: number }; psi: null };
  assert.deepEqual(accuracy.joint.aucByFold, trained.report!.joint.aucByFold);
  const [a, b] = accuracy.joint.aucByFold as [number, number];
  assert.ok(Math.abs(accuracy.joint.aucDeviation - Math.abs(a - b) / Math.SQRT2) < 1e-12);
  assert.equal(accuracy.psi, null);
  const { coefficients } = subject('coefficients') as {
    coefficients: { value: number; signAsExpected: boolean | null }[];
  };
  assert.equal(coefficients.length, 7);
  assert.equal(coefficients[0]!.signAsExpected, null);
  for (const { value, signAsExpected } of coefficients.slice(1)) assert.equal(signAsExpected, value > 0);
  const { model: _, ...closed } = trained;
  const silent = subject('coefficients', trainingRecord({ ...input, trained: closed }));
  assert.deepEqual(silent, { coefficients: null });
});

test('an office’s record holds what it took part in, and nothing that the label holder alone learns', () => {
  const { report: _, ...of } = input;
  const office = all.get('tax')!;
  const record = trainingRecord({ ...of, trained: office, labels: {} });
  assert.deepEqual(readTrainingRecord(JSON.parse(canonicalJson(record as unknown as Json))), record);
  const missing = trainingRecord(input).entries.filter(
    ({ subject: one }) => !record.entries.some((entry) => entry.subject === one),
  );
  assert.deepEqual(
    missing.map((entry) => entry.subject),
    ['accuracy'],
  );
  assert.doesNotMatch(canonicalJson(record as unknown as Json), /"(iv|auc|ks|signAsExpected)":/);
  const { features } = subject('features', record) as { features: { feature: string; bins: number }[] };
  const known = subject('features') as { features: { feature: string; bins: number }[] };
  assert.deepEqual(
    features,
    known.features.map(({ party, feature, bins }: Record<string, unknown> & object) => ({
      party,
      feature,
      bins,
    })),
  );
  assert.throws(() => trainingRecord({ ...of, trained: office, data: [] }), { code: 'fusion.bad_record' });
});

test('the stability index is 0 for equal shares, and that of a table worked by hand', () => {
  assert.equal(populationStability([50, 150], [50, 150]), 0);
  // (0.75 − 0.25)·ln 3 twice, with 1,000,000 rows so that the half row is nothing.
  const wide = populationStability([250_000, 750_000], [750_000, 250_000]);
  assert.ok(Math.abs(wide - Math.log(3)) < 1e-4, String(wide));
  assert.ok(Number.isFinite(populationStability([0, 10], [10, 0])));
  assert.throws(() => populationStability([1], [1, 2]), { code: 'fusion.bad_value' });
  assert.throws(() => populationStability([-1], [1]), { code: 'fusion.bad_value' });
});
