import { fail } from '@finharbor/kernel';
import { type RegressionPlan, weighted } from './plan.ts';

/** The most rows of one regression: sums over rows must stay within 62 bits of the ring. */
const maxRows = 2_097_152;

/** The most columns of all parties, the intercept included. */
const maxColumns = 512;

/** A column as all parties and the dealer see it. */
export type ColumnShape = {
  readonly name: string;
  /** The column is worked on divided by 2^exponent, which brings its standard deviation between 1/2 and 1. */
  readonly exponent: number;
};

/** What a regression's steps follow from: public numbers only. */
export type RegressionShape = {
  readonly rows: number;
  /** Each party's columns, without the intercept. */
  readonly columns: Readonly<Record<string, readonly ColumnShape[]>>;
};

/** Bits after the point; docs/crypto.md says which bound each comes from. */
export type Precision = {
  readonly column: number;
  readonly weight: number;
  /** Of a series' coefficients and of the dealt waves; the sigmoid has the sum of both. */
  readonly series: number;
  readonly wave: number;
  readonly classWeight: number;
  readonly curvature: number;
  readonly hessian: number;
  /** Of the inverse Hessian, and of what corrects it in an iteration. */
  readonly inverse: number;
  readonly correction: number;
  readonly gradient: number;
  readonly means: number;
  /** Of errors whose squares are summed. */
  readonly residual: number;
};

/** A party's block of columns: where its coefficients stand among all. The first party's starts with the intercept. */
type Block = { readonly party: string; readonly from: number; readonly to: number };

/** Everything about a regression that follows from plan and shape. */
export type RegressionLayout = {
  readonly rows: number;
  readonly blocks: readonly Block[];
  /** All columns; the intercept is the first, of exponent 0. */
  readonly columns: readonly ColumnShape[];
  /** Rows are worked on in these stretches, so that memory stays bounded. */
  readonly chunks: readonly { readonly from: number; readonly to: number }[];
  /** 2^scaleBits >= rows. */
  readonly scaleBits: number;
  /** 2^traceBits bounds the trace of the Hessian divided by the rows. */
  readonly traceBits: number;
  /** While steps are taken every 2^strideBits-th row is in the Hessian. */
  readonly strideBits: number;
  readonly inverseSteps: number;
  readonly precision: Precision;
};

const chunkRows = 32_768;
const hessianRows = 32_768;
const maxTraceBits = 12;

/** Lays a regression out. Errors: `fusion.bad_rows`. */
export function layOutRegression(plan: RegressionPlan, shape: RegressionShape): RegressionLayout {
  const { rows } = shape;
  const columns = [{ name: '', exponent: 0 }, ...plan.parties.flatMap((party) => shape.columns[party] ?? [])];
  if (!Number.isInteger(rows) || rows < 2 || rows > maxRows || columns.length > maxColumns)
    fail('fusion.bad_rows', `A regression takes 2 to ${maxRows} rows and ${maxColumns - 1} columns.`);
  const scaleBits = Math.ceil(Math.log2(rows));
  const { negative, positive } = plan.classWeights;
  const largest = (Math.max(negative, positive) * columns.length) / 4 + ridgePerRow(plan, columns, rows);
  const traceBits = Math.max(0, Math.ceil(Math.log2(largest)));
  if (traceBits > maxTraceBits)
    fail(
      'fusion.bad_rows',
      'The penalty outweighs what so few rows, or columns of so small a scale, can tell.',
    );
  return {
    rows,
    blocks: blocksOf(plan, shape),
    columns,
    chunks: Array.from({ length: Math.ceil(rows / chunkRows) }, (_, i) => ({
      from: i * chunkRows,
      to: Math.min(rows, (i + 1) * chunkRows),
    })),
    scaleBits,
    traceBits,
    strideBits: Math.max(0, Math.floor(Math.log2((rows * 2) / hessianRows))),
    inverseSteps: 18,
    precision: precisionOf(plan, scaleBits),
  };
}

function ridgePerRow(plan: RegressionPlan, columns: readonly ColumnShape[], rows: number): number {
  return columns.slice(1).reduce((sum, { exponent }) => sum + (plan.ridge / rows) * 4 ** -exponent, 0);
}

function blocksOf(plan: RegressionPlan, shape: RegressionShape): Block[] {
  let at = 0;
  return plan.parties.map((party, i) => {
    const from = at;
    at += (shape.columns[party]?.length ?? 0) + (i === 0 ? 1 : 0);
    return { party, from, to: at };
  });
}

function precisionOf(plan: RegressionPlan, scaleBits: number): Precision {
  const column = 12;
  const classWeight = weighted(plan) ? 4 : 0;
  // The gradient, at column + series + wave (+ class weight) bits and at most 2^scaleBits (times 16), must stay below 2^60.
  const sigmoid = Math.min(40, 60 - scaleBits - column - 2 * classWeight);
  const series = Math.floor(sigmoid / 2) - 1;
  return {
    column,
    weight: 20,
    series,
    wave: sigmoid - series,
    classWeight,
    curvature: 12 - classWeight / 2,
    hessian: 24,
    inverse: 24,
    correction: 24,
    gradient: 28,
    means: 16,
    residual: 20,
  };
}

/** The places of every 2^strideBits-th of `rows` rows. */
export function strided(rows: number, strideBits: number): Int32Array {
  return Int32Array.from({ length: Math.ceil(rows / 2 ** strideBits) }, (_, i) => i * 2 ** strideBits);
}

/** A row's fold: Fibonacci hashing (Knuth 1973), so that no order of the rows puts like ones together. */
export function foldOf(row: number, folds: number): number {
  return (Math.imul(row, 0x9e3779b1) >>> 16) % folds;
}
