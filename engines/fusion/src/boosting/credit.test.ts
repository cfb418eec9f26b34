import assert from 'node:assert/strict';
import { test } from 'node:test';
import { auc, ks } from '../scorecard/metrics.ts';
import { creditParties, creditRows } from '../scorecard/testing.ts';
import { boostInTheClear } from './clear.ts';
import { heldOut } from './layout.ts';
import { boostingPlan } from './plan.ts';
import type { BoostingRows } from './rows.ts';
import { boostTogether } from './testing.ts';

test('three holders of the sample loans get trees that tell defaults apart as those grown in the clear do', async (t) => {
  const plan = boostingPlan({
    parties: creditParties,
    labelHolder: 'bank',
    trees: 2,
    depth: 2,
    baseLogit: -1,
  });
  const held = [...(await creditRows())].map(
    ([party, { count, features, outcome }]): [string, BoostingRows] => [
      party,
      { count, features, ...(outcome && { outcome: outcome.label }) },
    ],
  );
  const rows = new Map(held);
  const { figures } = (await boostTogether({ plan, rows })).get('bank')!;
  const { scores } = boostInTheClear(plan, rows);
  const places = Array.from(scores.keys()).filter((row) => heldOut(plan, row));
  const score = Float64Array.from(places, (row) => scores[row]!);
  const outcome = Uint8Array.from(places, (row) => rows.get('bank')!.outcome![row]!);
  const clear = { auc: auc(score, outcome), ks: ks(score, outcome) };
  t.diagnostic(
    `AUC ${figures!.auc} and ${clear.auc}, KS ${figures!.ks} and ${clear.ks}, ${places.length} rows`,
  );
  assert.ok(clear.auc > 0.6, 'the trees in the clear tell defaults apart');
  assert.ok(Math.abs(figures!.auc - clear.auc) < 0.01);
  assert.ok(Math.abs(figures!.ks - clear.ks) < 0.03);
});
