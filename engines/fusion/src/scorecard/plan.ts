import { canonicalJson, fail, sha256 } from '@finharbor/kernel';
import type { BoostedScoringPlan, BoostingPlan } from '../boosting/plan.ts';
import type { IntersectionPlan } from '../jobs/plan.ts';
import { demand, whole } from '../plan-check.ts';
import type { RegressionPlan } from '../regression/plan.ts';
import type { StatisticsPlan } from '../statistics/plan.ts';

/** What all parties and the dealer of a training agree on beforehand; its hash is compared before anything else. */
export type TrainingPlan = {
  readonly kind: 'train';
  /** The roster: at least two parties, in the order all agree on. */
  readonly parties: readonly string[];
  readonly labelHolder: string;
  /** g: opened counts are multiples of it, and no bin holds fewer rows. */
  readonly smallestGroup: number;
  /** Cross-validation folds, 2 to 10. */
  readonly folds: number;
  /** Newton steps of each model's first fit, over a sample of its rows and each with a Hessian of its own; 1 to 12. */
  readonly leadSteps: number;
  /** Newton steps of every fit from there on, over all of its rows with the last of these Hessians; 1 to 12. */
  readonly steps: number;
  /** The expected log-odds of a default, a multiple of 1/2: the centre of the 24 logits in which a fit is exact. */
  readonly centreLogit: number;
  /** Whether the offices see AUC and KS too. */
  readonly figuresTo: 'label_holder' | 'everyone';
  readonly points: PointsScale;
  /** λ of the penalty λ/2·Σβ² on all coefficients but the intercept, 1 to 1024; 1 unless told. */
  readonly ridge?: number;
  /** Weights of rows without and with a default in every fit, multiples of 1/16 up to 16; counts and figures stay unweighted. */
  readonly classWeights?: { readonly good: number; readonly bad: number };
  /** Who brings an offset: a term of each row's log-odds with coefficient 1 while fitting; points and figures are without it. */
  readonly offsetHolder?: string;
  /**
   * What shares of all goods and bads were kept when the rows were sampled, above 0 up to 1: the prior correction (King, Zeng 2001).
   * It moves the base of the points and the intercept, nothing else.
   */
  readonly kept?: { readonly good: number; readonly bad: number };
  /** Who learns the final model's coefficients and exact standard errors; nobody unless told. */
  readonly coefficientsTo?: 'label_holder' | 'everyone';
  /** Who learns the points of every bin, so that the model can be used without the others; nobody unless told. */
  readonly pointsTo?: 'label_holder' | 'everyone';
  /** Where given, two parties make the correlated randomness between themselves: slower, and nobody else takes part. */
  readonly dealer?: 'none';
};

/** A points scale: `score` points at good odds of `odds` to 1, and `pdo` points to double the odds. */
export type PointsScale = { readonly score: number; readonly odds: number; readonly pdo: number };

/** What all sides of one private scoring agree on; `model` is the id that every model share carries. */
export type ScoringPlan = {
  readonly kind: 'score';
  readonly parties: readonly string[];
  readonly labelHolder: string;
  readonly model: string;
  /** As in a training; a model trained with a dealer may be used without one, and the other way round. */
  readonly dealer?: 'none';
};

/** A plan of shared computation. */
export type Plan = TrainingPlan | ScoringPlan;

/** A training plan with the usual settings: 5 folds, smallest group 50, 600 points at 19:1, 50 to double the odds. */
export function trainingPlan(
  of: Pick<TrainingPlan, 'parties' | 'labelHolder'> & Partial<TrainingPlan>,
): TrainingPlan {
  const plan: TrainingPlan = {
    kind: 'train',
    smallestGroup: 50,
    folds: 5,
    leadSteps: 3,
    steps: 2,
    centreLogit: -1,
    figuresTo: 'label_holder',
    points: { score: 600, odds: 19, pdo: 50 },
    ...of,
  };
  checkPlan(plan);
  return plan;
}

