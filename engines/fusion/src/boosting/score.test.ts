import assert from 'node:assert/strict';
import { test } from 'node:test';
import { boostInTheClear } from './clear.ts';
import { boostTogether, inventedRows, scoreTogether, scoringPlanOf } from './testing.ts';

const of = inventedRows({ seed: 7, parties: ['a', 'b', 'c'], holdOut: 0 });
const grown = await boostTogether(of);
const members = new Map(
  of.plan.parties.map((party) => [party, { share: grown.get(party)!.share, rows: of.rows.get(party)! }]),
);

test('scores are those of the trees grown in the clear, and only the label holder learns them', async () => {
  const results = await scoreTogether(scoringPlanOf(grown.get('a')!), members);
  const { scores } = boostInTheClear(of.plan, of.rows);
  const told = results.get('a')!.scores!;
  assert.equal(told.length, scores.length);
  for (const [row, score] of scores.entries())
    assert.ok(Math.abs(told[row]! - score) <= 1 / 64 + 5e-3, `row ${row}: ${told[row]} and ${score}`);
  assert.equal(results.get('b')!.scores, undefined);
  assert.equal(results.get('c')!.scores, undefined);
});

test('a model share serves its own party, model, features and trees only', async () => {
  const plan = scoringPlanOf(grown.get('a')!);
  const refuse = async (change: object, code: string): Promise<void> => {
    const mine = { ...members.get('a')!, ...change };
    await assert.rejects(scoreTogether(plan, new Map([...members, ['a', mine]])), { code });
  };
  const { share, rows } = members.get('a')!;
  await refuse({ share: members.get('b')!.share }, 'fusion.bad_model');
  await refuse({ share: { ...share, model: 'another' } }, 'fusion.bad_model');
  await refuse({ share: { ...share, trees: 1 } }, 'fusion.bad_model');
  await refuse(
    { share: { ...share, splits: share.splits.map((tree) => tree.slice(1)) } },
    'fusion.bad_model',
  );
  await refuse(
    { share: { ...share, splits: share.splits.map((tree) => tree.map(() => [0, 9])) } },
    'fusion.bad_model',
  );
  await refuse({ share: { ...share, leaves: share.leaves.slice(4) } }, 'fusion.bad_model');
  await refuse({ rows: { ...rows, features: rows.features.slice(1) } }, 'fusion.bad_rows');
});
