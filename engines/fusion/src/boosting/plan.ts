import { demand, whole } from '../plan-check.ts';

/** What all parties and the dealer of a boosting agree on beforehand; its hash is compared before anything else. */
export type BoostingPlan = {
  readonly kind: 'boosting';
  /** The roster: at least two parties, in the order all agree on. */
  readonly parties: readonly string[];
  readonly labelHolder: string;
  /** Trees, one after the other; 1 to 64. */
  readonly trees: number;
  /** Questions from a tree's root to each of its leaves; 1 to 6. */
  readonly depth: number;
  /** What a tree's leaves are multiplied by; a multiple of 1/256 up to 1. */
  readonly learningRate: number;
  /** λ of the penalty λ/2·Σw² over a tree's leaves; 1 to 64. */
  readonly ridge: number;
  /** The log-odds all rows start from, a multiple of 1/2; scores are exact within 12 logits of it. */
  readonly baseLogit: number;
  /** One row in so many trains nothing and gives AUC and KS; 2 to 10, or 0 for no figures. */
  readonly holdOut: number;
  /** Which of the `holdOut` parts of the rows is held out, from 0; the first unless told. A cross-validation is one boosting for each. */
  readonly fold?: number;
  readonly figuresTo: 'label_holder' | 'everyone';
  /** Weights of rows without and with the outcome while trees grow, multiples of 1/16 up to 16; AUC and KS stay unweighted. */
  readonly classWeights?: { readonly negative: number; readonly positive: number };
  /**
   * Trees end once so many in a row, 1 to 10, have not lowered the held-out rows' mean of (outcome − probability)², class weights
   * counted; these are dropped. Where it is left out all trees are grown.
   */
  readonly patience?: number;
  /** Who learns how much each feature of each party contributes; nobody unless told. */
  readonly importanceTo?: 'label_holder' | 'everyone';
  /** Who learns all questions and leaves, so that the model can be used without the others; nobody unless told. */
  readonly treesTo?: 'label_holder' | 'everyone';
};

/** What all sides of one private scoring agree on; `model` is the id that every model share carries. */
export type BoostedScoringPlan = {
  readonly kind: 'boosted-scoring';
  readonly parties: readonly string[];
  readonly labelHolder: string;
  readonly model: string;
  /** Of the model; the dealer knows no more of it. */
  readonly trees: number;
  readonly depth: number;
  readonly scoresTo: 'label_holder' | 'everyone';
};

/** A boosting plan with the usual settings: 10 trees of depth 4, a rate of 0.3, λ = 1, every fifth row held out. */
export function boostingPlan(
  of: Pick<BoostingPlan, 'parties' | 'labelHolder'> & Partial<BoostingPlan>,
): BoostingPlan {
  const plan: BoostingPlan = {
    kind: 'boosting',
    trees: 10,
    depth: 4,
    learningRate: 77 / 256,
    ridge: 1,
    baseLogit: 0,
    holdOut: 5,
    figuresTo: 'label_holder',
    ...of,
  };
  checkBoostingPlan(plan);
  return plan;
}

/** Refuses a plan that cannot be run. Errors: `fusion.bad_plan`, with the wrong field. */
export function checkBoostingPlan(plan: BoostingPlan | BoostedScoringPlan): void {
  const { parties, labelHolder } = plan;
  demand(
    parties.length >= 2 && new Set(parties).size === parties.length,
    '/parties',
    'at least two, each once',
  );
  demand(parties.includes(labelHolder), '/labelHolder', 'must be one of the parties');
  demand(whole(plan.trees, [1, 64]), '/trees', 'a whole number from 1 to 64');
  demand(whole(plan.depth, [1, 6]), '/depth', 'a whole number from 1 to 6');
  if (plan.kind === 'boosted-scoring') return;
  demand(whole(plan.learningRate * 256, [1, 256]), '/learningRate', 'a multiple of 1/256 up to 1');
  demand(plan.ridge >= 1 && plan.ridge <= 64, '/ridge', 'a number from 1 to 64');
  demand(whole(plan.baseLogit * 2, [-16, 16]), '/baseLogit', 'a multiple of 1/2 from -8 to 8');
  demand(plan.holdOut === 0 || whole(plan.holdOut, [2, 10]), '/holdOut', '0, or a whole number from 2 to 10');
  checkOptions(plan);
}

function checkOptions({ trees, holdOut, fold, classWeights, patience }: BoostingPlan): void {
  demand(fold === undefined || whole(fold, [0, holdOut - 1]), '/fold', 'one of the parts held out, from 0');
  for (const weight of classWeights ? [classWeights.negative, classWeights.positive] : [])
    demand(whole(weight * 16, [1, 256]), '/classWeights', 'multiples of 1/16 up to 16');
  demand(
    patience === undefined || (holdOut > 0 && whole(patience, [1, Math.min(10, trees - 2)])),
    '/patience',
    'a whole number from 1 to 10, two below the trees at most, with rows held out',
  );
}

/** Who learns what is for `to`. */
export function recipientsOf(
  { parties, labelHolder }: Pick<BoostingPlan, 'parties' | 'labelHolder'>,
  to: 'label_holder' | 'everyone' | undefined,
): readonly string[] {
  if (to === undefined) return [];
  return to === 'everyone' ? parties : [labelHolder];
}
