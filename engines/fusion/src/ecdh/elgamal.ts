import type { Random } from '@finharbor/kernel';
import { addScalars, multiplyScalars, raiseGenerator, randomScalar, type Scalar } from '../psi/group.ts';

/** Keys of one session: one for each number, so that all numbers of an identifier share their randomness. */
export type Keys = { readonly secret: readonly Scalar[]; readonly open: readonly Uint8Array[] };

/** Fresh keys of ElGamal's encryption in ristretto255. */
export function newKeys(count: number, random: Random): Keys {
  const secret = Array.from({ length: count }, () => randomScalar(random));
  return { secret, open: secret.map(raiseGenerator) };
}

/**
 * Scalars whose multiples of the generator encrypt numbers: r, and t_q + r·k_q for each. Randomness used for several keys is as safe
 * as used for one (Bellare, Boldyreva, Staddon, PKC 2003).
 */
export function encryptionScalars(
  { secret }: Keys,
  numbers: readonly number[],
  random: Random,
): readonly Scalar[] {
  const r = randomScalar(random);
  return [r, ...numbers.map((number, q) => addScalars(scalarOf(number), multiplyScalars(r, secret[q]!)))];
}

/** A number below 2^53 as a scalar. */
export function scalarOf(value: number): Scalar {
  const scalar = new Uint8Array(32);
  new DataView(scalar.buffer).setBigUint64(0, BigInt(value), true);
  return scalar as Uint8Array as Scalar;
}
