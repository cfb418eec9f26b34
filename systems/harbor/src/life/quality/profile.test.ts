import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Field } from '../../documents.ts';
import type { Row } from '../../store.ts';
import { type ProfileRequest, profiled } from './profile.ts';

const title = { en: 'Said', zh: '文本' };
const fields: readonly Field[] = [
  { name: 'Jobs', title, kind: 'numeric' },
  { name: 'Sector', title, kind: 'category', values: ['trade', 'farming', 'mining'] },
  { name: 'Secret', title, kind: 'category' },
];
const smallestGroup = 50;

/** 1000 firms: jobs 1 to 1000, two common sectors, one of 7 firms, a tenth without a sector. */
const rows: readonly Row[] = Array.from({ length: 1000 }, (_, at) => ({
  Jobs: at + 1,
  Sector: at % 10 === 0 ? null : at < 8 ? 'mining' : at % 2 === 0 ? 'trade' : 'farming',
  Secret: at % 2 === 0 ? 'yes' : 'no',
}));
const profileOf = (change: Partial<ProfileRequest> = {}) =>
  profiled({ rows, fields, smallestGroup, previous: [], ...change });

test('a report says how complete and how spread columns are, and names public values only', async () => {
  const { rows: counted, columns } = await profileOf();
  assert.equal(counted, 1000);
  const [jobs, sector, secret] = columns;
  assert.deepEqual(jobs!.range, { min: 50, max: 950 });
  assert.ok(Math.abs(jobs!.distinct - 1000) <= 100);
  assert.equal(jobs!.cells.length, 10);
  assert.equal(sector!.present, 900);
  assert.deepEqual(
    sector!.cells.map(({ label }) => label),
    ['farming', 'trade'],
  );
  assert.deepEqual(
    secret!.cells.map(({ label }) => label),
    ['#1', '#2'],
  );
});

test('no row more or less changes a report by that row alone', async () => {
  const [whole, without] = [await profileOf(), await profileOf({ rows: rows.slice(0, -1) })];
  const all = [...whole.columns, ...without.columns];
  for (const { present, cells } of all)
    for (const count of [present, ...cells.map((cell) => cell.count)]) assert.equal(count % smallestGroup, 0);
  assert.deepEqual(without.columns[0]!.range, whole.columns[0]!.range);
});

test('a column that few rows fill tells nothing', async () => {
  const few = rows.map((row, at) => ({ ...row, Jobs: at < 49 ? row.Jobs! : null }));
  const [jobs] = (await profileOf({ rows: few })).columns;
  assert.deepEqual(jobs, {
    name: 'Jobs',
    kind: 'numeric',
    present: 0,
    distinct: 0,
    range: null,
    cells: [],
    drift: null,
  });
});

test('drift is nought for the same rows, and large where a column moves', async () => {
  const { columns: previous } = await profileOf();
  assert.deepEqual(
    (await profileOf({ previous })).columns.map(({ drift }) => drift),
    [0, 0, null],
  );
  const moved = rows.map((row) => ({ ...row, Jobs: Number(row.Jobs) / 2 }));
  const [jobs, sector] = (await profileOf({ rows: moved, previous })).columns;
  assert.ok(jobs!.drift! > 0.25);
  assert.equal(sector!.drift, 0);
});
