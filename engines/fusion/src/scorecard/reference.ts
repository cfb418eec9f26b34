import { eliminate } from '../linear.ts';
import { auc, type Figures, figures, ks } from './metrics.ts';
import { type BinnedFeature, countBins, type Outcome } from './rows.ts';
import { weightOfEvidence } from './woe.ts';

/** Ridge on the coefficients, none on the intercept; the same in the shared and in the clear fit. */
export const ridge = 1;

/**
 * The same scorecard in the clear: weights of evidence from exact counts inside each training set, ridge logistic
 * regression by Newton's method with the exact sigmoid, AUC and KS on raw scores. The yardstick for the shared training.
 */
export function fitInTheClear(features: readonly BinnedFeature[], outcome: Outcome, folds: number): Figures {
  const { label, fold, period } = outcome;
  const splits: ((row: number) => boolean)[] = Array.from(
    { length: folds },
    (_, k) => (row) => fold[row] !== k,
  );
  splits.push((row) => period[row] === 0);
  const parts = splits.map((training) => {
    const rows = Array.from(label.keys());
    const [inside, outside] = [rows.filter(training), rows.filter((row) => !training(row))];
    const x = designMatrix(features, { label, training });
    const w = fitLogistic(x, label, inside);
    const scores = Float64Array.from(outside, (row) => dot(x[row]!, w));
    const labels = Uint8Array.from(outside, (row) => label[row]!);
    return { auc: auc(scores, labels), ks: ks(scores, labels) };
  });
  return figures(
    parts.map((part) => part.auc),
    parts.map((part) => part.ks),
  );
}

type Training = { readonly label: Uint8Array; readonly training: (row: number) => boolean };

function designMatrix(features: readonly BinnedFeature[], { label, training }: Training): Float64Array[] {
  const woe = features.map((feature) => {
    const bad = countBins(feature, (row) => training(row) && label[row] === 1);
    const good = countBins(feature, (row) => training(row) && label[row] === 0);
    const total = (counts: Float64Array): number => counts.reduce((a, b) => a + b, 0);
    return weightOfEvidence({ bad, good }, { bad: total(bad), good: total(good) });
  });
  return Array.from(label, (_, row) =>
    Float64Array.of(1, ...features.map(({ bin }, f) => woe[f]![bin[row]!]!)),
  );
}

function fitLogistic(x: readonly Float64Array[], label: Uint8Array, rows: readonly number[]): Float64Array {
  const d = x[0]!.length;
  let w = new Float64Array(d);
  for (let step = 0; step < 12; step++) {
    const gradient = w.map((value, i) => (i === 0 ? 0 : -ridge * value));
    const hessian = Array.from({ length: d }, (_, i) => {
      const row = new Float64Array(d);
      if (i > 0) row[i] = ridge;
      return row;
    });
    for (const row of rows) {
      const xs = x[row]!;
      const p = 1 / (1 + Math.exp(-dot(xs, w)));
      for (let i = 0; i < d; i++) {
        gradient[i] = gradient[i]! + xs[i]! * (label[row]! - p);
        for (let j = 0; j < d; j++) hessian[i]![j] = hessian[i]![j]! + p * (1 - p) * xs[i]! * xs[j]!;
      }
    }
    const delta = solve(hessian, gradient);
    w = w.map((value, i) => value + delta[i]!);
  }
  return w;
}

function solve(matrix: readonly Float64Array[], right: Float64Array): Float64Array {
  const rows = matrix.map((row, i) => Float64Array.of(...row, right[i]!));
  eliminate(rows);
  return Float64Array.from(rows, (row) => row.at(-1)!);
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
