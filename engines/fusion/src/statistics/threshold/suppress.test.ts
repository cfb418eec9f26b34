import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toNumbers, toWords } from '../../ring/words.ts';
import { simulate } from '../../shares/testing.ts';
import { atLeast } from './at-least.ts';
import { type Division, divisionsOf } from './lines.ts';
import { visibleCells } from './suppress.ts';

const parties = ['a', 'b'] as const;
let seed = 0;

/** Which cells of a table of these counts may be opened, computed on shares. */
async function visibleOf(
  counts: readonly number[],
  divisions: readonly Division[],
  k: number,
): Promise<string> {
  const most = counts.reduce((sum, count) => sum + count, 0);
  const [opened] = await simulate({ parties, seed: ++seed }, async (engine) => {
    // Neither party's share is the count.
    const halves = parties.map((owner, i) =>
      engine.own({
        owner,
        rows: counts.length,
        cols: 1,
        make: () => toWords(counts.map((count, cell) => (i === 0 ? 7 * cell - 3 : count - 7 * cell + 3))),
      }),
    );
    const shared = engine.local(counts.length, 1, () => halves[engine.self === 'a' ? 0 : 1]!.words);
    const visible = await visibleCells(engine, { counts: shared, most, smallestGroup: k, divisions });
    return engine.reveal('out', visible, { party: 'a', bits: 64 });
  });
  return [...toNumbers(opened!)].join('');
}

/** All tables of `cells` counts that add up to `rows`. */
function tablesOf(cells: number, rows: number): number[][] {
  if (cells === 1) return [[rows]];
  return Array.from({ length: rows + 1 }, (_, count) =>
    tablesOf(cells - 1, rows - count).map((rest) => [count, ...rest]),
  ).flat();
}

const k = 3;

test('whoever knows the number of rows and sees all that is opened cannot tell a withheld cell: every table of 3 cells', async () => {
  const divisions = divisionsOf({ axes: [{ column: 'c', party: 'a', size: 3 }], cells: 3 });
  for (let rows = 2; rows <= 9; rows++) {
    const possible = new Map<string, number[][]>();
    for (const counts of tablesOf(3, rows)) {
      const visible = await visibleOf(counts, divisions, k);
      for (const [cell, count] of counts.entries())
        assert.ok(visible[cell] === '0' || count >= k, `${counts}: ${visible}`);
      const seen = counts.map((count, cell) => (visible[cell] === '1' ? count : '-')).join();
      possible.set(seen, [...(possible.get(seen) ?? []), counts]);
    }
    for (const [seen, tables] of possible)
      for (const [cell, shown] of seen.split(',').entries())
        if (shown === '-')
          assert.ok(new Set(tables.map((counts) => counts[cell])).size >= 2, `${seen}: only ${tables}`);
  }
});

test('nothing is withheld of a table of large cells, nor more than needed of one with a small cell', async () => {
  const line = divisionsOf({ axes: [{ column: 'c', party: 'a', size: 5 }], cells: 5 });
  assert.equal(await visibleOf([3, 90, 4, 8, 3], line, k), '11111');
  assert.equal(await visibleOf([9, 90, 1, 8, 7], line, k), '11010');
  assert.equal(await visibleOf([9, 90, 2, 1, 7], line, k), '11001');
  assert.equal(await visibleOf([9, 90, 0, 1, 7], line, k), '11000');
  assert.equal(await visibleOf([0, 90, 0, 0, 0], line, k), '00000');
  assert.equal(await visibleOf([9, 90, 2, 2, 7], line, k), '11000');
  assert.equal(await visibleOf([9, 90, 9, 8, 1], line, k), '11100');
  assert.equal(await visibleOf([9, 90, 9, 12, 1], line, k), '01010');
});

test('a small cell of a table of two axes takes one more from its row and its column, and those theirs', async () => {
  const axes = [
    { column: 'r', party: 'a', size: 3 },
    { column: 'c', party: 'b', size: 3 },
  ];
  const visible = await visibleOf([1, 9, 20, 9, 8, 20, 20, 20, 20], divisionsOf({ axes, cells: 9 }), k);
  assert.equal(visible, '001001111');
});

test('a shared number is compared exactly, at every digit and at both ends', async () => {
  for (const [most, leasts] of [
    [5, [1, 3, 5]],
    [2_047, [1, 1_024, 2_047]],
    [2_048, [1, 1_023, 1_024, 2_048]],
    [2 ** 21, [1, 1_024, 99_999, 2 ** 21]],
    [2 ** 37, [2 ** 36, 2 ** 36 + 1]],
  ] as const)
    for (const least of leasts) {
      const values = [0, 1, least - 1, least, least + 1, most - 1, most].filter((x) => x >= 0 && x <= most);
      const [opened] = await simulate({ parties, seed: ++seed }, async (engine) => {
        const x = engine.own({ owner: 'b', rows: values.length, cols: 1, make: () => toWords(values) });
        const bits = await atLeast(engine, 'at-least', { x, least, most });
        return engine.reveal('out', bits, { party: 'a', bits: 64 });
      });
      assert.deepEqual(
        [...toNumbers(opened!)],
        values.map((x) => Number(x >= least)),
        `${values} at least ${least} of ${most}`,
      );
    }
});
