import { type RegressionPlan, regressionPlan } from '@finharbor/fusion';
import { mulberry } from './mulberry.ts';

/** The plan of the benchmark; the clear fit follows it. */
export const benchPlan: RegressionPlan = regressionPlan({
  parties: ['bank', 'tax'],
  labelHolder: 'bank',
  centreLogit: -3,
});

/** Columns of both parties and the outcome; a party asks for its own only, so that it holds no more. */
export type BenchRows = { readonly columns: readonly Float32Array[]; readonly outcome: Uint8Array };

/** How many columns all parties hold together, and from which on they are the second party's. */
export const columnCount = 50;
const factors = 5;
const binCount = 8;

/**
 * Weights of evidence as a lender's tables have them: 50 columns of 8 bins, one of them for missing values, correlated
 * through five hidden factors; about one outcome in twenty. The same on every machine for the same seed.
 */
export function benchRows(count: number, [from, to]: readonly [number, number]): BenchRows {
  const next = mulberry(20_261_126);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  const columns = Array.from({ length: to - from }, () => new Float32Array(count));
  const slopes = Array.from({ length: columnCount }, () => 0.15 + 0.25 * next());
  const missing = slopes.map(() => next() - 0.5);
  const outcome = new Uint8Array(count);
  const hidden = new Float64Array(factors);
  for (let row = 0; row < count; row++) {
    for (let f = 0; f < factors; f++) hidden[f] = normal();
    let logit = -4.05;
    for (let j = 0; j < columnCount; j++) {
      const value = 0.6 * hidden[j % factors]! + 0.8 * normal();
      const bin = Math.min(binCount - 2, Math.max(0, Math.round(value * 1.5 + 3)));
      const evidence = Math.fround(next() < 0.05 ? missing[j]! : slopes[j]! * (bin - 3));
      logit += evidence * (j % 3 === 0 ? 0.5 : 0.2);
      if (j >= from && j < to) columns[j - from]![row] = evidence;
    }
    outcome[row] = Number(next() < 1 / (1 + Math.exp(-logit)));
  }
  return { columns, outcome };
}
