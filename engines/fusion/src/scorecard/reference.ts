import { setImmediate } from 'node:timers/promises';
import { regressInTheClear } from '../regression/clear.ts';
import { auc, type Figures, figures, ks } from './metrics.ts';
import type { TrainingPlan } from './plan.ts';
import { type BinnedFeature, countBins, type Outcome } from './rows.ts';
import { weightOfEvidence } from './woe.ts';

/** What of a training's plan a fit in the clear follows; an offset is the caller's business. */
export type ClearSettings = Pick<TrainingPlan, 'folds' | 'ridge' | 'classWeights'>;

/**
 * The same scorecard in the clear: weights of evidence from exact counts inside each training set, ridge logistic
 * regression by Newton's method with the exact sigmoid, AUC and KS on raw scores. The yardstick for the shared training.
 */
export async function fitInTheClear(
  features: readonly BinnedFeature[],
  outcome: Outcome,
  plan: ClearSettings,
): Promise<Figures> {
  const { folds } = plan;
  const { fold, period } = outcome;
  const splits: ((row: number) => boolean)[] = Array.from(
    { length: folds },
    (_, k) => (row) => fold[row] !== k,
  );
  splits.push((row) => period[row] === 0);
  const parts: { auc: number; ks: number }[] = [];
  for (const training of splits) {
    parts.push(measureSplit({ features, label: outcome.label }, training, plan));
    // A node that fits its own model must be heard of by its peers.
    await setImmediate();
  }
  return figures(
    parts.map((part) => part.auc),
    parts.map((part) => part.ks),
  );
}

function measureSplit(
  { features, label }: { features: readonly BinnedFeature[]; label: Uint8Array },
  training: (row: number) => boolean,
  { ridge = 1, classWeights }: ClearSettings,
): { auc: number; ks: number } {
  const rows = Array.from(label.keys());
  const [inside, outside] = [rows.filter(training), rows.filter((row) => !training(row))];
  const weights = features.map((feature) => {
    const bad = countBins(feature, (row) => training(row) && label[row] === 1);
    const good = countBins(feature, (row) => training(row) && label[row] === 0);
    const total = (counts: Float64Array): number => counts.reduce((a, b) => a + b, 0);
    return weightOfEvidence({ bad, good }, { bad: total(bad), good: total(good) });
  });
  const columns = (of: readonly number[]): Float64Array[] =>
    features.map(({ bin }, f) => Float64Array.from(of, (row) => weights[f]![bin[row]!]!));
  const labels = (of: readonly number[]): Uint8Array => Uint8Array.from(of, (row) => label[row]!);
  const weighing = { negative: classWeights?.good ?? 1, positive: classWeights?.bad ?? 1 };
  const plan = { ridge, classWeights: weighing, centreLogit: 0 };
  const { coefficients } = regressInTheClear({ columns: columns(inside), outcome: labels(inside) }, plan);
  const scores = columns(outside).reduce(
    (sums, column, f) => sums.map((sum, row) => sum + coefficients[f + 1]! * column[row]!),
    new Float64Array(outside.length),
  );
  return { auc: auc(scores, labels(outside)), ks: ks(scores, labels(outside)) };
}
