import { fail } from '@finharbor/kernel';
import type { Words } from '../ring/words.ts';
import type { ColumnShape } from './layout.ts';

/** One party's data of a regression; all parties hold the same rows in the same order. */
export type RegressionData = {
  readonly rows: number;
  /** One number a row each: weights of evidence, 0/1 of a bin (a missing value's bin is a column like others), or any number. */
  readonly columns: readonly RegressionColumn[];
  /** At the label holder: 1 where it happened, 0 where not. */
  readonly outcome?: Uint8Array;
  /** At the offset holder: a term of each row's predictor, within ±64. */
  readonly offset?: Float64Array;
};

/** A named column of numbers. */
export type RegressionColumn = { readonly name: string; readonly values: Float64Array | Float32Array };

/** A party's columns brought to mean 0 and unit scale, with what undoes it. */
export type PreparedColumns = {
  readonly shapes: readonly ColumnShape[];
  readonly means: readonly number[];
  readonly values: readonly (Float64Array | Float32Array)[];
};

/** Values farther than this from their column's mean, in units of its scale, are refused: products would leave the ring. */
const farthest = 1_024;

/** Checks a party's data and measures its columns. Errors: `fusion.bad_rows`, with the column's name. */
export function prepareColumns(data: RegressionData): PreparedColumns {
  const measured = data.columns.map(({ name, values }) => {
    if (values.length !== data.rows)
      fail('fusion.bad_rows', `Column ${name} has ${values.length} rows; ${data.rows} are due.`);
    const mean = meanOf(values, (value) => value);
    const square = meanOf(values, (value) => (value - mean) ** 2);
    const exponent = Math.ceil(Math.log2(square) / 2);
    if (!Number.isFinite(exponent) || Math.abs(exponent) > 24)
      fail('fusion.bad_rows', `Column ${name} is constant, not finite, or of another order of magnitude.`);
    if (values.some((value) => Math.abs(value - mean) > farthest * 2 ** exponent))
      fail('fusion.bad_rows', `Column ${name} has a value far outside the others.`);
    return { shape: { name, exponent }, mean };
  });
  return {
    shapes: measured.map(({ shape }) => shape),
    means: measured.map(({ mean }) => mean),
    values: data.columns.map(({ values }) => values),
  };
}

/** The bits of a prepared column's integers with so many after the point, the sign's among them. */
export function columnBits(bits: number): number {
  return bits + Math.log2(farthest) + 2;
}

function meanOf(values: Float64Array | Float32Array, of: (value: number) => number): number {
  let sum = 0;
  for (const value of values) sum += of(value);
  return sum / values.length;
}

/** Rows of the prepared columns as ring words at `bits` after the point, led by ones where `intercept`. */
export function columnWords(
  prepared: PreparedColumns,
  of: { from: number; to: number; bits: number; intercept: boolean },
): Words {
  const lead = of.intercept ? 1 : 0;
  const cols = prepared.values.length + lead;
  const words = new BigUint64Array((of.to - of.from) * cols);
  const halves = new Int32Array(words.buffer);
  const put = (at: number, value: number): void => {
    halves[2 * at] = value;
    halves[2 * at + 1] = value >> 31;
  };
  if (of.intercept) for (let row = 0; row < of.to - of.from; row++) put(row * cols, 2 ** of.bits);
  for (const [j, values] of prepared.values.entries()) {
    const scale = 2 ** (of.bits - prepared.shapes[j]!.exponent);
    const mean = prepared.means[j]!;
    for (let row = of.from; row < of.to; row++)
      put((row - of.from) * cols + j + lead, Math.round((values[row]! - mean) * scale));
  }
  return words;
}

/** What takes coefficients of prepared columns to the intercept of the given ones: 1 for the intercept, −mean for a column. */
export function interceptMap(prepared: PreparedColumns, of: { bits: number; intercept: boolean }): Words {
  const own = prepared.means.map((mean, j) => -mean * 2 ** -prepared.shapes[j]!.exponent);
  return BigUint64Array.from(of.intercept ? [1, ...own] : own, (value) =>
    BigInt.asUintN(64, BigInt(Math.round(value * 2 ** of.bits))),
  );
}
