import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generateSigningKey, parsePublicKey } from '@finharbor/kernel';
import { keyOfMultikey, multikeyOf } from './multikey.ts';

test('the key of RFC 8032, test 1, has the Multikey that others write for it', () => {
  const hex = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
  const key = parsePublicKey(Buffer.from(hex, 'hex').toString('base64url'));
  const multikey = 'z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMsw';
  assert.equal(multikeyOf(key), multikey);
  assert.equal(keyOfMultikey(multikey), key);
});

test('every key comes back from its Multikey', () => {
  for (let round = 0; round < 50; round++) {
    const { publicKey } = generateSigningKey();
    assert.equal(keyOfMultikey(multikeyOf(publicKey)), publicKey);
  }
});

test('a key of another kind, another base and what is no key are no Ed25519 keys', () => {
  const others = {
    'X25519 (did:key test vectors)': 'z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc',
    'P-256 (vc-di-ecdsa)': 'zDnaepBuvsQ8cpsWrVKw8fbpGpvPeNSjVPTWoq6cRqaYzBKVP',
    base64url: 'u7QHXWpgBgrEKt9VL_tPJZAc6DuFy89qmIyWvAhpo9wdRGg',
    cut: 'z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMs',
    'with a character that base58 leaves out': 'z6MktwupdmLXVVqTzCw4i46r4uGyosGXRnR3XjN4Zq7oMMs0',
  };
  for (const [name, text] of Object.entries(others)) assert.equal(keyOfMultikey(text), undefined, name);
});
