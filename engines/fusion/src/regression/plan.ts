import { demand, whole } from '../plan-check.ts';

/** What all parties and the dealer of a regression agree on beforehand; its hash is compared before anything else. */
export type RegressionPlan = {
  readonly kind: 'regression';
  /** The roster: at least two parties, in the order all agree on. */
  readonly parties: readonly string[];
  readonly labelHolder: string;
  /** Who brings an offset, if anybody: a term of the predictor with coefficient 1. */
  readonly offsetHolder?: string;
  /** Who learns coefficients and standard errors; every party keeps shares of the coefficients in any case. */
  readonly coefficientsTo: 'everyone' | 'label_holder' | 'nobody';
  /** Whether standard errors are computed; they go where the coefficients go. */
  readonly standardErrors: boolean;
  /** λ of the penalty λ/2·Σβ², without the intercept; 0 to 2^20. */
  readonly ridge: number;
  /** Weights of rows without and with the outcome, multiples of 1/16 up to 16. */
  readonly classWeights: { readonly negative: number; readonly positive: number };
  /** The expected log-odds, a multiple of 1/2: the fit starts half way to it, and it is the centre of the 24 logits told apart. */
  readonly centreLogit: number;
  /** Newton steps, at most; 1 to 40. */
  readonly maxIterations: number;
  /** How many of the first steps take a new Hessian; later ones keep the last. */
  readonly freshHessians: number;
  /** Folds of a cross-validation, 2 to 10, or 0 for none; a fit that leaves one out has to converge as well. */
  readonly folds: number;
  /** A step is the last when its length, over columns at unit scale, is below this; 2^-18 to 1. */
  readonly tolerance: number;
  /** Where given, two parties make the correlated randomness between themselves: slower, and nobody else takes part. */
  readonly dealer?: 'none';
};

/** A plan with the usual settings: no penalty, even weights, at most 16 steps, a tolerance of 2^-10. */
export function regressionPlan(
  of: Pick<RegressionPlan, 'parties' | 'labelHolder'> & Partial<RegressionPlan>,
): RegressionPlan {
  const plan: RegressionPlan = {
    kind: 'regression',
    coefficientsTo: 'everyone',
    standardErrors: true,
    ridge: 0,
    classWeights: { negative: 1, positive: 1 },
    centreLogit: 0,
    maxIterations: 16,
    freshHessians: 5,
    folds: 0,
    tolerance: 2 ** -10,
    ...of,
  };
  checkRegressionPlan(plan);
  return plan;
}

/** Refuses a plan that cannot be run. Errors: `fusion.bad_plan`, with the wrong field. */
export function checkRegressionPlan(plan: RegressionPlan): void {
  const { parties, labelHolder, offsetHolder, classWeights } = plan;
  const weight = (value: number): boolean => whole(value * 16, [1, 256]);
  const demands: readonly (readonly [boolean, keyof RegressionPlan, string])[] = [
    [parties.length >= 2 && new Set(parties).size === parties.length, 'parties', 'at least two, each once'],
    [parties.includes(labelHolder), 'labelHolder', 'must be one of the parties'],
    [
      offsetHolder === undefined || parties.includes(offsetHolder),
      'offsetHolder',
      'must be one of the parties',
    ],
    [plan.ridge >= 0 && plan.ridge <= 2 ** 20, 'ridge', 'a number from 0 to 2^20'],
    [
      weight(classWeights.negative) && weight(classWeights.positive),
      'classWeights',
      'multiples of 1/16 up to 16',
    ],
    [whole(plan.centreLogit * 2, [-16, 16]), 'centreLogit', 'a multiple of 1/2 from -8 to 8'],
    [whole(plan.maxIterations, [1, 40]), 'maxIterations', 'a whole number from 1 to 40'],
    [whole(plan.freshHessians, [1, 40]), 'freshHessians', 'a whole number from 1 to 40'],
    [plan.folds === 0 || whole(plan.folds, [2, 10]), 'folds', '0, or a whole number from 2 to 10'],
    [plan.tolerance >= 2 ** -18 && plan.tolerance <= 1, 'tolerance', 'a number from 2^-18 to 1'],
    [plan.dealer === undefined || parties.length === 2, 'dealer', 'can be left out by two parties only'],
  ];
  for (const [holds, field, detail] of demands) demand(holds, `/${field}`, detail);
}

/** Whether rows weigh differently, so that weights must be multiplied in. */
export function weighted({ classWeights: { negative, positive } }: RegressionPlan): boolean {
  return negative !== 1 || positive !== 1;
}

/** Who learns the coefficients. */
export function recipients(plan: RegressionPlan): readonly string[] {
  if (plan.coefficientsTo === 'everyone') return plan.parties;
  return plan.coefficientsTo === 'label_holder' ? [plan.labelHolder] : [];
}