/** SHA-256 over the plan and the session it is run in. */
export function planDigest(
  plan: Plan | RegressionPlan | StatisticsPlan | IntersectionPlan | BoostingPlan | BoostedScoringPlan,
  session: string,
): Uint8Array<ArrayBuffer> {
  return sha256(canonicalJson({ plan, session }));
}

/** Refuses a plan that cannot be run. Errors: `fusion.bad_plan`, with the wrong field. */
export function checkPlan(plan: Plan): void {
  const { parties, labelHolder } = plan;
  demand(
    parties.length >= 2 && new Set(parties).size === parties.length,
    '/parties',
    'at least two, each once',
  );
  demand(parties.includes(labelHolder), '/labelHolder', 'must be one of the parties');
  demand(plan.dealer === undefined || parties.length === 2, '/dealer', 'can be left out by two parties only');
  if (plan.kind === 'score') return;
  demand(whole(plan.smallestGroup, [1, 32_767]), '/smallestGroup', 'a whole number from 1 to 32767');
  demand(whole(plan.folds, [2, 10]), '/folds', 'a whole number from 2 to 10');
  demand(whole(plan.leadSteps, [1, 12]), '/leadSteps', 'a whole number from 1 to 12');
  demand(whole(plan.steps, [1, 12]), '/steps', 'a whole number from 1 to 12');
  demand(whole(plan.centreLogit * 2, [-10, 10]), '/centreLogit', 'a multiple of 1/2 from -5 to 5');
  checkOptions(plan);
  const { score, odds, pdo } = plan.points;
  demand(
    score > 0 && score < 1_000 && odds >= 1 && pdo >= 10 && pdo <= 100,
    '/points',
    'out of the usual range',
  );
}

function checkOptions({ parties, ridge = 1, classWeights, offsetHolder, kept }: TrainingPlan): void {
  demand(ridge >= 1 && ridge <= 1_024, '/ridge', 'a number from 1 to 1024');
  for (const weight of classWeights ? [classWeights.good, classWeights.bad] : [])
    demand(whole(weight * 16, [1, 256]), '/classWeights', 'multiples of 1/16 up to 16');
  demand(
    offsetHolder === undefined || parties.includes(offsetHolder),
    '/offsetHolder',
    'must be one of the parties',
  );
  for (const share of kept ? [kept.good, kept.bad] : [])
    demand(share > 0 && share <= 1, '/kept', 'shares above 0 up to 1');
}

/** What the prior correction takes from the intercept. */
export function priorShift({ kept }: Pick<TrainingPlan, 'kept'>): number {
  return kept ? Math.log(kept.bad / kept.good) : 0;
}

/** The penalty of a plan's fits. */
export function ridgeOf({ ridge = 1 }: Pick<TrainingPlan, 'ridge'>): number {
  return ridge;
}

/** Bits after the point of a class weight, and how many bits the largest may add to a sum; none where all rows weigh the same. */
export function classBits({ classWeights: weights }: Pick<TrainingPlan, 'classWeights'>): {
  point: number;
  head: number;
} {
  if (!weights) return { point: 0, head: 0 };
  return { point: 4, head: Math.max(0, Math.ceil(Math.log2(Math.max(weights.good, weights.bad)))) };
}

/** The parties that a setting of the plan names. */
export function namedBy(
  { parties, labelHolder }: TrainingPlan,
  to: 'label_holder' | 'everyone' | undefined,
): readonly string[] {
  if (to === undefined) return [];
  return to === 'everyone' ? parties : [labelHolder];
}

/** The name of the plan's training set behind fit `set`: a fold left out, the years before the out-of-time year, all. */
export function trainingSets(plan: TrainingPlan): readonly string[] {
  return [...Array.from({ length: plan.folds }, (_, k) => `fold${k}`), 'oot', 'final'];
}

/** Fails with `fusion.plan_mismatch`, naming who disagrees. */
export function mismatch(party: string, what: string): never {
  return fail(
    'fusion.plan_mismatch',
    `${party} takes part with another ${what}. Compare the job's documents and start again.`,
  );
}
