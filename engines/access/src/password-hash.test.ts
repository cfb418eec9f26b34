import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import { decoyHash, hashPassword, needsRehash, passwordMatches } from './password-hash.ts';

const cheap = { m: 64, t: 1, p: 1 };

test('a hash holds its cost, tells its password from others, and never comes twice', async () => {
  const stored = await hashPassword('päßwörd-一二三', systemRandom, cheap);
  assert.match(stored, /^\$argon2id\$v=19\$m=64,t=1,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  assert.equal(await passwordMatches('päßwörd-一二三', stored), true);
  assert.equal(await passwordMatches('päßwörd-一二三'.normalize('NFD'), stored), true);
  assert.equal(await passwordMatches('paßword', stored), false);
  assert.notEqual(await hashPassword('päßwörd-一二三', systemRandom, cheap), stored);
  assert.equal(needsRehash(stored), true);
  assert.equal(needsRehash(stored, cheap), false);
});

// `src/test.c` of the reference implementation, version 0x13; RFC 9106's own vector has a secret, which we do not use.
for (const [m, hash] of [
  [65_536, '09316115d5cf24ed5a15a31a3ba326e5cf32edc24702987c02b6566f61913cf7'],
  [256, '9dfeb910e80bad0311fee20f9c0e2b12c17987b4cac90c2ef54d5b3021c68bfe'],
] as const)
  test(`Argon2id, the reference implementation's vector of ${m} KiB and two passes`, async () => {
    const [salt, key] = [Buffer.from('somesalt'), Buffer.from(hash, 'hex')].map((bytes) =>
      bytes.toString('base64').replaceAll('=', ''),
    );
    const stored = `$argon2id$v=19$m=${m},t=2,p=1$${salt}$${key}`;
    assert.equal(await passwordMatches('password', stored), true);
    assert.equal(await passwordMatches('passwore', stored), false);
  });

test('a hash of before Argon2id stays good and asks for a new one: RFC 7914, section 12, second vector', async () => {
  const salt = Buffer.from('NaCl').toString('base64url');
  const key = Buffer.from('fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162', 'hex').toString(
    'base64url',
  );
  const stored = `$scrypt$ln=10,r=8,p=16$${salt}$${key}`;
  assert.equal(await passwordMatches('password', stored), true);
  assert.equal(await passwordMatches('passwore', stored), false);
  assert.equal(needsRehash(stored), true);
});

test('what is no hash of ours matches nothing, nor does a decoy', async () => {
  for (const stored of [
    '',
    'x',
    '$argon2id$',
    '$argon2id$v=19$m=64,t=1,p=1$short$short',
    '$scrypt$',
    decoyHash(cheap),
  ])
    assert.equal(await passwordMatches('', stored), false);
});
