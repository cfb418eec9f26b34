import type { Masked, Shared } from '../shares/engine.ts';
import { combine } from '../shares/matrix.ts';
import type { Around, Boosting, Chunk, Forest } from './boosting.ts';
import { type BoostingFigures, measure, openFigures } from './figures.ts';
import { slopesAt } from './gradients.ts';
import { type Grown, growTree } from './grow.ts';
import { type FeatureImportance, openImportance, weighFeatures } from './importance.ts';
import { precision } from './layout.ts';
import { type OpenedTrees, openTrees } from './open-trees.ts';
import { binWords } from './rows.ts';
import { judge } from './validate.ts';
import { isBeyondReach } from './within-reach.ts';

/** The stages of a boosting, in order. */
export const boostingStages = ['mask', 'grow', 'measure', 'open'] as const;

/** What the program gives: the trees, and whatever the plan opens to this participant. */
export type Boosted = {
  readonly forest: Forest;
  /** Nothing else was opened then; undefined at the dealer. */
  readonly beyondReach: boolean | undefined;
  readonly figures?: BoostingFigures | undefined;
  readonly importance?: readonly FeatureImportance[] | undefined;
  readonly plainTrees?: OpenedTrees | undefined;
};

/** The whole boosting, as every party and the dealer walk it, from the trees that were grown before. */
export async function boostingProgram(
  boosting: Boosting,
  grown: Forest | undefined,
  around: Around,
): Promise<Boosted> {
  const { plan } = boosting;
  let forest = grown ?? noTrees(boosting);
  if (!forest.ended && forest.trees.length < plan.trees) {
    around.stage('mask');
    const chunks = await maskRows(boosting);
    around.stage('grow');
    while (!forest.ended && forest.trees.length < plan.trees) {
      forest = await nextTree(boosting, chunks, forest);
      await around.keep(forest);
    }
  }
  around.stage('measure');
  const measured = plan.holdOut > 0 ? await measure(boosting, forest.scores.at(-1)!) : undefined;
  const weighed = await weighFeatures(boosting, forest);
  const beyondReach = await isBeyondReach(boosting, forest);
  // The dealer does not know, and has nothing to do from here on: openings to a party take no dealt randomness.
  if (beyondReach) return { forest, beyondReach };
  around.stage('open');
  await around.beforeLast();
  return {
    ...{ forest, beyondReach },
    figures: measured && (await openFigures(boosting, measured)),
    importance: await openImportance(boosting, weighed),
    plainTrees: plan.treesTo && (await openTrees(boosting, forest)),
  };
}

function noTrees({ engine, layout }: Boosting): Forest {
  const base = layout.chunks.map(({ from, to }) =>
    engine.constant(to - from, 1, () => new BigUint64Array(to - from)),
  );
  return { trees: [], beyond: [], scores: [base], best: undefined, lowered: [], ended: false };
}

async function maskRows(boosting: Boosting): Promise<Chunk[]> {
  const { engine, layout, rows, onChunk } = boosting;
  const chunks: Chunk[] = [];
  for (const chunk of layout.chunks) {
    const bins: Masked[] = [];
    for (const { party: owner, bins: cols } of layout.places.parties)
      bins.push(
        await engine.input('mask/bins', {
          owner,
          rows: chunk.to - chunk.from,
          cols,
          make: () => binWords(rows!, chunk),
        }),
      );
    chunks.push({ ...chunk, bins, classes: await maskClasses(boosting, chunk) });
    await onChunk('mask', chunk.to);
  }
  return chunks;
}

async function maskClasses(
  { engine, plan, rows }: Boosting,
  { from, to }: { from: number; to: number },
): Promise<Masked | undefined> {
  if (!plan.classWeights) return undefined;
  const { negative, positive } = plan.classWeights;
  const unit = 2 ** precision.weight;
  return engine.input('mask/classes', {
    owner: plan.labelHolder,
    rows: to - from,
    cols: 1,
    make: () =>
      BigUint64Array.from(rows!.outcome!.subarray(from, to), (label) =>
        BigInt((label === 1 ? positive : negative) * unit),
      ),
  });
}

/** One tree more; or as many fewer as were grown in vain, where they are to end early. */
async function nextTree(boosting: Boosting, chunks: readonly Chunk[], forest: Forest): Promise<Forest> {
  const { plan } = boosting;
  const growing = [];
  const [errors, beyond]: [Shared[], Shared[]] = [[], []];
  for (const [i, chunk] of chunks.entries()) {
    const slopes = await slopesAt(boosting, chunk, forest.scores.at(-1)![i]!);
    growing.push({ ...chunk, pair: slopes.pair });
    errors.push(slopes.error);
    beyond.push(slopes.beyond);
  }
  let { best, lowered } = forest;
  if (plan.patience !== undefined && forest.trees.length > 0) {
    const judged = await judge(boosting, forest, { chunks, errors });
    if (judged.ends) return withoutLast(forest, plan.patience);
    ({ best, lowered } = judged);
  }
  const number = forest.trees.length + 1;
  const grown = await growTree(boosting, growing, `tree ${number} of ${plan.trees}`);
  const scores = await addTree(boosting, forest.scores.at(-1)!, grown);
  const far = combine(
    boosting.engine,
    beyond.map((sum) => [sum, 1n] as const),
  );
  return {
    trees: [...forest.trees, grown.tree],
    beyond: [...forest.beyond, far],
    scores: [...forest.scores, scores].slice(-1 - (plan.patience ?? 0)),
    ...{ best, lowered, ended: false },
  };
}

function withoutLast({ trees, beyond, scores, best, lowered }: Forest, count: number): Forest {
  return {
    trees: trees.slice(0, -count),
    beyond: beyond.slice(0, -count),
    scores: scores.slice(0, -count),
    ...{ best, lowered, ended: true },
  };
}

async function addTree(
  { engine }: Boosting,
  scores: readonly Shared[],
  { tree, reached }: Grown,
): Promise<Shared[]> {
  const x = await engine.mask('score/leaves', tree.leaves);
  const gained = await engine.products(
    'score/gained',
    reached.map((y) => [{ x, y }]),
  );
  return scores.map((score, i) =>
    combine(engine, [
      [score, 1n],
      [{ ...gained[i]!, rows: score.rows, cols: 1 }, 1n],
    ]),
  );
}
