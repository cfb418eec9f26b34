import type { TrainingPlan } from '@finharbor/fusion';
import { z } from 'zod';
import type { Body } from '../documents.ts';

/** Whom a contract lets the finished scorecard be opened to: its points, its coefficients with their standard errors. */
export const pointsOpenings = ['nobody', 'consumer', 'all'] as const;
/** One of them. */
export type PointsOpening = (typeof pointsOpenings)[number];

/** A number for loans that were repaid, and one for defaults. */
export type PerClass = { readonly good: number; readonly bad: number };

/** How a training departs from the usual settings, as its consumer asks for it; what is left out is as usual. */
export type TrainingOptions = {
  /** λ of the penalty λ/2·Σβ²; 1 unless told. */
  readonly ridge?: number;
  /** What rows without and with a default weigh in every fit; `balanced` lets both classes weigh alike. */
  readonly classWeights?: 'balanced' | PerClass;
  /** An own column: a term of each row's log-odds that is given, within ±16, and stays out of points and figures. */
  readonly offset?: string;
  /** What shares of all goods and bads were kept when the rows were sampled: the base of the points is corrected for it. */
  readonly kept?: PerClass;
  /** The expected log-odds of a default, a multiple of 1/2; follows from the class weights unless told. */
  readonly centreLogit?: number;
  /** Who learns points and coefficients; nobody unless told. */
  readonly opened?: Exclude<PointsOpening, 'nobody'>;
};

/** The same as all parties sign it in the job's plan: numbers only, and `offset` as the name of the consumer's column. */
export type TrainingSettings = Partial<
  Pick<TrainingPlan, 'ridge' | 'classWeights' | 'kept' | 'centreLogit' | 'pointsTo' | 'coefficientsTo'>
> & { readonly offset?: string };

const column = z.string().min(1).max(60);
const weight = z
  .number()
  .min(1 / 16)
  .max(16)
  .multipleOf(1 / 16);
const share = z.number().gt(0).max(1);
const shared = {
  ridge: z.number().min(1).max(1024).exactOptional(),
  offset: column.exactOptional(),
  kept: z.strictObject({ good: share, bad: share }).exactOptional(),
  centreLogit: z.number().min(-5).max(5).multipleOf(0.5).exactOptional(),
};
const perClass = z.strictObject({ good: weight, bad: weight });
const named = z.enum(['label_holder', 'everyone']);

/** The options of a training, as zod. */
export const trainingOptions: z.ZodType<TrainingOptions> = z.strictObject({
  ...shared,
  classWeights: z.union([z.literal('balanced'), perClass]).exactOptional(),
  opened: z.enum(['consumer', 'all']).exactOptional(),
});

/** The settings of a training, as zod; a setting that is not known here is refused. */
export const trainingSettings: z.ZodType<TrainingSettings> = z.strictObject({
  ...shared,
  classWeights: perClass.exactOptional(),
  pointsTo: named.exactOptional(),
  coefficientsTo: named.exactOptional(),
});

/** To whom settings open anything of the scorecard. */
export function openingOf({ pointsTo, coefficientsTo }: TrainingSettings): PointsOpening {
  if (pointsTo === 'everyone' || coefficientsTo === 'everyone') return 'all';
  return pointsTo || coefficientsTo ? 'consumer' : 'nobody';
}

/** To whom a contract lets the scorecard be opened; to nobody where it says nothing of it, as those of before. */
export function pointsOpenedTo({ constraints }: Pick<Body<'contract'>, 'constraints'>): PointsOpening {
  const value = constraints.find(({ name }) => name === 'points_opened')?.value;
  return pointsOpenings.find((one) => one === value) ?? 'nobody';
}
