import type { Shared } from '../shares/engine.ts';
import { combine, rowsOf, shareRows, stack } from '../shares/matrix.ts';
import type { Regression } from './regression.ts';

/**
 * The inverses of shared symmetric positive matrices of trace below 2, all of one size and at `precision.hessian` bits after the
 * point, by Newton-Schulz: V ← V(2I − HV) from V = I, side by side. V has `precision.inverse` bits and has to stay below
 * 2^(60 − inverse − correction); directions that `inverseSteps` do not reach come out too small, never too large.
 */
export async function invert(
  { engine, layout }: Pick<Regression, 'engine' | 'layout'>,
  matrices: readonly Shared[],
): Promise<Shared[]> {
  const k = matrices[0]!.rows;
  const { hessian: bits, inverse: inverseBits, correction: correctionBits } = layout.precision;
  const scaled = (value: bigint): Shared => {
    const one = engine.constant(k, k, () => diagonal(Array.from({ length: k }, () => value)));
    return stack(engine, Array<Shared>(matrices.length).fill(one));
  };
  const hessian = await engine.mask('hessian/whole', stack(engine, matrices));
  const places = matrices.map((_, i) => [i * k, (i + 1) * k] as const);
  let inverse = scaled(1n << BigInt(inverseBits));
  for (let step = 0; step < layout.inverseSteps; step++) {
    const v = await engine.mask('inverse/value', inverse);
    const products = await engine.products(
      'inverse/product',
      places.map((place) => [{ x: rowsOf(hessian, ...place), y: rowsOf(v, ...place) }]),
    );
    const shifted = await engine.truncate(
      'inverse/product.shift',
      stack(engine, products),
      bits + inverseBits - correctionBits,
    );
    const rest = combine(engine, [
      [scaled(2n << BigInt(correctionBits)), 1n],
      [shifted, -1n],
    ]);
    const correction = await engine.mask('inverse/correction', rest);
    const next = await engine.products(
      'inverse/next',
      places.map((place) => [{ x: rowsOf(v, ...place), y: rowsOf(correction, ...place) }]),
    );
    inverse = await engine.truncate('inverse/next.shift', stack(engine, next), correctionBits);
  }
  return places.map((place) => shareRows(inverse, ...place));
}

/** A diagonal matrix. */
export function diagonal(entries: readonly bigint[]): BigUint64Array<ArrayBuffer> {
  const words = new BigUint64Array(entries.length ** 2);
  for (const [i, entry] of entries.entries()) words[i * (entries.length + 1)] = BigInt.asUintN(64, entry);
  return words;
}
