import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { sha256 } from '@finharbor/kernel';
import type { Mesh } from '../../mesh.ts';
import { wordsOf } from '../../ring/words.ts';
import { seededRandom } from '../noise/coins.ts';
import type { Statistic } from '../plan.ts';
import type { GroupResult } from '../results.ts';
import type { StatisticsRows } from '../rows.ts';
import { answerOf, ask, planOf, randomRows } from '../testing.ts';

const statistic: Statistic = {
  kind: 'groups',
  name: 'trades',
  by: ['trade'],
  value: { column: 'loan', upTo: 'sum' },
  protection: { kind: 'threshold' },
  to: ['bank'],
};

/** Rows of four trades: 20 and 9 rows that stay, then what is withheld. */
function rowsWith(third: readonly number[], fourth: readonly number[]): ReadonlyMap<string, StatisticsRows> {
  const loans = [...Array(20).fill(7), ...Array(9).fill(-2), ...third, ...fourth] as number[];
  const trades = [
    ...Array(20).fill(0),
    ...Array(9).fill(1),
    ...third.map(() => 2),
    ...fourth.map(() => 3),
  ] as number[];
  // The number of rows is public: those that are in no trade fill up.
  const count = 40;
  const filled = (values: readonly number[]): number[] =>
    Array.from({ length: count }, (_, row) => values[row] ?? Number.NaN);
  const rows = new Map(randomRows(1, count));
  const held = (party: string, column: string, values: readonly number[]) =>
    rows.set(party, { count, columns: { ...rows.get(party)!.columns, [column]: filled(values) } });
  held('bank', 'loan', loans);
  held('tax', 'trade', trades);
  return rows;
}

/** Tables that differ only in what is withheld: two small cells, one large with one empty, both in the same place. */
const tables = {
  'two small cells': rowsWith([5, 5, 5], [1_000_000, 3, 3]),
  'a large one and an empty one': rowsWith([9, 9, 9, 9, 9, 9, 9, 9], []),
  'an empty one and a large one': rowsWith([], [2_000_000_000, 1, 1, 1, 1]),
};

const runs = 60;
const seed = Number(process.env.SEED ?? randomInt(2 ** 31));

/** The words of the opened result that the recipient is sent for withheld cells, and what it reads. */
async function seen(
  rows: ReadonlyMap<string, StatisticsRows>,
  run: string,
): Promise<{ bytes: Uint8Array[]; cells: unknown }> {
  const bytes: Uint8Array[] = [];
  const wrap = (mesh: Mesh): Mesh =>
    mesh.self === 'bank'
      ? {
          ...mesh,
          channels: new Map(
            [...mesh.channels].map(([peer, channel]) => [
              peer,
              {
                ...channel,
                async receive(label: string) {
                  const received = await channel.receive(label);
                  // Two of four cells, each whether it is shown and two moments.
                  if (label === 'result/trades') bytes.push(received.slice(6 * 8));
                  return received;
                },
              },
            ]),
          ),
        }
      : mesh;
  const random = seededRandom(sha256(`${seed}:${run}`));
  const outcome = await ask(planOf([statistic]), rows, { wrap, random });
  return { bytes, cells: (answerOf(outcome.get('bank')).results[0] as GroupResult).cells };
}

test('tables that differ only in withheld cells look alike: the same result, and shares as uniform', async (t) => {
  t.diagnostic(`SEED=${seed}`);
  const results = new Set<string>();
  for (const [name, rows] of Object.entries(tables)) {
    const counts = new Float64Array(256);
    for (let run = 0; run < runs; run++) {
      const { bytes, cells } = await seen(rows, `${name}:${run}`);
      results.add(JSON.stringify(cells, (_key, value) => (typeof value === 'bigint' ? `${value}` : value)));
      assert.equal(bytes.length, 2);
      for (const share of bytes) {
        assert.ok(wordsOf(Uint8Array.from(share)).every((word) => word > 2n ** 20n));
        for (const byte of share) counts[byte]! += 1;
      }
    }
    const expected = counts.reduce((a, b) => a + b, 0) / 256;
    const chi = counts.reduce((sum, got) => sum + (got - expected) ** 2 / expected, 0);
    // 255 degrees of freedom: above 420 less than once in 10^9.
    assert.ok(expected > 20 && chi < 420, `${name}: chi-square ${chi}, SEED=${seed}`);
  }
  assert.equal(results.size, 1);
  const [only] = results;
  assert.deepEqual(JSON.parse(only!), [
    { groups: [0], rows: 20, sum: '140', mean: 7 },
    { groups: [1], rows: 9, sum: '-18', mean: -2 },
    { groups: [2] },
    { groups: [3] },
  ]);
});
