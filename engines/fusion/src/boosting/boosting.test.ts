import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auc, ks } from '../scorecard/metrics.ts';
import { boostInTheClear } from './clear.ts';
import { heldOut } from './layout.ts';
import { boostTogether, type Invented, inventedRows, leavesOf } from './testing.ts';
import type { BoostedParty } from './train.ts';

function joined(
  of: Invented,
  results: ReadonlyMap<string, BoostedParty>,
): { splits: unknown[]; leaves: Float64Array } {
  const shares = of.plan.parties.map((party) => results.get(party)!.share);
  const splits = shares[0]!.splits.flatMap((tree, t) =>
    tree.map((_, node) =>
      shares.flatMap(({ party, splits: own }) => {
        const split = own[t]![node];
        return split ? [{ party, feature: split[0], bin: split[1] }] : [];
      }),
    ),
  );
  return { splits: splits.flat(), leaves: leavesOf(shares) };
}

for (const settings of [
  { seed: 3, count: 2_500, trees: 3, depth: 3 },
  {
    seed: 4,
    count: 2_500,
    trees: 2,
    depth: 2,
    parties: ['a', 'b', 'c'],
    labelHolder: 'c',
    baseLogit: -1.5,
    ridge: 3,
  },
])
  test(`trees of ${settings.parties?.length ?? 2} parties ask the questions and have the leaves of those grown in the clear`, async () => {
    const of = inventedRows(settings);
    const results = await boostTogether(of);
    const clear = boostInTheClear(of.plan, of.rows);
    const { splits, leaves } = joined(of, results);
    assert.deepEqual(
      splits,
      clear.trees.flatMap((tree) => tree.splits),
    );
    for (const [i, leaf] of clear.trees.flatMap((tree) => [...tree.leaves]).entries())
      assert.ok(Math.abs(leaves[i]! - leaf) < 2e-3, `leaf ${i}: ${leaves[i]} and ${leaf}`);
    const held = Array.from(clear.scores.keys()).filter((row) => heldOut(of.plan, row));
    const scores = Float64Array.from(held, (row) => clear.scores[row]!);
    const outcome = Uint8Array.from(held, (row) => of.rows.get(of.plan.labelHolder)!.outcome![row]!);
    const { figures } = results.get(of.plan.labelHolder)!;
    assert.ok(
      Math.abs(figures!.auc - auc(scores, outcome)) < 0.01,
      `AUC ${figures!.auc} and ${auc(scores, outcome)}`,
    );
    assert.ok(
      Math.abs(figures!.ks - ks(scores, outcome)) < 0.03,
      `KS ${figures!.ks} and ${ks(scores, outcome)}`,
    );
    assert.equal(results.get('b')!.figures, undefined);
  });
