import { toNumbers, type Words } from '../ring/words.ts';
import type { Training } from './count.ts';
import { twoSidedTail } from './normal.ts';
import { priorShift } from './plan.ts';
import { weightBits } from './scales.ts';
import type { OpenedWords } from './train-program.ts';

/** One coefficient of the final model, of a feature's weights of evidence; the intercept's feature is empty, its party the label holder. */
export type ScorecardCoefficient = {
  readonly party: string;
  readonly feature: string;
  /** The intercept's after the prior correction. */
  readonly value: number;
  /** From the inverse of the penalised observed information over all rows, weights of evidence taken as given. */
  readonly standardError: number;
  /** Wald's value/standardError, and the two-sided p-value of a standard normal variable at it. */
  readonly z: number;
  readonly p: number;
};

/** The scorecard in plain points: a firm has the base and, of each feature, the points of its bin. */
export type ScorecardPoints = {
  readonly base: number;
  readonly features: readonly {
    readonly party: string;
    readonly feature: string;
    readonly points: readonly number[];
  }[];
};

/** What a plan opens of the final model itself. */
export type OpenedModel = {
  readonly coefficients?: readonly ScorecardCoefficient[];
  readonly points?: ScorecardPoints;
};

/** Opened words as numbers with their names. */
export function openedModel(training: Training, opened: OpenedWords): OpenedModel {
  const { points, coefficients, variances, unit } = opened;
  return {
    ...(points && { points: pointsOfWords(training, points) }),
    ...(coefficients &&
      variances && { coefficients: coefficientsOf(training, { coefficients, variances, unit }) }),
  };
}

function pointsOfWords({ layout }: Training, words: Words): ScorecardPoints {
  const [base, ...points] = toNumbers(words);
  return {
    base: base!,
    features: layout.features.map(({ party, feature, from, bins }) => ({
      ...{ party, feature },
      points: points.slice(from, from + bins),
    })),
  };
}

function coefficientsOf(
  { layout, plan }: Training,
  opened: { coefficients: Words; variances: Words; unit: number },
): ScorecardCoefficient[] {
  const variances = toNumbers(opened.variances);
  const names = [{ party: plan.labelHolder, feature: '' }, ...layout.features];
  return Array.from(toNumbers(opened.coefficients), (word, j) => {
    const value = word * 2 ** -weightBits - (j === 0 ? priorShift(plan) : 0);
    const standardError = Math.sqrt(variances[j]! * opened.unit);
    const z = value / standardError;
    const { party, feature } = names[j]!;
    return { party, feature, value, standardError, z, p: twoSidedTail(z) };
  });
}
