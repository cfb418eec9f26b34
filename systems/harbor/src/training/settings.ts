import { type TrainingPlan, trainingPlan } from '@finharbor/fusion';
import { fail, type Json } from '@finharbor/kernel';
import type { Bilingual, Body } from '../documents.ts';
import type { Row } from '../store.ts';
import {
  type PerClass,
  type PointsOpening,
  pointsOpenedTo,
  type TrainingOptions,
  type TrainingSettings,
  trainingSettings,
} from './options.ts';

/** The log-odds of a default that a plan expects of its rows unless told. */
const usualCentre = -1;
const weightSteps = 16;
/** Groups of a plan whose contract names no smallest one. */
export const usualSmallestGroup = 50;

/** Reads the settings of a training's plan; undefined where there are some that nobody here knows. */
export function settingsOf(plan: { readonly [key: string]: Json }): TrainingSettings | undefined {
  return trainingSettings.safeParse(plan.settings ?? {}).data;
}

/**
 * The settings that options come to, with the base of the points corrected for weights as for sampling; balanced weights are
 * counted on the consumer's own rows, of which the plan then tells the balance.
 */
export function settingsFrom(
  { classWeights, centreLogit, kept, opened, ...rest }: TrainingOptions,
  { rows, label }: { readonly rows: Iterable<Row>; readonly label: string },
): TrainingSettings {
  const weights = classWeights === 'balanced' ? balanced(rows, label) : classWeights;
  const centre = centreLogit ?? (weights && (classWeights === 'balanced' ? 0 : centreUnder(weights)));
  const correction = weights ? weighed(kept ?? whole, weights) : kept;
  return {
    ...rest,
    ...(weights && { classWeights: weights }),
    ...(correction && { kept: correction }),
    ...(centre !== undefined && { centreLogit: centre }),
    ...opening(opened),
  };
}

const whole: PerClass = { good: 1, bad: 1 };

/** Rows that weigh more count as if more of their class had been kept: so points keep the odds they stand for (King, Zeng 2001). */
function weighed(kept: PerClass, weights: PerClass): PerClass {
  const [good, bad] = [kept.good * weights.good, kept.bad * weights.bad];
  const most = Math.max(good, bad);
  return { good: good / most, bad: bad / most };
}

/** Where the log-odds are expected once the classes weigh differently, as a plan takes it: a multiple of 1/2 within ±5. */
function centreUnder({ good, bad }: PerClass): number {
  return Math.max(-5, Math.min(5, Math.round((usualCentre + Math.log(bad / good)) * 2) / 2));
}

/** What a plan opens where points and coefficients go to somebody. */
export function opening(to: PointsOpening = 'nobody'): Pick<TrainingSettings, 'pointsTo' | 'coefficientsTo'> {
  if (to === 'nobody') return {};
  const named = to === 'all' ? 'everyone' : 'label_holder';
  return { pointsTo: named, coefficientsTo: named };
}

/** Whether a contract lets a training open what its settings open. */
export function mayOpen(
  contract: Pick<Body<'contract'>, 'constraints'>,
  { pointsTo, coefficientsTo }: TrainingSettings,
): boolean {
  const allowed = pointsOpenedTo(contract);
  return [pointsTo, coefficientsTo].every(
    (to) => to === undefined || allowed === 'all' || (allowed === 'consumer' && to === 'label_holder'),
  );
}

/** Why a plan that opens more is refused, at the consumer's own node as at every other. */
export const opensTooMuch: Bilingual = {
  en: 'The plan opens points or coefficients to somebody the contract does not name.',
  zh: '计划将分值或系数公开给合同未允许的一方。',
};

/** The fusion plan of a roster under settings; the consumer stands first and brings labels and offset. */
export function planUnder(
  { offset, ...settings }: TrainingSettings,
  of: { readonly roster: readonly string[]; readonly smallestGroup: number; readonly folds?: number },
): TrainingPlan {
  const { roster, ...shape } = of;
  const consumer = roster[0]!;
  return trainingPlan({
    parties: roster,
    labelHolder: consumer,
    ...shape,
    ...settings,
    ...(offset !== undefined && { offsetHolder: consumer }),
  });
}

/** n/(2·n_c) for both classes, as scikit-learn's `balanced`, in sixteenths from 1/16 to 16. */
function balanced(rows: Iterable<Row>, label: string): PerClass {
  const count = { good: 0, bad: 0 };
  for (const row of rows) count[Number(row[label]) === 1 ? 'bad' : 'good'] += 1;
  if (count.good === 0 || count.bad === 0)
    fail('fusion.bad_plan', 'Class weights cannot be balanced: the outcome column has one class only.');
  const weigh = (of: number): number =>
    Math.min(16, Math.max(1, Math.round(((count.good + count.bad) / (2 * of)) * weightSteps)) / weightSteps);
  return { good: weigh(count.good), bad: weigh(count.bad) };
}
