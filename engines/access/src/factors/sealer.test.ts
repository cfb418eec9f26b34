import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import { aesGcmSealer } from './sealer.ts';

const hex = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(Buffer.from(text, 'hex'));

// McGrew and Viega, The Galois/Counter Mode of Operation, appendix B, test case 16.
const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
const nonce = hex('cafebabefacedbaddecaf888');
const context = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
const plain = hex(
  'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
);
const sealed =
  '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b';

test('GCM test case 16: nonce, ciphertext and tag', async () => {
  const sealer = aesGcmSealer(key, { bytes: () => nonce });
  assert.equal(
    Buffer.from(await sealer.seal(plain, context)).toString('hex'),
    Buffer.from(nonce).toString('hex') + sealed,
  );
});

test('what was sealed opens under its key and context, and in no other way', async () => {
  const sealer = aesGcmSealer(key, systemRandom);
  const kept = await sealer.seal(plain, context);
  assert.deepEqual(new Uint8Array(await sealer.open(kept, context)), plain);
  const changed = kept.map((byte, at) => (at === 20 ? byte ^ 1 : byte));
  const elsewhere = hex('00');
  for (const attempt of [
    sealer.open(changed, context),
    sealer.open(kept, elsewhere),
    sealer.open(kept.subarray(0, 10), context),
    aesGcmSealer(systemRandom.bytes(32), systemRandom).open(kept, context),
  ])
    await assert.rejects(attempt, { code: 'access.unsealable' });
});
