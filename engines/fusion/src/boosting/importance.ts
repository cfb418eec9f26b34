import { toNumbers, type Words } from '../ring/words.ts';
import type { Engine, Shared } from '../shares/engine.ts';
import { stack } from '../shares/matrix.ts';
import type { Boosting, Forest } from './boosting.ts';
import { sideBySide } from './gradients.ts';
import { type BoostingLayout, precision } from './layout.ts';
import { recipientsOf } from './plan.ts';

/** What a feature contributes to all trees together. */
export type FeatureImportance = {
  readonly party: string;
  readonly feature: string;
  /** How many nodes ask it. */
  readonly splits: number;
  /** Σ over these nodes of G²/(H + λ) of both sides less that of the node, to 2^-18 of the rows' weight; it may be just below 0. */
  readonly gain: number;
  /** Σ over these nodes of H, to 2^-27 of the rows' weight. */
  readonly cover: number;
};

/**
 * Gain, cover and number of nodes per feature, under shares: the product of what is known of the nodes and of who asks where, which each
 * party masks. Features in the roster's order; undefined where the plan tells nobody.
 */
export async function weighFeatures(
  { engine, plan, layout }: Boosting,
  { trees }: Forest,
): Promise<Shared | undefined> {
  if (plan.importanceTo === undefined) return undefined;
  const worth = stack(
    engine,
    trees.map((tree) => tree.worth),
  );
  const ones = engine.constant(worth.rows, 1, () => new BigUint64Array(worth.rows).fill(1n));
  const y = await engine.mask('importance/nodes', sideBySide(engine, [worth, ones]));
  const sums: Shared[] = [];
  for (const { party } of layout.places.parties) {
    const count = layout.places.features.filter((feature) => feature.party === party).length;
    const x = await engine.input('importance/asked', {
      owner: party,
      rows: count,
      cols: worth.rows,
      make: () => askedWhere(trees, count),
    });
    sums.push(...(await engine.products('importance/features', [[{ x, y }]])));
  }
  return stack(engine, sums);
}

function askedWhere(trees: Forest['trees'], count: number): Words {
  const splits = trees.flatMap((tree) => tree.splits);
  const words = new BigUint64Array(count * splits.length);
  for (const [node, split] of splits.entries()) if (split) words[split.feature * splits.length + node] = 1n;
  return words;
}

/** Opens them to whom the plan says. */
export async function openImportance(
  { engine, plan, layout }: { engine: Engine; plan: Boosting['plan']; layout: BoostingLayout },
  sums: Shared | undefined,
): Promise<readonly FeatureImportance[] | undefined> {
  if (!sums) return undefined;
  let opened: Words | undefined;
  for (const party of recipientsOf(plan, plan.importanceTo))
    opened = (await engine.reveal('result/importance', sums, { party, bits: 64 })) ?? opened;
  if (!opened) return undefined;
  const numbers = toNumbers(opened);
  const unit = (bits: number): number => 2 ** (layout.scaleBits - bits);
  return layout.places.features.map(({ party, feature }, i) => ({
    ...{ party, feature, splits: numbers[3 * i + 2]! },
    gain: numbers[3 * i]! * unit(precision.gain),
    cover: numbers[3 * i + 1]! * unit(precision.sum),
  }));
}
