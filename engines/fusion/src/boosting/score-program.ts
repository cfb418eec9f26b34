import type { Words } from '../ring/words.ts';
import type { Engine, Shared } from '../shares/engine.ts';
import { combine, stack } from '../shares/matrix.ts';
import type { Tree } from './boosting.ts';
import { precision } from './layout.ts';
import { questionsTo, reach } from './paths.ts';
import { type BoostedScoringPlan, recipientsOf } from './plan.ts';
import type { BoostingRows } from './rows.ts';

/** Scores are opened in steps of 2^-openBits logits. */
export const openBits = 6;

const cellsPerChunk = 2 ** 20;

/** What a scoring's steps follow from: public numbers only. */
export type ScoringLayout = { readonly rows: number };

/** What a scoring works with; `own` is missing at the dealer. */
export type BoostedScoring = {
  readonly engine: Engine;
  readonly plan: BoostedScoringPlan;
  readonly layout: ScoringLayout;
  readonly own:
    | { readonly rows: BoostingRows; readonly splits: readonly Tree['splits'][]; readonly leaves: Words }
    | undefined;
  readonly onChunk: (rows: number) => Promise<void>;
};

/** The stages of a boosted scoring, in order. */
export const boostedScoringStages = ['score', 'open'] as const;

type Around = { readonly stage: (name: string) => void; readonly beforeLast: () => Promise<void> };

/** One private scoring, as every party and the dealer walk it: the opened scores, from the base, where they go. */
export async function scoringProgram(scoring: BoostedScoring, around: Around): Promise<Words | undefined> {
  const { engine, plan, layout, own, onChunk } = scoring;
  around.stage('score');
  const count = plan.trees * 2 ** plan.depth;
  const leaves = await engine.mask(
    'score/leaves',
    engine.local(1, count, () => own!.leaves),
  );
  const paths = Array.from({ length: count }, (_, leaf) => {
    const splits = own?.splits[leaf >> plan.depth] ?? [];
    return questionsTo(splits, { level: plan.depth, at: leaf & (2 ** plan.depth - 1) });
  });
  const parts: Shared[] = [];
  const step = Math.ceil(cellsPerChunk / count);
  for (let from = 0; from < layout.rows; from += step) {
    const asked = { rows: own?.rows, from, to: Math.min(layout.rows, from + step) };
    const y = await reach(engine, asked, paths);
    const [gained] = await engine.products('score/gained', [[{ x: leaves, y }]]);
    parts.push({ ...gained!, rows: gained!.cols, cols: 1 });
    await onChunk(asked.to);
  }
  const scores = await engine.truncate('score/shift', halfUp(engine, stack(engine, parts)), dropped);
  around.stage('open');
  await around.beforeLast();
  let opened: Words | undefined;
  for (const party of recipientsOf(plan, plan.scoresTo))
    opened = (await engine.reveal('result/scores', scores, { party, bits: 64 })) ?? opened;
  return opened;
}

const dropped = precision.score - openBits;

function halfUp(engine: Engine, x: Shared): Shared {
  const half = engine.constant(x.rows, 1, () => new BigUint64Array(x.rows).fill(1n << BigInt(dropped - 1)));
  return combine(engine, [
    [x, 1n],
    [half, 1n],
  ]);
}
