import type { Engine, Shared } from '../shares/engine.ts';
import { combine } from '../shares/matrix.ts';
import { precision } from './layout.ts';

const indexBits = 10;
/** A step of the index is 2^-11: curvatures divided by the rows stay below 1/2. */
const stepBits = 11;
const tableBits = 3;

// The index may be one too large, never too small: with 1/(index + 1) the product with its number stays below 1.
const start: Uint16Array = Uint16Array.from({ length: 2 ** indexBits }, (_, i) =>
  Math.floor(2 ** (stepBits + tableBits) / (i + 1)),
);

/**
 * 1/x of a column, 0 < x < 1/2 at `precision.sum`, at `precision.reciprocal`: a start from a table, then Newton's steps
 * v ← v(2 − xv), which come from below: near 2^-scaleBits the reciprocal is 2 % too small, from twice that on it is exact.
 */
export async function reciprocal(engine: Engine, x: Shared, scaleBits: number): Promise<Shared> {
  const { sum, reciprocal: bits, correction } = precision;
  const index = await engine.truncate('reciprocal/index', x, sum - stepBits);
  const looked = await engine.lookup('reciprocal/start', { index, size: 2 ** indexBits, tables: [start] });
  let value = combine(engine, [
    [await engine.lift('reciprocal/start.lift', looked), 1n << BigInt(bits - tableBits)],
  ]);
  const two = engine.constant(x.rows, 1, () => new BigUint64Array(x.rows).fill(2n << BigInt(correction)));
  const divisor = await engine.mask('reciprocal/divisor', x);
  for (let step = 0; step < Math.max(5, scaleBits - 8); step++) {
    const v = await engine.mask('reciprocal/value', value);
    const product = await engine.entrywise('reciprocal/product', divisor, v);
    const shifted = await engine.truncate('reciprocal/product.shift', product, sum + bits - correction);
    const rest = combine(engine, [
      [two, 1n],
      [shifted, -1n],
    ]);
    const factor = await engine.mask('reciprocal/factor', rest);
    const next = await engine.entrywise('reciprocal/next', v, factor);
    value = await engine.truncate('reciprocal/next.shift', next, correction);
  }
  return value;
}
