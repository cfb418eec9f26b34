import { canonicalJson, FinharborError, fail, sha256 } from '@finharbor/kernel';
import type { IntersectionPlan } from '../jobs/plan.ts';
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
  /** Fixed-Hessian Newton steps, 1 to 40. */
  readonly iterations: number;
  /** How many of them, the last, take the exact sigmoid by look-up instead of a polynomial. */
  readonly exactIterations: number;
  /** The expected log-odds of a default, a multiple of 1/2; scores within ±4 of it are told apart. */
  readonly centreLogit: number;
  /**
   * Score bins over centre ± 4, as powers of two from 2^5 to 2^12: how finely AUC and KS are measured on folds and on the
   * fewer rows out of time.
   */
  readonly scoreBits: { readonly folds: number; readonly outOfTime: number };
  /** Whether the offices see AUC and KS too. */
  readonly figuresTo: 'label_holder' | 'everyone';
  readonly points: PointsScale;
};

/** A points scale: `score` points at good odds of `odds` to 1, and `pdo` points to double the odds. */
export type PointsScale = { readonly score: number; readonly odds: number; readonly pdo: number };

/** What all sides of one private scoring agree on; `model` is the id that every model share carries. */
export type ScoringPlan = {
  readonly kind: 'score';
  readonly parties: readonly string[];
  readonly labelHolder: string;
  readonly model: string;
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
    iterations: 13,
    exactIterations: Math.min(4, of.iterations ?? 13),
    centreLogit: -1,
    scoreBits: { folds: 10, outOfTime: 12 },
    figuresTo: 'label_holder',
    points: { score: 600, odds: 19, pdo: 50 },
    ...of,
  };
  checkPlan(plan);
  return plan;
}

/** SHA-256 over the plan and the session it is run in. */
export function planDigest(
  plan: Plan | RegressionPlan | StatisticsPlan | IntersectionPlan,
  session: string,
): Uint8Array<ArrayBuffer> {
  return sha256(canonicalJson({ plan, session }));
}

/** Refuses a plan that cannot be run. Errors: `fusion.bad_plan`, with the wrong field. */
export function checkPlan(plan: Plan): void {
  const { parties, labelHolder } = plan;
  demand(
    parties.length >= 2 && new Set(parties).size === parties.length,
    'parties',
    'at least two, each once',
  );
  demand(parties.includes(labelHolder), 'labelHolder', 'must be one of the parties');
  if (plan.kind === 'score') return;
  demand(whole(plan.smallestGroup, [1, 32_767]), 'smallestGroup', 'a whole number from 1 to 32767');
  demand(whole(plan.folds, [2, 10]), 'folds', 'a whole number from 2 to 10');
  demand(whole(plan.iterations, [1, 40]), 'iterations', 'a whole number from 1 to 40');
  demand(whole(plan.exactIterations, [0, plan.iterations]), 'exactIterations', 'from 0 to iterations');
  demand(whole(plan.centreLogit * 2, [-10, 10]), 'centreLogit', 'a multiple of 1/2 from -5 to 5');
  const { folds, outOfTime } = plan.scoreBits;
  demand(whole(folds, [5, 12]) && whole(outOfTime, [5, 12]), 'scoreBits', 'whole numbers from 5 to 12');
  const { score, odds, pdo } = plan.points;
  demand(
    score > 0 && score < 1_000 && odds >= 1 && pdo >= 10 && pdo <= 100,
    'points',
    'out of the usual range',
  );
}

function whole(value: number, [min, max]: readonly [number, number]): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}

function demand(holds: boolean, field: string, detail: string): void {
  if (holds) return;
  throw new FinharborError({
    code: 'fusion.bad_plan',
    publicMessage: `The plan cannot be run: ${field}: ${detail}.`,
    fields: [{ pointer: `/${field}`, detail }],
  });
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
