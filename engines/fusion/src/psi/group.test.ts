import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import { badEncodings, mapped, multiples } from '../ristretto/testing-vectors.ts';
import { groupReady, hashToUniform, mapToPoint, raise, randomScalar, type Scalar, tagOf } from './group.ts';

const hex = (text: string): Uint8Array => Buffer.from(text, 'hex');

describe('the group of RFC 9496', () => {
  before(groupReady);

  it('multiplies as appendix A.1 says', () => {
    for (const [i, multiple] of multiples.entries()) {
      const scalar = new Uint8Array(32);
      scalar[0] = i + 1;
      assert.deepEqual(raise(scalar as Scalar, hex(multiples[0]!)), new Uint8Array(hex(multiple)));
    }
  });

  it('refuses every bad encoding of appendix A.2, the identity and other lengths', () => {
    const scalar = randomScalar(systemRandom);
    for (const encoding of badEncodings) assert.equal(raise(scalar, hex(encoding)), undefined, encoding);
    assert.equal(raise(scalar, new Uint8Array(32)), undefined);
    assert.equal(raise(scalar, hex(multiples[0]!).subarray(1)), undefined);
    assert.ok(raise(scalar, hex(multiples[0]!)));
  });

  it('maps as appendix A.3 says', () => {
    for (const [label, encoding] of mapped)
      assert.equal(Buffer.from(mapToPoint(hash('sha512', label, 'buffer'))).toString('hex'), encoding);
  });

  it('maps an identifier by SHA-512 over the session and the text', () => {
    const input = Buffer.concat([Buffer.from('finharbor/psi/1job-7'), Buffer.of(0), Buffer.from('港-1')]);
    assert.deepEqual(hashToUniform('job-7', ['港-1']), hash('sha512', input, 'buffer'));
    assert.notDeepEqual(hashToUniform('job-7', ['a']), hashToUniform('job-8', ['a']));
  });

  it('multiplies in either order to the same tag', () => {
    const [a, b] = [randomScalar(systemRandom), randomScalar(systemRandom)];
    const point = mapToPoint(hashToUniform('s', ['x']));
    assert.deepEqual(tagOf(raise(a, raise(b, point)!)!), tagOf(raise(b, raise(a, point)!)!));
    assert.notDeepEqual(raise(a, point), raise(b, point));
  });
});
