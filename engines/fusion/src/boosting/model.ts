import { fail } from '@finharbor/kernel';
import type { FeatureShape } from '../scorecard/layout.ts';
import { wordsText } from '../scorecard/model-share.ts';
import type { Tree } from './boosting.ts';
import type { BoostedScoringPlan, BoostingPlan } from './plan.ts';

/**
 * One party's share of boosted trees: plain JSON. It holds the questions asked of this party's own features, which nobody
 * else knows, and uniformly random shares of the leaves; it is kept like a secret key.
 */
export type BoostedModelShare = {
  readonly version: 1;
  /** The id every party's share of this model carries: the training session, or the job of several. */
  readonly model: string;
  readonly party: string;
  readonly parties: readonly string[];
  readonly labelHolder: string;
  readonly features: readonly FeatureShape[];
  readonly trees: number;
  readonly depth: number;
  /** What every score starts from. */
  readonly baseLogit: number;
  /** Per tree and node, level by level: [feature, bin], "is the feature's bin at most this one", or null where another party is asked. */
  readonly splits: readonly (readonly (readonly [feature: number, bin: number] | null)[])[];
  /** Base64 of little-endian 64-bit words, 28 bits after the point: the leaves of the trees, from the left. */
  readonly leaves: string;
};

/** A party's share of what has been grown. */
export function boostedModel(of: {
  readonly plan: BoostingPlan;
  readonly model: string;
  readonly party: string;
  readonly features: readonly FeatureShape[];
  readonly trees: readonly Tree[];
}): BoostedModelShare {
  const { plan, trees } = of;
  const leaves = BigUint64Array.from(trees.flatMap((tree) => [...tree.leaves.words]));
  return {
    version: 1,
    model: of.model,
    party: of.party,
    parties: plan.parties,
    labelHolder: plan.labelHolder,
    features: of.features,
    trees: trees.length,
    depth: plan.depth,
    baseLogit: plan.baseLogit,
    splits: trees.map(({ splits }) => splits.map((split) => (split ? [split.feature, split.bin] : null))),
    leaves: wordsText(leaves),
  };
}

/** The questions of a share. Errors: `fusion.bad_model` when they do not fit the plan or the party's features. */
export function splitsOf(share: BoostedModelShare, plan: BoostedScoringPlan): Tree['splits'][] {
  const bad = (detail: string): never =>
    fail('fusion.bad_model', `The model share cannot be used: ${detail}.`);
  if (share.model !== plan.model) bad('it is of another model than the plan names');
  if (share.parties.join('\n') !== plan.parties.join('\n') || share.labelHolder !== plan.labelHolder)
    bad('it was trained by other parties');
  if (share.trees !== plan.trees || share.depth !== plan.depth || share.splits.length !== plan.trees)
    bad('its trees are others than the plan says');
  return share.splits.map((tree) => {
    if (tree.length !== 2 ** plan.depth - 1) bad('a tree is damaged');
    return tree.map((split) => {
      if (split === null) return undefined;
      const [feature, bin] = split;
      if (!(bin >= 0 && bin + 1 < (share.features[feature]?.bins ?? 0))) bad('a question is damaged');
      return { feature, bin };
    });
  });
}
