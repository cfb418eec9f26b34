import sodium from 'libsodium-wrappers-sumo';
import type { Scalar } from '../psi/group.ts';

/** a · b modulo the group's order. */
export function times(a: Scalar, b: Scalar): Scalar {
  return sodium.crypto_core_ristretto255_scalar_mul(a, b) as Scalar;
}

/** a − b modulo the group's order. */
export function minus(a: Scalar, b: Scalar): Scalar {
  return sodium.crypto_core_ristretto255_scalar_sub(a, b) as Scalar;
}

/** 1 / a modulo the group's order; `a` is not zero. */
export function inverse(a: Scalar): Scalar {
  return sodium.crypto_core_ristretto255_scalar_invert(a) as Scalar;
}

/** 64 bytes, little-endian, modulo the group's order. */
export function reduced(wide: Uint8Array): Scalar {
  return sodium.crypto_core_ristretto255_scalar_reduce(wide) as Scalar;
}

/** The scalar that 32 bytes encode; undefined where they are no canonical encoding (RFC 9496, section 4.4). */
export function scalarFrom(bytes: Uint8Array): Scalar | undefined {
  const wide = new Uint8Array(64);
  wide.set(bytes);
  const scalar = reduced(wide);
  return scalar.every((byte, i) => byte === bytes[i]) ? scalar : undefined;
}
