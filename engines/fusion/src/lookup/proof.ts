import { hash } from 'node:crypto';
import { combine, pointBytes, raise, raiseGenerator, type Scalar } from '../psi/group.ts';
import { hashToScalar, seedTag } from './hash-to-group.ts';
import { lengthOf, type OprfKey } from './oprf.ts';
import { minus, scalarFrom, times } from './scalars.ts';

/** Bytes of a proof: two scalars. */
export const proofBytes = 64;

/** Elements that one proof may speak of; their places are written in two bytes. */
export const mostProven = 65_535;

/** What a proof is about: `evaluated[i]` is the key's secret times `asked[i]`, for each element of 32 bytes. */
export type Claimed = { readonly asked: Uint8Array; readonly evaluated: Uint8Array };

const mode = 'verifiable';

/**
 * Proves that one secret, that of `key`, made all of `evaluated` out of `asked`: GenerateProof of RFC 9497, section 2.2.1.
 * `nonce` is a fresh random scalar; a second use of one tells the secret.
 */
export function proofOf(key: OprfKey, claimed: Claimed, nonce: Scalar): Uint8Array {
  const m = weighted(claimed.asked, weights(key.element, claimed))!;
  const z = raise(key.secret, m)!;
  const challenge = challengeOf([key.element, m, z, raiseGenerator(nonce), raise(nonce, m)!]);
  return Buffer.concat([challenge, minus(nonce, times(challenge, key.secret))]);
}

/** True where the proof shows that the secret behind `element` was used: VerifyProof of RFC 9497, section 2.2.2. */
export function isProven(element: Uint8Array, claimed: Claimed, proof: Uint8Array): boolean {
  const challenge = scalarFrom(proof.subarray(0, pointBytes));
  const response = scalarFrom(proof.subarray(pointBytes));
  if (!challenge || !response || isZero(challenge) || isZero(response)) return false;
  const factors = weights(element, claimed);
  const m = weighted(claimed.asked, factors);
  const z = weighted(claimed.evaluated, factors);
  if (!m || !z) return false;
  const t2 = sum(raiseGenerator(response), raise(challenge, element));
  const t3 = sum(raise(response, m), raise(challenge, z));
  if (!t2 || !t3) return false;
  return Buffer.from(challenge).equals(challengeOf([element, m, z, t2, t3]));
}

/** Factors that no prover can foresee, one an element (ComputeComposites of RFC 9497, section 2.2.1). */
function weights(element: Uint8Array, { asked, evaluated }: Claimed): readonly Scalar[] {
  const tag = seedTag(mode);
  const parts = [lengthOf(element), element, lengthOf(tag), tag];
  const seed = hash('sha512', Buffer.concat(parts), 'buffer');
  return Array.from({ length: asked.length / pointBytes }, (_, i) => {
    const pair = [asked, evaluated].flatMap((list) => {
      const at = list.subarray(pointBytes * i, pointBytes * (i + 1));
      return [lengthOf(at), at];
    });
    const place = Buffer.of(i >> 8, i & 255);
    return hashToScalar(
      Buffer.concat([lengthOf(seed), seed, place, ...pair, Buffer.from('Composite')]),
      mode,
    );
  });
}

function weighted(list: Uint8Array, factors: readonly Scalar[]): Uint8Array | undefined {
  return factors.reduce<Uint8Array | undefined>((total, factor, i) => {
    const one = raise(factor, list.subarray(pointBytes * i, pointBytes * (i + 1)));
    return i === 0 ? one : sum(total, one);
  }, undefined);
}

function challengeOf(elements: readonly Uint8Array[]): Scalar {
  const parts = elements.flatMap((element) => [lengthOf(element), element]);
  return hashToScalar(Buffer.concat([...parts, Buffer.from('Challenge')]), mode);
}

function sum(a: Uint8Array | undefined, b: Uint8Array | undefined): Uint8Array | undefined {
  return a && b && combine('+', a, b);
}

function isZero(scalar: Scalar): boolean {
  return scalar.every((byte) => byte === 0);
}
