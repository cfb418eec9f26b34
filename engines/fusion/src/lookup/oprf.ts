import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { pointBytes, raise, raiseGenerator, type Scalar } from '../psi/group.ts';
import { type Compute, jobElements } from '../ristretto/jobs.ts';
import { hashToGroup, type Mode, uniformFor } from './hash-to-group.ts';
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

/** Evaluates inputs of the holder's own (RFC 9497, section 3.3.1, Evaluate). */
export function evaluator(
  compute: Compute,
  { secret, mode }: { readonly secret: Scalar; readonly mode: Mode },
): (inputs: readonly Uint8Array[]) => readonly Uint8Array[] {
  const evaluate = (inputs: readonly Uint8Array[]): readonly Uint8Array[] => {
    const uniform = Buffer.concat(inputs.map((input) => uniformFor(input, mode)));
    const done = compute({ op: 'raiseMapped', uniform, scalar: secret });
    assert.ok('elements' in done, 'what is mapped is an element');
    const elementOf = (i: number): Uint8Array => done.elements.subarray(pointBytes * i, pointBytes * (i + 1));
    return inputs.map((input, i) => outputOf(input, elementOf(i)));
  };
  return (inputs) => {
    const outputs: Uint8Array[] = [];
    for (let at = 0; at < inputs.length; at += jobElements)
      outputs.push(...evaluate(inputs.slice(at, at + jobElements)));
    return outputs;
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
