import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auc, ks } from '../scorecard/metrics.ts';
import { boostInTheClear, type ClearBoosting } from './clear.ts';
import { heldOut } from './layout.ts';
import { boostTogether, type Invented, inventedRows, leavesOf } from './testing.ts';
import type { BoostedParty } from './train.ts';

type Results = ReadonlyMap<string, BoostedParty>;

function joined(of: Invented, results: Results): { splits: unknown[]; leaves: Float64Array } {
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

function sameTrees(of: Invented, results: Results, clear: ClearBoosting): void {
  const { splits, leaves } = joined(of, results);
  assert.deepEqual(
    splits,
    clear.trees.flatMap((tree) => tree.splits.map(({ party, feature, bin }) => ({ party, feature, bin }))),
  );
  for (const [i, leaf] of clear.trees.flatMap((tree) => [...tree.leaves]).entries())
    assert.ok(Math.abs(leaves[i]! - leaf) < 2e-3, `leaf ${i}: ${leaves[i]} and ${leaf}`);
}

type Both = { readonly of: Invented; readonly results: Results; readonly clear: ClearBoosting };

/** Trees grown together, and the same in the clear. */
async function both(settings: Parameters<typeof inventedRows>[0]): Promise<Both> {
  const of = inventedRows(settings);
  return { of, results: await boostTogether(of), clear: boostInTheClear(of.plan, of.rows) };
}

function near([actual, expected]: readonly [number, number], most: number, what: string): void {
  assert.ok(Math.abs(actual - expected) < most, `${what}: ${actual} and ${expected}`);
}

function sameFigures(of: Invented, results: Results, clear: ClearBoosting): void {
  const held = Array.from(clear.scores.keys()).filter((row) => heldOut(of.plan, row));
  const scores = Float64Array.from(held, (row) => clear.scores[row]!);
  const outcome = Uint8Array.from(held, (row) => of.rows.get(of.plan.labelHolder)!.outcome![row]!);
  const { figures } = results.get(of.plan.labelHolder)!;
  near([figures!.auc, auc(scores, outcome)], 0.01, 'AUC');
  near([figures!.ks, ks(scores, outcome)], 0.03, 'KS');
}

const pair = await both({ seed: 3, count: 2_500, trees: 3, depth: 3, importanceTo: 'label_holder' });
const three = await both({
  ...{ seed: 8, count: 2_500, trees: 2, depth: 2, parties: ['a', 'b', 'c'], labelHolder: 'c' },
  ...{ baseLogit: -1.5, ridge: 3, fold: 2, treesTo: 'everyone' },
  classWeights: { negative: 0.5, positive: 3.25 },
});

for (const { of, results, clear } of [pair, three])
  test(`trees of ${of.plan.parties.length} parties ask the questions and have the leaves of those grown in the clear`, () => {
    sameTrees(of, results, clear);
    sameFigures(of, results, clear);
    const other = of.plan.parties.find((party) => party !== of.plan.labelHolder)!;
    assert.equal(results.get(other)!.figures, undefined);
  });

/** Few rows and a high rate, so that later trees learn noise. */
const noisy = { count: 700, trees: 6, depth: 2, learningRate: 0.5, holdOut: 3 };

for (const { seed, ...change } of [
  { seed: 5, patience: 2 },
  { seed: 1, patience: 1, classWeights: { negative: 1, positive: 2 } },
])
  test(`trees end where they do in the clear once held-out rows gain nothing, and the vain ones are dropped: ${JSON.stringify(change)}`, async () => {
    const { of, results, clear } = await both({ ...noisy, seed, ...change });
    assert.ok(clear.trees.length + change.patience < of.plan.trees, 'they end early in the clear');
    assert.equal(results.get('a')!.share.trees, clear.trees.length);
    sameTrees(of, results, clear);
    sameFigures(of, results, clear);
    const told = results.get('b')!.opened.find(({ label }) => label === 'result/ended');
    assert.equal(told!.count, clear.trees.length, 'one answer a tree, from the first that may be the last');
  });

test('gain and cover of each feature are those in the clear, told to whom the plan names', () => {
  const { of, results } = pair;
  const { trees } = pair.clear;
  const told = results.get('a')!.importance!;
  assert.deepEqual(
    told.map(({ party, feature }) => `${party} ${feature}`),
    of.plan.parties.flatMap((party) =>
      of.rows.get(party)!.features.map(({ feature }) => `${party} ${feature}`),
    ),
  );
  for (const { party, feature, splits, gain, cover } of told) {
    const place = of.rows.get(party)!.features.findIndex((one) => one.feature === feature);
    const asked = trees
      .flatMap((tree) => tree.splits)
      .filter((split) => split.party === party && split.feature === place);
    assert.equal(splits, asked.length);
    const sum = (key: 'gain' | 'cover'): number => asked.reduce((total, split) => total + split[key], 0);
    near([gain, sum('gain')], 2e-3 * sum('gain') + 0.05, `gain of ${feature}`);
    near([cover, sum('cover')], 2e-3 * sum('cover') + 0.05, `cover of ${feature}`);
  }
  assert.equal(results.get('b')!.importance, undefined);
});

test('opened trees are the whole model, at whom the plan names', () => {
  const { of, results } = three;
  const { splits, leaves } = joined(of, results);
  for (const { plainTrees } of results.values()) {
    const { trees } = plainTrees!;
    const named = (splits as { party: string; feature: number; bin: number }[]).map((split) => ({
      ...split,
      feature: of.rows.get(split.party)!.features[split.feature]!.feature,
    }));
    assert.deepEqual(
      trees.flatMap(({ questions }) => questions),
      named,
    );
    assert.deepEqual(
      trees.flatMap((tree) => tree.leaves),
      [...leaves],
    );
  }
});

test('each row is held out in exactly one of the folds of a cross-validation', () => {
  const { plan } = inventedRows({ count: 1 });
  for (let row = 0; row < 1_000; row++) {
    const folds = [0, 1, 2, 3, 4].filter((fold) => heldOut({ ...plan, holdOut: 5, fold }, row));
    assert.equal(folds.length, 1);
  }
});
