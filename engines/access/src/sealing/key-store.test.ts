import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { codeOf, idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { openKeyFile } from './key-file.ts';
import { socketKeyStore } from './key-socket.ts';
import type { KeyStore } from './key-store.ts';

const home = mkdtempSync(join(tmpdir(), 'finharbor-keys-'));
after(() => rmSync(home, { recursive: true, force: true }));

const file = join(home, 'master.keys.json');
const opened = () =>
  openKeyFile({
    path: file,
    algorithm: 'aes-256-gcm',
    random: systemRandom,
    newId: idSource(systemClock, systemRandom),
  });

const held = { file: join(home, 'held.json'), socket: join(home, 'keys.sock') };
const program = new URL('./testing/key-process.ts', import.meta.url).pathname;
const holder = spawn(process.execPath, [...process.execArgv, program, held.file, held.socket], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
after(async () => {
  if (holder.exitCode === null && holder.signalCode === null && holder.kill()) await once(holder, 'exit');
});
await once(holder.stdout, 'data');

const stores: readonly (readonly [string, KeyStore, string])[] = [
  ['a file', opened(), file],
  ['a process of its own', socketKeyStore(held.socket), held.file],
];

for (const [kind, store, path] of stores) {
  test(`${kind}: wraps and unwraps by a key’s id, and by no other`, async () => {
    const { wrapping } = await store.keys();
    const key = systemRandom.bytes(32);
    const wrapped = await store.wrap(wrapping, key);
    assert.deepEqual(Buffer.from(await store.unwrap(wrapping, wrapped)), Buffer.from(key));
    const next = await store.rotate();
    assert.deepEqual([(await store.keys()).wrapping, next === wrapping], [next, false]);
    assert.deepEqual(Buffer.from(await store.unwrap(wrapping, wrapped)), Buffer.from(key));
    assert.equal(await store.unwrap(next, wrapped).catch(codeOf), 'sealing.not_opened');
    assert.equal(await store.unwrap('other', wrapped).catch(codeOf), 'sealing.key_unknown');
    assert.equal(await store.unwrap(wrapping, wrapped.subarray(0, 8)).catch(codeOf), 'sealing.not_opened');
  });

  test(`${kind}: signs with HMAC-SHA-256 by a key that wraps nothing`, async () => {
    const { signing, wrapping } = await store.keys();
    const { keys } = JSON.parse(readFileSync(path, 'utf8')) as { keys: Record<string, { secret: string }> };
    const secret = Buffer.from(keys[signing]!.secret, 'base64url');
    const message = Buffer.from('消息');
    const expected = createHmac('sha256', secret).update(message).digest();
    assert.deepEqual(Buffer.from(await store.sign(signing, message)), expected);
    assert.equal(await store.sign(wrapping, message).catch(codeOf), 'sealing.key_unknown');
    assert.equal(await store.wrap(signing, message).catch(codeOf), 'sealing.key_unknown');
  });

  test(`${kind}: only its owner can reach the keys`, () => {
    assert.equal(statSync(path).mode & 0o777, 0o600);
  });
}

test('the socket too is its owner’s alone, and no answer over it holds a key', async () => {
  assert.equal(statSync(held.socket).mode & 0o777, 0o600);
  const { keys } = JSON.parse(readFileSync(held.file, 'utf8')) as {
    keys: Record<string, { secret: string }>;
  };
  const store = socketKeyStore(held.socket);
  const answered = JSON.stringify([await store.keys(), await store.rotate()]);
  for (const { secret } of Object.values(keys)) assert.ok(!answered.includes(secret));
});

test('a file holds its keys across a restart, and is refused once others can read it or it is damaged', async () => {
  const before = await opened().keys();
  assert.deepEqual(await opened().keys(), before);
  chmodSync(file, 0o640);
  assert.throws(opened, (error) => codeOf(error) === 'sealing.key_file');
  chmodSync(file, 0o600);
  writeFileSync(file, '{"wrapping":"secret');
  assert.throws(
    opened,
    (error) => codeOf(error) === 'sealing.key_file' && !String(error).includes('"secret'),
  );
});

test('who asks a process that is gone learns so', async () => {
  holder.kill();
  await once(holder, 'exit');
  assert.equal(await socketKeyStore(held.socket).keys().catch(codeOf), 'sealing.keys_unavailable');
});
