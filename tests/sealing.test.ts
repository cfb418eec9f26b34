import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { accessMigrations, postSession, sessionIn } from '@finharbor/access';
import { personalRoutes } from '@finharbor/access/personal-contract';
import { codeOf, generateSigningKey, manualClock } from '@finharbor/kernel';
import { kernelMigrations } from '@finharbor/kernel/database';
import { typedClient } from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import { parseProcessConfig } from '../apps/server/src/config.ts';
import type { ServerTables } from '../apps/server/src/database.ts';
import { openPrinter } from '../apps/server/src/printer.ts';
import { startWeb } from '../apps/server/src/web.ts';

const root = dirname(import.meta.dirname);
const home = mkdtempSync(join(tmpdir(), 'finharbor-sealing-'));
after(() => rmSync(home, { recursive: true, force: true }));
const [file, socket, directory] = [join(home, 'held.json'), join(home, 'keys.sock'), join(home, 'hub')];
const database = await testDatabase<ServerTables>([kernelMigrations, accessMigrations]);
after(() => database[Symbol.asyncDispose]());
const clock = manualClock(1_795_248_000_000);

/** The command as an operator runs it. */
async function keyHolder() {
  const args = ['keys', 'serve', '--file', file, '--socket', socket, '--algorithm', 'sm4-gcm'];
  const child = spawn(process.execPath, [...process.execArgv, join(root, 'tools/finharbor.ts'), ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  await once(child.stdout, 'data');
  return async () => {
    child.kill('SIGTERM');
    await exited;
  };
}

async function hub() {
  const web = await startWeb({
    config: parseProcessConfig({
      role: 'hub',
      party: 'hub',
      name: { en: 'Harbor', zh: '港' },
      demo: false,
      host: '127.0.0.1',
      port: 0,
      linkHost: '127.0.0.1',
      linkPort: 0,
      directory,
      databaseUrl: database.url,
      logLevel: 'fatal',
      quorum: 1,
      sealing: { algorithm: 'sm4-gcm', keySocket: socket },
    }),
    db: database.db,
    clock,
    logger: { write: () => {} },
    systems: [],
    printer: openPrinter({ name: { en: 'Harbor', zh: '港' } }, clock),
    keyOf: async () => generateSigningKey().publicKey,
    vouchedFor: async () => undefined,
    follow: (governance) => governance,
    title: { en: 'Hub', zh: '枢纽' },
    serve: () => {},
    checks: {},
  });
  return web;
}

test('a hub whose master keys are in another process seals with SM4, has no key of its own on disk, and says so when that process is gone', async () => {
  const stopHolder = await keyHolder();
  const first = await hub();
  const password = 'correct horse battery';
  await first.accounts.create({ login: 'one', name: 'One', password, party: 'hub', roles: ['bureau'] });
  const as = async (url: string) => {
    const credentials = { login: 'one', password };
    const { token } = sessionIn(
      (await typedClient({ postSession }, url).postSession({ body: credentials })).body,
    );
    return typedClient(personalRoutes, url, (target, { headers, ...init }) =>
      fetch(target, { ...init, headers: { ...headers, authorization: `Bearer ${token}` } }),
    );
  };
  await (await as(first.url)).patchMyProfile({ body: { phone: '13912344321' } });
  const row = await database.db.selectFrom('access_profile').select('phone').executeTakeFirstOrThrow();
  assert.match(row.phone!, /^fh1\.sm4-gcm\./);
  assert.ok(!existsSync(join(directory, 'master.keys.json')));
  assert.match(readFileSync(file, 'utf8'), /"sm4-gcm"/);
  await first.stop();
  await stopHolder();

  const second = await hub();
  const client = await as(second.url);
  assert.equal(await client.getMyProfile({}).catch(codeOf), 'sealing.keys_unavailable');
  const stopAgain = await keyHolder();
  assert.equal((await client.getMyProfile({})).body.phone, '139****4321');
  await second.stop();
  await stopAgain();
});
