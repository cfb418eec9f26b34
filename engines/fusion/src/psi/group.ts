import { hash } from 'node:crypto';
import type { Random } from '@finharbor/kernel';
import sodium from 'libsodium-wrappers-sumo';

/** Length of an encoded ristretto255 element (RFC 9496, section 4.3.2). */
export const pointBytes = 32;

/** Length of a tag: SHA-256 of a fully blinded element, truncated. */
export const tagBytes = 16;

/** A secret scalar, 32 bytes, never zero. */
export type Scalar = Uint8Array & { readonly __scalar: true };

/** Loads the group's arithmetic; every other function of this file needs it done. */
export async function groupReady(): Promise<void> {
  await sodium.ready;
}

/** A uniform non-zero scalar; 64 bytes are reduced, so the bias is below 2^-250. */
export function randomScalar(random: Random): Scalar {
  for (;;) {
    const scalar = sodium.crypto_core_ristretto255_scalar_reduce(random.bytes(64));
    if (scalar.some((byte) => byte !== 0)) return scalar as Scalar;
  }
}

/** a + b modulo the group's order. */
export function addScalars(a: Scalar, b: Scalar): Scalar {
  return sodium.crypto_core_ristretto255_scalar_add(a, b) as Scalar;
}

/** a · b modulo the group's order. */
export function multiplyScalars(a: Scalar, b: Scalar): Scalar {
  return sodium.crypto_core_ristretto255_scalar_mul(a, b) as Scalar;
}

/** 1 / a modulo the group's order. */
export function invertScalar(a: Scalar): Scalar {
  return sodium.crypto_core_ristretto255_scalar_invert(a) as Scalar;
}

/** Overwrites a scalar that is no longer needed. */
export function eraseScalar(scalar: Scalar): void {
  sodium.memzero(scalar);
}

/** The one-way map of RFC 9496, section 4.3.4: 64 uniform bytes to an element nobody knows a discrete logarithm of. */
export function mapToPoint(uniform: Uint8Array): Uint8Array {
  return sodium.crypto_core_ristretto255_from_hash(uniform);
}

/** What identifiers (NFKC already applied) are mapped from within one session, 64 bytes each. */
export function hashToUniform(session: string, ids: readonly string[]): Uint8Array {
  const uniform = Buffer.alloc(64 * ids.length);
  // As text, because a buffer for each hash costs more than the hash.
  for (const [k, id] of ids.entries())
    uniform.write(hash('sha512', `finharbor/psi/1${session}\0${id}`, 'latin1'), 64 * k, 'latin1');
  return uniform;
}

/** An element nobody can tell from a blinded one under the decisional Diffie-Hellman assumption. */
export function randomPoint(random: Random): Uint8Array {
  return mapToPoint(random.bytes(64));
}

/** scalar · element, in constant time; undefined where `point` is no canonical encoding or encodes the identity. */
export function raise(scalar: Scalar, point: Uint8Array): Uint8Array | undefined {
  if (point.length !== pointBytes) return undefined;
  try {
    return sodium.crypto_scalarmult_ristretto255(scalar, point);
  } catch {
    return undefined;
  }
}

/** scalar · generator, in constant time. */
export function raiseGenerator(scalar: Scalar): Uint8Array {
  return sodium.crypto_scalarmult_ristretto255_base(scalar);
}

/** a + b, or a − b; undefined where one is no canonical encoding. */
export function combine(sign: '+' | '-', a: Uint8Array, b: Uint8Array): Uint8Array | undefined {
  if (a.length !== pointBytes || b.length !== pointBytes) return undefined;
  try {
    return sign === '+'
      ? sodium.crypto_core_ristretto255_add(a, b)
      : sodium.crypto_core_ristretto255_sub(a, b);
  } catch {
    return undefined;
  }
}

/** What stands for a fully blinded element when lists are compared: bytes as Latin-1 text. */
export function tagOf(point: Uint8Array): string {
  return hash('sha256', point, 'latin1').slice(0, tagBytes);
}
