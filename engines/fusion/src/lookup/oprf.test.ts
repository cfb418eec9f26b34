import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import { groupReady, raise, randomPoint, randomScalar, type Scalar } from '../psi/group.ts';
import { kernelsModule } from '../ristretto/kernels.ts';
import { openCompute } from '../ristretto/worker.ts';
import type { Mode } from './hash-to-group.ts';
import { blinded, evaluator, finalized, keyOf } from './oprf.ts';
import { isProven, proofBytes, proofOf } from './proof.ts';

type Vector = {
  readonly Blind: string;
  readonly BlindedElement: string;
  readonly EvaluationElement: string;
  readonly Input: string;
  readonly Output: string;
  readonly Proof?: { readonly proof: string; readonly r: string };
};
type Suite = {
  readonly mode: 0 | 1;
  readonly skSm: string;
  readonly pkSm?: string;
  readonly vectors: readonly Vector[];
};

before(groupReady);
const compute = await openCompute(kernelsModule);

const file = new URL('testdata/rfc9497-ristretto255-sha512.json', import.meta.url);
const suites = JSON.parse(await readFile(file, 'utf8')) as readonly Suite[];
const modes: readonly Mode[] = ['plain', 'verifiable'];

/** Hex texts with commas between, as the vectors write lists. */
const list = (text: string): readonly Uint8Array[] =>
  text.split(',').map((hex) => new Uint8Array(Buffer.from(hex, 'hex')));
const joined = (text: string): Uint8Array => Buffer.concat(list(text));

for (const { mode, skSm, pkSm, vectors } of suites)
  test(`RFC 9497, appendix A.1, ristretto255-SHA512, mode ${mode}: all ${vectors.length} vectors`, () => {
    const name = modes[mode]!;
    const key = keyOf(list(skSm)[0] as Scalar);
    if (pkSm) assert.deepEqual(Buffer.from(key.element).toString('hex'), pkSm);
    for (const vector of vectors) {
      const [inputs, blinds, outputs] = [list(vector.Input), list(vector.Blind), list(vector.Output)];
      for (const [i, input] of inputs.entries()) {
        const blind = blinds[i] as Scalar;
        const asked = blinded(input, blind, name);
        assert.deepEqual(Buffer.from(asked), Buffer.from(list(vector.BlindedElement)[i]!));
        const answer = raise(key.secret, asked)!;
        assert.deepEqual(Buffer.from(answer), Buffer.from(list(vector.EvaluationElement)[i]!));
        assert.deepEqual(Buffer.from(finalized(input, blind, answer)!), Buffer.from(outputs[i]!));
        assert.deepEqual(
          Buffer.from(evaluator(compute, { secret: key.secret, mode: name })([input])[0]!),
          Buffer.from(outputs[i]!),
        );
      }
      if (!vector.Proof) continue;
      const claimed = { asked: joined(vector.BlindedElement), evaluated: joined(vector.EvaluationElement) };
      const proof = proofOf(key, claimed, list(vector.Proof.r)[0] as Scalar);
      assert.equal(Buffer.from(proof).toString('hex'), vector.Proof.proof);
      assert.equal(isProven(key.element, claimed, proof), true);
    }
  });

test('a proof shows nothing for another key, another element, another order, or with any of its bits changed', () => {
  const [key, other] = [keyOf(randomScalar(systemRandom)), keyOf(randomScalar(systemRandom))];
  const points = [1, 2, 3].map(() => randomPoint(systemRandom));
  const asked = Buffer.concat(points);
  const by = ({ secret }: typeof key, at = points): Uint8Array =>
    Buffer.concat(at.map((point) => raise(secret, point)!));
  const claimed = { asked, evaluated: by(key) };
  const proof = proofOf(key, claimed, randomScalar(systemRandom));
  assert.equal(isProven(key.element, claimed, proof), true);
  assert.equal(isProven(other.element, claimed, proof), false);
  const mixed = Buffer.concat([by(key).subarray(0, 64), by(other).subarray(64)]);
  assert.equal(isProven(key.element, { asked, evaluated: mixed }, proof), false);
  assert.equal(
    isProven(
      key.element,
      { asked, evaluated: mixed },
      proofOf(key, { asked, evaluated: mixed }, randomScalar(systemRandom)),
    ),
    false,
  );
  const turned = by(key, points.toReversed());
  assert.equal(isProven(key.element, { asked, evaluated: turned }, proof), false);
  for (let bit = 0; bit < 8 * proofBytes; bit += 7) {
    const changed = Uint8Array.from(proof, (byte, i) => byte ^ (i === bit >> 3 ? 1 << (bit & 7) : 0));
    assert.equal(isProven(key.element, claimed, changed), false, `bit ${bit}`);
  }
  assert.equal(isProven(key.element, claimed, new Uint8Array(proofBytes)), false);
});

test('elements that are none are told apart from elements', () => {
  const blind = randomScalar(systemRandom);
  for (const bad of [
    new Uint8Array(32),
    new Uint8Array(32).fill(255),
    new Uint8Array(31),
    new Uint8Array(33),
  ])
    assert.equal(finalized(Buffer.from('x'), blind, bad), undefined);
});
