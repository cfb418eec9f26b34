import { fail } from '@finharbor/kernel';
import { foldOf } from '../regression/layout.ts';
import { type FeatureShape, placeFeatures } from '../scorecard/layout.ts';
import type { BoostingPlan } from './plan.ts';

/** What a boosting's steps follow from: public numbers only. */
export type BoostingShape = {
  readonly rows: number;
  readonly features: Readonly<Record<string, readonly FeatureShape[]>>;
};

/** A question "is the feature's bin at most `bin`"; `feature` is the place among its party's features. */
export type Cut = { readonly party: string; readonly feature: number; readonly bin: number };

/** Everything about a boosting that follows from plan and shape. */
export type BoostingLayout = {
  readonly rows: number;
  readonly places: ReturnType<typeof placeFeatures>;
  /** All questions; a party's stand together, in its features' order. */
  readonly cuts: readonly Cut[];
  /** Per cut, among all bins: its feature's first, the last on its left, and the one after its feature's last. */
  readonly cutBins: readonly { readonly first: number; readonly last: number; readonly end: number }[];
  /** Rows are worked on in these stretches, so that memory stays bounded. */
  readonly chunks: readonly { readonly from: number; readonly to: number }[];
  /** 2^scaleBits >= rows, and the sum of their weights. */
  readonly scaleBits: number;
  /** Bits after the point of a row's gradient and curvature, its weight multiplied in. */
  readonly gradientBits: number;
};

/** Bits after the point; docs/crypto.md says which bound each comes from. */
export const precision = {
  /** Of the series' coefficients and of the dealt waves. */
  series: 18,
  wave: 18,
  /** Of a row's gradient and curvature, and of a class's weight. */
  gradient: 20,
  weight: 4,
  /** Of an error whose square says whether trees get better. */
  loss: 14,
  /** Of their sums, divided by 2^scaleBits. */
  sum: 28,
  /** Of a reciprocal of such a sum, and of what corrects it in a step. */
  reciprocal: 16,
  correction: 20,
  /** Of a leaf before the rate is multiplied in, and after it: the unit of scores. */
  leaf: 20,
  score: 28,
  /** Of a gain, divided by 2^scaleBits. */
  gain: 19,
} as const;

const [leastRows, mostRows] = [512, 2_097_152];
const mostBins = 4_096;
const mostCells = 2 ** 27;
const chunkRows = 32_768;

/** Lays a boosting out. Errors: `fusion.bad_rows`. */
export function layOutBoosting(plan: BoostingPlan, { rows, features }: BoostingShape): BoostingLayout {
  const places = placeFeatures(plan.parties, features);
  const { bins } = places;
  if (!Number.isInteger(rows) || rows < leastRows || rows > mostRows)
    fail('fusion.bad_rows', `Trees are grown on ${leastRows} to ${mostRows} rows.`);
  if (bins > mostBins || rows * bins > mostCells)
    fail('fusion.bad_rows', `Trees take ${mostBins} bins, and ${mostCells} bins times rows.`);
  const cuts = plan.parties.flatMap((party) =>
    features[party]!.flatMap((shape, feature) =>
      Array.from({ length: shape.bins - 1 }, (_, bin): Cut => ({ party, feature, bin })),
    ),
  );
  if (cuts.length === 0) fail('fusion.bad_rows', 'Trees need a feature of two bins at least.');
  return {
    rows,
    places,
    cuts,
    cutBins: places.features.flatMap(({ from, bins: size }) =>
      Array.from({ length: size - 1 }, (_, bin) => ({ first: from, last: from + bin, end: from + size })),
    ),
    chunks: Array.from({ length: Math.ceil(rows / chunkRows) }, (_, i) => ({
      from: i * chunkRows,
      to: Math.min(rows, (i + 1) * chunkRows),
    })),
    scaleBits: Math.ceil(Math.log2(rows * largestWeight(plan))),
    gradientBits: precision.gradient + (plan.classWeights ? precision.weight : 0),
  };
}

function largestWeight({ classWeights }: BoostingPlan): number {
  return classWeights ? Math.max(1, classWeights.negative, classWeights.positive) : 1;
}

/** Bits of the coefficients that tell how far rows are beyond reach: sums over all rows have to stay below 2^60. */
export function beyondBits({ scaleBits }: Pick<BoostingLayout, 'scaleBits'>): number {
  return Math.min(30, 60 - scaleBits - precision.wave);
}

/** Whether a row trains nothing; which rows these are is public. */
export function heldOut({ holdOut, fold = 0 }: Pick<BoostingPlan, 'holdOut' | 'fold'>, row: number): boolean {
  return holdOut > 0 && foldOf(row, holdOut) === fold;
}

/** Which of the rows [from, to) train nothing, counted from `from`. */
export function heldPlaces(
  plan: Pick<BoostingPlan, 'holdOut' | 'fold'>,
  { from, to }: { from: number; to: number },
): number[] {
  return Array.from({ length: to - from }, (_, row) => row).filter((row) => heldOut(plan, from + row));
}
