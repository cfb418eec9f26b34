import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GroupStatistic } from './plan.ts';
import type { GroupCell, GroupResult } from './results.ts';
import { answerOf, ask, type ClearCell, clearCells, columns, planOf, randomRows, roster } from './testing.ts';

const groups = (by: string[], value?: GroupStatistic['value']): GroupStatistic => ({
  kind: 'groups',
  name: [...by, value?.column ?? 'rows'].join('-'),
  by,
  ...(value && { value }),
  protection: { kind: 'threshold' },
  to: ['bank'],
});

const k = 5;

/** Every cell shown is exact, holds k rows, and no withheld cell follows from a total. */
function checkCells(cells: readonly GroupCell[], clear: readonly ClearCell[], upTo?: string): void {
  for (const [i, cell] of cells.entries()) {
    const { rows, sum, squares } = clear[i]!;
    if (cell.rows === undefined) {
      assert.deepEqual(Object.keys(cell), ['groups']);
      continue;
    }
    assert.ok(rows >= k);
    assert.equal(cell.rows, rows);
    if (upTo) assert.equal(cell.sum, sum);
    if (upTo) assert.equal(cell.mean, Number(sum) / rows);
    if (upTo === 'variance') {
      const n = BigInt(rows);
      assert.equal(cell.variance, Number(n * squares - sum * sum) / Number(n * (n - 1n)));
    }
  }
}

/** Cells of one line: none withheld, all withheld, or at least two which together hold k rows. */
function checkLine(cells: readonly GroupCell[], clear: readonly ClearCell[]): void {
  const hidden = cells.flatMap((cell, i) => (cell.rows === undefined ? [clear[i]!.rows] : []));
  if (hidden.length === 0 || hidden.length === cells.length) return;
  assert.ok(hidden.length >= 2, 'a single withheld cell follows from the total');
  assert.ok(hidden.reduce((a, b) => a + b, 0) >= k, 'the withheld cells are told to be small');
}

const asked: readonly GroupStatistic[] = [
  groups(['branch']),
  groups([], { column: 'turnover', upTo: 'variance' }),
  groups(['branch'], { column: 'loan', upTo: 'sum' }),
  groups(['size'], { column: 'turnover', upTo: 'variance' }),
  groups(['trade', 'branch'], { column: 'turnover', upTo: 'variance' }),
  groups(['branch', 'size', 'trade'], { column: 'loan', upTo: 'sum' }),
];

for (const [seed, count] of [
  [1, 1],
  [2, 30],
  [3, 90],
  [4, 400],
] as const)
  test(`counts, sums, means and variances of ${count} rows equal the clear ones where shown, seed ${seed}`, async () => {
    const rows = randomRows(seed, count);
    const plan = planOf(asked, { smallestGroup: k });
    const results = answerOf((await ask(plan, rows)).get('bank')).results as GroupResult[];
    assert.equal(results.length, asked.length);
    for (const [i, { by, value }] of asked.entries()) {
      const clear = clearCells(rows, by, value?.column);
      const { cells } = results[i]!;
      checkCells(cells, clear, value?.upTo);
      for (const fixed of subsetsOf(by))
        for (const line of Map.groupBy(cells.keys(), (at) =>
          fixed.map((axis) => cells[at]!.groups[axis]).join(),
        ).values())
          checkLine(
            line.map((at) => cells[at]!),
            line.map((at) => clear[at]!),
          );
    }
    if (count >= 400) assert.ok(results.flatMap(({ cells }) => cells).some(({ rows }) => rows! > k));
  });

/** All choices of axes but that of all. */
function subsetsOf(by: readonly string[]): readonly (readonly number[])[] {
  return Array.from({ length: 2 ** by.length - 1 }, (_, bits) =>
    [...by.keys()].filter((axis) => (bits >> axis) & 1),
  );
}

test('rows that a third party filters out are not counted, and only the recipient learns a result', async () => {
  const rows = new Map(randomRows(9, 200));
  const keep = Uint8Array.from({ length: 200 }, (_, row) => Number(row % 3 !== 0));
  rows.set('social', { ...rows.get('social')!, keep });
  const filters = [{ party: 'social', rule: 'insured for a year' }];
  const plan = planOf([groups(['trade'], { column: 'loan', upTo: 'sum' })], { filters });
  const outcomes = await ask(plan, rows);
  const { cells } = answerOf(outcomes.get('bank')).results[0] as GroupResult;
  checkCells(cells, clearCells(rows, ['trade'], 'loan'), 'sum');
  assert.ok(cells.some((cell) => cell.rows !== undefined));
  for (const other of roster.slice(1)) assert.deepEqual(answerOf(outcomes.get(other)).results, []);
});

test('two parties, and four of which one holds nothing, get what three get', async () => {
  const rows = randomRows(13, 150);
  const asked = [groups(['trade'], { column: 'loan', upTo: 'sum' }), groups(['trade', 'branch'])];
  const held = columns.filter(({ party }) => party !== 'social');
  const tables = [];
  for (const parties of [
    ['tax', 'bank'],
    ['bank', 'tax', 'social'],
    ['idle', 'social', 'tax', 'bank'],
  ]) {
    const plan = planOf(asked, { parties, columns: held });
    const nothing = { count: 150, columns: {} };
    const given = new Map(rows).set('social', nothing).set('idle', nothing);
    tables.push(answerOf((await ask(plan, given)).get('bank')).results);
  }
  assert.deepEqual(tables[1], tables[0]);
  assert.deepEqual(tables[2], tables[0]);
  checkCells((tables[0]![0] as GroupResult).cells, clearCells(rows, ['trade'], 'loan'), 'sum');
});
