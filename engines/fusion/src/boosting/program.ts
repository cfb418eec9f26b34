import type { Masked, Shared } from '../shares/engine.ts';
import { combine } from '../shares/matrix.ts';
import type { Boosting, Chunk, Tree } from './boosting.ts';
import { type BoostingFigures, measure } from './figures.ts';
import { gradientPair } from './gradients.ts';
import { type Grown, growTree } from './grow.ts';
import { binWords } from './rows.ts';

/** The stages of a boosting, in order. */
export const boostingStages = ['mask', 'grow', 'measure', 'open'] as const;

type Around = { readonly stage: (name: string) => void; readonly beforeLast: () => Promise<void> };

/** The whole boosting, as every party and the dealer walk it. */
export async function boostingProgram(
  boosting: Boosting,
  around: Around,
): Promise<{ trees: readonly Tree[]; figures: BoostingFigures | undefined }> {
  around.stage('mask');
  const chunks = await maskBins(boosting);
  around.stage('grow');
  const { trees, scores } = await growTrees(boosting, chunks);
  return { trees, figures: await measure(boosting, scores, around) };
}

async function maskBins({ engine, layout, rows, onChunk }: Boosting): Promise<Chunk[]> {
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
    chunks.push({ ...chunk, bins });
    await onChunk('mask', chunk.to);
  }
  return chunks;
}

async function growTrees(
  boosting: Boosting,
  chunks: readonly Chunk[],
): Promise<{ trees: readonly Tree[]; scores: readonly Shared[] }> {
  const { engine, plan } = boosting;
  const trees: Tree[] = [];
  let scores = chunks.map(({ from, to }) =>
    engine.constant(to - from, 1, () => new BigUint64Array(to - from)),
  );
  for (let number = 1; number <= plan.trees; number++) {
    const pairs = [];
    for (const [i, chunk] of chunks.entries())
      pairs.push({ ...chunk, pair: await gradientPair(boosting, chunk, scores[i]!) });
    const grown = await growTree(boosting, pairs, `tree ${number} of ${plan.trees}`);
    trees.push(grown.tree);
    scores = await addTree(boosting, scores, grown);
  }
  return { trees, scores };
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
