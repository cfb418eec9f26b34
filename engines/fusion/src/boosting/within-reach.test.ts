import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import { sealUnder } from '../shards/seal.ts';
import { checkpoints } from './checkpoints.ts';
import { boostInTheClear } from './clear.ts';
import { precision } from './layout.ts';
import { boostTogether, type Invented, inventedRows, scoreTogether, scoringPlanOf } from './testing.ts';

const outOfReach = { code: 'fusion.out_of_reach', message: /at a lower rate/ };

/** Half of the rows have the outcome, and nearly none is expected: the first leaves are hundreds of logits away. */
const farBase = { count: 600, bins: [3, 4], depth: 1 };
const far = inventedRows(farBase);
const misjudged = (trees: number): Invented => ({ ...far, plan: { ...far.plan, baseLogit: -8, trees } });

test('trees that go on from a leap beyond the reach of the sigmoid are refused at every party; nothing else is opened', async () => {
  const ended: string[] = [];
  const sent = new Set<string>();
  await assert.rejects(
    boostTogether(misjudged(2), (party) => ({
      beforeLast: async () => void ended.push(party),
      onMask: ({ label }) => sent.add(label),
    })),
    outOfReach,
  );
  assert.deepEqual(ended, []);
  assert.ok(sent.has('reach/any'), 'it came as far as the test');
});

test('a leap that no tree follows is right, and is given', async () => {
  const of = misjudged(1);
  const grown = await boostTogether(of);
  const members = of.plan.parties.map(
    (party) => [party, { share: grown.get(party)!.share, rows: of.rows.get(party)! }] as const,
  );
  const told = await scoreTogether(scoringPlanOf(grown.get('a')!), new Map(members));
  const { scores } = boostInTheClear(of.plan, of.rows);
  assert.ok(Math.max(...scores) > 12, 'it goes beyond the reach');
  // Leaves of hundreds of logits are the sums of gradients over sums of tiny curvatures, which the series has to 0.1.
  for (const [row, score] of scores.entries())
    assert.ok(Math.abs(told.get('a')!.scores![row]! - score) < 0.5 * Math.abs(score) + 1, `row ${row}`);
});

/** Trees that go on from one already grown, after which these rows' scores are so far from the base. */
async function goOnAt(distance: number, rowsThere: number): Promise<unknown> {
  const of = inventedRows({ ...farBase, trees: 2, holdOut: 0 });
  const folder = await mkdtemp(join(tmpdir(), 'finharbor-reach-'));
  const seal = sealUnder(systemRandom.bytes(32), systemRandom);
  const words = (values: readonly number[]): BigUint64Array<ArrayBuffer> =>
    BigUint64Array.from(values, (v) => BigInt(v));
  try {
    for (const party of of.plan.parties) {
      const at = party === 'a' ? distance * 2 ** precision.score : 0;
      const kept = await checkpoints(
        { job: 'job', folder: join(folder, party), seal },
        { plan: of.plan, rows: of.rows.get(party)!, session: 'before' },
      );
      const split = party === 'a' ? { feature: 0, bin: 0 } : undefined;
      await kept.keep({
        trees: [
          {
            splits: [split],
            leaves: { rows: 1, cols: 2, words: words([0, 0]) },
            worth: { rows: 1, cols: 2, words: words([0, 0]) },
          },
        ],
        beyond: [{ rows: 1, cols: 1, words: words([0]) }],
        scores: [
          [
            {
              ...{ rows: 600, cols: 1 },
              words: words(Array.from({ length: 600 }, (_, row) => (row < rowsThere ? at : 0))),
            },
          ],
        ],
        ...{ best: undefined, lowered: [], ended: false },
      });
    }
    const resume = (party: string) => ({ job: 'job', folder: join(folder, party), seal });
    return await boostTogether(of, (party) => ({ resume: resume(party) }));
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('trees are refused that grow from a row beyond reach, and not from rows at its edge', async () => {
  await assert.rejects(goOnAt(14, 1), outOfReach);
  await assert.rejects(goOnAt(18, 1), outOfReach);
  await goOnAt(11.75, 600);
});
