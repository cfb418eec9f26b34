import assert from 'node:assert/strict';
import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import { secretFile } from './secret.ts';
import { scratchFolder } from './testing.ts';

test('a secret is made once, kept, and readable by its owner only', () => {
  using folder = scratchFolder();
  const path = join(folder.path, 'superuser.password');
  const first = secretFile(path, systemRandom);
  assert.match(first, /^[A-Za-z0-9_-]{32}$/);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  chmodSync(path, 0o644);
  assert.equal(secretFile(path, systemRandom), first);
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.deepEqual(readdirSync(folder.path), ['superuser.password']);
  assert.notEqual(secretFile(join(folder.path, 'another'), systemRandom), first);
});
