import { hash } from 'node:crypto';
import { pointBytes, raise, raiseGenerator, type Scalar } from '../psi/group.ts';
import { hashToGroup, type Mode, uniformFor } from './hash-to-group.ts';
import { mapAndMultiplyBy } from './kernel.ts';
import { inverse } from './scalars.ts';

/** The holder's key: the secret scalar, and its element that proofs are checked against. */
export type OprfKey = { readonly secret: Scalar; readonly element: Uint8Array };

/** A key from its secret half. */
export function keyOf(secret: Scalar): OprfKey {
  return { secret, element: raiseGenerator(secret) };
}

/** blind · H(input) (RFC 9497, section 3.3.1); of no use to whoever lacks the blind. */
export function blinded(input: Uint8Array, blind: Scalar, mode: Mode): Uint8Array {
  return raise(blind, hashToGroup(input, mode))!;
}

/** The output, from what the holder answered; undefined where that is no element. */
export function finalized(
  input: Uint8Array,
  blind: Scalar,
  evaluatedElement: Uint8Array,
): Uint8Array | undefined {
  const element = raise(inverse(blind), evaluatedElement);
  return element && outputOf(input, element);
}

/** Evaluates inputs of the holder's own, up to `most` at once (RFC 9497, section 3.3.1, Evaluate). */
export function evaluator(
  { secret, mode }: { readonly secret: Scalar; readonly mode: Mode },
  most: number,
): (inputs: readonly Uint8Array[]) => readonly Uint8Array[] {
  const mapAndMultiply = mapAndMultiplyBy(secret, most);
  return (inputs) => {
    const elements = mapAndMultiply(Buffer.concat(inputs.map((input) => uniformFor(input, mode))));
    return inputs.map((input, i) => outputOf(input, elements.subarray(pointBytes * i, pointBytes * (i + 1))));
  };
}

const finalize = Buffer.from('Finalize');

function outputOf(input: Uint8Array, element: Uint8Array): Uint8Array {
  const parts = [lengthOf(input), input, Buffer.of(0, pointBytes), element, finalize];
  return hash('sha512', Buffer.concat(parts), 'buffer');
}

/** A length as two bytes, most significant first. */
export function lengthOf(bytes: Uint8Array): Buffer {
  return Buffer.of(bytes.length >> 8, bytes.length & 255);
}
