import assert from 'node:assert/strict';
import { createCipheriv } from 'node:crypto';
import { test } from 'node:test';
import { expander } from './prg.ts';

test('a step is the AES-CTR keystream under its own counter, whatever the length', () => {
  const expand = expander(new Uint8Array(32).fill(7));
  const long = expand(5, 200_000);
  assert.deepEqual(expand(5, 100), long.slice(0, 100));
  assert.deepEqual(expand(5, 65_537), long.slice(0, 65_537));
  assert.notDeepEqual(expand(6, 100), long.slice(0, 100));
  assert.notDeepEqual(expander(new Uint8Array(32).fill(8))(5, 100), long.slice(0, 100));
});

test('the keystream is that of NIST SP 800-38A, F.5.1, when key and counter are the standard’s', () => {
  const key = Buffer.from('2b7e151628aed2a6abf7158809cf4f3c', 'hex');
  const counter = Buffer.from('f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff', 'hex');
  const plain = Buffer.from('6bc1bee22e409f96e93d7e117393172a', 'hex');
  const cipher = createCipheriv('aes-128-ctr', key, counter).update(plain).toString('hex');
  assert.equal(cipher, '874d6191b620e3261bef6864990db6ce');
});
