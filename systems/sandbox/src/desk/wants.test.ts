import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeenRecord } from '../watch/records.ts';
import { type Known, wantsOf } from './wants.ts';

const known: Known = {
  ...{ stage: 'running', until: '2027-01-01', exitedOn: null },
  ...{ indicators: [], reports: [], records: [], waitingComments: 0, today: '2026-02-01' },
  dayOf: (ms) => new Date(ms).toISOString().slice(0, 10),
};
const title = { en: 'Faults', zh: '故障' };
const of = (more: Partial<Known>) =>
  wantsOf({ ...known, ...more }).map(({ kind, by, dueOn, isLate }) => [kind, by, dueOn, isLate]);
const record = (body: object, more: object = {}): SeenRecord =>
  ({ id: '1', version: 1, atMs: Date.UTC(2026, 5, 1), body, review: null, ...more }) as SeenRecord;
const full = ['data'].map((kind) => record({ kind }));
const model = { kind: 'model', name: '模型' };

test('a report is wanted by the day of which its firm is reminded; what is late comes first', () => {
  const one = { indicator: 'faults', title, openAlerts: 2 };
  const records = [...full, record(model, { review: { verdict: 'accepted' } })];
  const reports = [
    { what: 'disclosure', dueDay: '2026-02-03' },
    { what: 'faults', dueDay: '2026-01-31' },
  ];
  assert.deepEqual(of({ records, reports, indicators: [one] }), [
    ['reading', 'firm', '2026-01-31', true],
    ['disclosure', 'firm', '2026-02-03', false],
    ['alert', 'office', null, false],
  ]);
});

test('a model waits for its review, one that was refused for its firm, compensation for its end', () => {
  const kinds = (...records: readonly SeenRecord[]) =>
    of({ records: [...full, ...records] }).map(([kind]) => kind);
  assert.deepEqual(kinds(), ['indicators', 'model']);
  assert.deepEqual(kinds(record(model)), ['indicators', 'model_review']);
  assert.deepEqual(kinds(record(model, { review: { verdict: 'refused' } })), ['indicators', 'model_refused']);
  const owed = { kind: 'compensation', customers: 2, dueFen: 100, paidCustomers: 2, paidFen: 99 };
  assert.deepEqual(of({ stage: 'stopped', records: [record(owed)] }), [
    ['compensation', 'firm', null, false],
  ]);
  assert.deepEqual(of({ stage: 'stopped', records: [record({ ...owed, paidFen: 100 })] }), []);
});

test('the end of testing is told of three months ahead, and the roll-out is followed every year after the exit', () => {
  const end = (today: string) => of({ today }).find(([kind]) => kind === 'exit');
  assert.equal(end('2026-10-01'), undefined);
  assert.deepEqual(end('2026-10-03'), ['exit', 'firm', '2027-01-01', false]);
  assert.deepEqual(end('2027-01-02'), ['exit', 'firm', '2027-01-01', true]);
  const left = { stage: 'exited', exitedOn: '2026-03-01' } as const;
  assert.deepEqual(of(left), [['follow_up', 'firm', '2027-03-01', false]]);
  const told = [record({ kind: 'follow_up' })];
  assert.deepEqual(of({ ...left, records: told, today: '2027-06-02' }), [
    ['follow_up', 'firm', '2027-06-01', true],
  ]);
});
