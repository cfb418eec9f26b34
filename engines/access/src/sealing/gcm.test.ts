import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { gcmOpen, gcmSeal, keyBytes, type SealAlgorithm } from './gcm.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(/\s/g, ''), 'hex');

type Vector = {
  readonly source: string;
  readonly algorithm: SealAlgorithm;
  readonly key: string;
  readonly nonce: string;
  readonly aad: string;
  readonly plain: string;
  readonly sealed: string;
  readonly tag: string;
};

const vectors: readonly Vector[] = [
  {
    source: 'RFC 8998, appendix A.1 (SM4-GCM)',
    algorithm: 'sm4-gcm',
    key: '0123456789abcdeffedcba9876543210',
    nonce: '00001234567800000000abcd',
    aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    plain: `aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccdddddddddddddddd
      eeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa`,
    sealed: `17f399f08c67d5ee19d0dc9969c4bb7d5fd46fd3756489069157b282bb200735
      d82710ca5c22f0ccfa7cbf93d496ac15a56834cbcf98c397b4024a2691233b8d`,
    tag: '83de3541e4c2b58177e065a9bf7b62ec',
  },
  {
    source: 'NIST GCM, test case 14 (AES-256)',
    algorithm: 'aes-256-gcm',
    key: '00'.repeat(32),
    nonce: '00'.repeat(12),
    aad: '',
    plain: '00'.repeat(16),
    sealed: 'cea7403d4d606b6e074ec5d3baf39d18',
    tag: 'd0d1c8a799996bf0265b98b5d48ab919',
  },
  {
    source: 'NIST GCM, test case 16 (AES-256 with additional data)',
    algorithm: 'aes-256-gcm',
    key: 'feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308',
    nonce: 'cafebabefacedbaddecaf888',
    aad: 'feedfacedeadbeeffeedfacedeadbeefabaddad2',
    plain: `d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72
      1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39`,
    sealed: `522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa
      8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662`,
    tag: '76fc6ece0f4e1768cddf8853bb2d551b',
  },
];

for (const { source, algorithm, plain, sealed, tag, ...given } of vectors)
  test(`seals and opens as ${source} says`, () => {
    const parts = { algorithm, key: hex(given.key), nonce: hex(given.nonce), aad: hex(given.aad) };
    const expected = Buffer.concat([hex(sealed), hex(tag)]);
    assert.deepEqual(gcmSeal(parts, hex(plain)), expected);
    assert.deepEqual(gcmOpen(parts, expected), hex(plain));
  });

test('the block cipher below SM4-GCM is that of GB/T 32907, example 1', () => {
  const block = '0123456789abcdeffedcba9876543210';
  const cipher = createCipheriv('sm4-ecb', hex(block), null).setAutoPadding(false);
  assert.equal(cipher.update(hex(block)).toString('hex'), '681edf34d206965e86b3e94f536e4246');
});

for (const algorithm of Object.keys(keyBytes) as SealAlgorithm[])
  test(`${algorithm}: what was sealed opens, and not once a bit of it, of the nonce or of the additional data is another`, () => {
    const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });
    const cases = fc.record({
      key: bytes(keyBytes[algorithm]),
      nonce: bytes(12),
      aad: fc.uint8Array({ minLength: 1, maxLength: 64 }),
      plain: fc.uint8Array({ maxLength: 200 }),
      place: fc.nat(),
    });
    fc.assert(
      fc.property(cases, ({ key, nonce, aad, plain, place }) => {
        const parts = { algorithm, key, nonce, aad };
        const sealed = gcmSeal(parts, plain);
        assert.deepEqual(gcmOpen(parts, sealed), Buffer.from(plain));
        assert.equal(gcmOpen(parts, flipped(sealed, place)), undefined);
        assert.equal(gcmOpen({ ...parts, nonce: flipped(nonce, place) }, sealed), undefined);
        assert.equal(gcmOpen({ ...parts, aad: flipped(aad, place) }, sealed), undefined);
        assert.equal(gcmOpen({ ...parts, key: flipped(key, place) }, sealed), undefined);
        assert.equal(gcmOpen(parts, sealed.subarray(0, place % sealed.length)), undefined);
      }),
    );
  });

function flipped(bytes: Uint8Array, place: number): Uint8Array {
  const other = Uint8Array.from(bytes);
  other[Math.floor(place / 8) % other.length]! ^= 1 << (place % 8);
  return other;
}
