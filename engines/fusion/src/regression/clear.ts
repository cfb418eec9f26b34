import { eliminate } from '../linear.ts';
import type { RegressionPlan } from './plan.ts';

/** Rows in the clear: columns without the intercept. */
export type ClearRows = {
  readonly columns: readonly (Float64Array | Float32Array)[];
  readonly outcome: Uint8Array;
  readonly offset?: Float64Array;
};

/** A clear fit: intercept first, standard errors from the inverse of the penalised observed information. */
export type ClearFit = {
  readonly coefficients: Float64Array;
  readonly standardErrors: Float64Array;
  readonly iterations: number;
};

/**
 * The same regression in the clear, by Newton's method in double precision until a step is below 1e-10: the yardstick of
 * the shared one. Shape: columns[k][n].
 */
export function regressInTheClear(
  rows: ClearRows,
  plan: Pick<RegressionPlan, 'ridge' | 'classWeights' | 'centreLogit'>,
): ClearFit {
  const size = rows.columns.length + 1;
  const coefficients = new Float64Array(size);
  coefficients[0] = plan.centreLogit / 2;
  for (let iterations = 1; ; iterations++) {
    const { gradient, hessian } = derivativesAt(rows, plan, coefficients);
    const inverse = inverted(hessian);
    let largest = 0;
    for (let i = 0; i < size; i++) {
      const step = inverse[i]!.reduce((sum, value, j) => sum + value * gradient[j]!, 0);
      coefficients[i] = coefficients[i]! + step;
      largest = Math.max(largest, Math.abs(step));
    }
    if (largest < 1e-10 || iterations === 50)
      return {
        coefficients,
        iterations,
        standardErrors: Float64Array.from(inverse, (row, i) => Math.sqrt(row[i]!)),
      };
  }
}

function derivativesAt(
  { columns, outcome, offset }: ClearRows,
  { ridge, classWeights }: Pick<RegressionPlan, 'ridge' | 'classWeights'>,
  coefficients: Float64Array,
): { gradient: Float64Array; hessian: Float64Array[] } {
  const size = columns.length + 1;
  const gradient = coefficients.map((value, i) => (i === 0 ? 0 : -ridge * value));
  const hessian = Array.from({ length: size }, (_, i) => {
    const row = new Float64Array(size);
    if (i > 0) row[i] = ridge;
    return row;
  });
  const x = new Float64Array(size).fill(1);
  for (const [row, label] of outcome.entries()) {
    let eta = coefficients[0]! + (offset?.[row] ?? 0);
    for (let j = 1; j < size; j++) {
      x[j] = columns[j - 1]![row]!;
      eta += x[j]! * coefficients[j]!;
    }
    const weight = label === 1 ? classWeights.positive : classWeights.negative;
    const p = 1 / (1 + Math.exp(-eta));
    for (let i = 0; i < size; i++) {
      gradient[i] = gradient[i]! + weight * (label - p) * x[i]!;
      const scaled = weight * p * (1 - p) * x[i]!;
      for (let j = 0; j <= i; j++) hessian[i]![j] = hessian[i]![j]! + scaled * x[j]!;
    }
  }
  for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) hessian[j]![i] = hessian[i]![j]!;
  return { gradient, hessian };
}

function inverted(matrix: readonly Float64Array[]): Float64Array[] {
  const size = matrix.length;
  const rows = matrix.map((row, i) => Float64Array.from([...row, ...row.map((_, j) => Number(i === j))]));
  eliminate(rows);
  return rows.map((row) => row.slice(size));
}
