import type { Shared } from '../shares/engine.ts';
import { combine } from '../shares/matrix.ts';
import type { Regression } from './regression.ts';

/**
 * The inverse of a shared symmetric matrix with eigenvalues in (2^-13, 1), by Newton-Schulz: V ← V(2I − HV) from V = I.
 * Both at `precision.hessian` bits after the point.
 */
export async function invert({ engine, layout }: Regression, h: Shared): Promise<Shared> {
  const k = h.rows;
  const bits = layout.precision.hessian;
  const twice = (): Shared =>
    engine.constant(k, k, () => diagonal(Array.from({ length: k }, () => 2n << BigInt(bits))));
  const identity = engine.constant(k, k, () => diagonal(Array.from({ length: k }, () => 1n << BigInt(bits))));
  const hessian = await engine.mask('hessian/whole', h);
  let inverse = identity;
  for (let step = 0; step < layout.inverseSteps; step++) {
    const v = await engine.mask('inverse/value', inverse);
    const [product] = await engine.products('inverse/product', [[{ x: hessian, y: v }]]);
    const shifted = await engine.truncate('inverse/product.shift', product!, bits);
    const rest = combine(engine, [
      [twice(), 1n],
      [shifted, -1n],
    ]);
    const correction = await engine.mask('inverse/correction', rest);
    const [next] = await engine.products('inverse/next', [[{ x: v, y: correction }]]);
    inverse = await engine.truncate('inverse/next.shift', next!, bits);
  }
  return inverse;
}

/** A diagonal matrix. */
export function diagonal(entries: readonly bigint[]): BigUint64Array<ArrayBuffer> {
  const words = new BigUint64Array(entries.length ** 2);
  for (const [i, entry] of entries.entries()) words[i * (entries.length + 1)] = BigInt.asUintN(64, entry);
  return words;
}
