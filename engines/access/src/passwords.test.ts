import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import { hashPassword, needsRehash, passwordMatches } from './passwords.ts';

const cheap = { ln: 4, r: 8, p: 1 };

test('a hash holds its cost, tells its password from others, and never comes twice', async () => {
  const stored = await hashPassword('päßwörd-一二三', systemRandom, cheap);
  assert.match(stored, /^\$scrypt\$ln=4,r=8,p=1\$/);
  assert.equal(await passwordMatches('päßwörd-一二三', stored), true);
  assert.equal(await passwordMatches('päßwörd-一二三'.normalize('NFD'), stored), true);
  assert.equal(await passwordMatches('paßword', stored), false);
  assert.notEqual(await hashPassword('päßwörd-一二三', systemRandom, cheap), stored);
  assert.equal(needsRehash(stored), true);
  assert.equal(needsRehash(stored, cheap), false);
});

test('RFC 7914, section 12, second vector', async () => {
  const salt = Buffer.from('NaCl').toString('base64url');
  const key = Buffer.from('fdbabe1c9d3472007856e7190d01e9fe7c6ad7cbc8237830e77376634b373162', 'hex').toString(
    'base64url',
  );
  assert.equal(await passwordMatches('password', `$scrypt$ln=10,r=8,p=16$${salt}$${key}`), true);
  assert.equal(await passwordMatches('passwore', `$scrypt$ln=10,r=8,p=16$${salt}$${key}`), false);
});

test('what is no hash of ours matches nothing', async () => {
  for (const stored of ['', 'x', '$scrypt$', '$scrypt$ln=4,r=8,p=1$short$short'])
    assert.equal(await passwordMatches('', stored), false);
});
