import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { sessionIn } from '@finharbor/access';
import { accessRoutes } from '@finharbor/access/contract';
import { governanceRoutes } from '@finharbor/access/governance';
import { typedClient } from '@finharbor/kernel/http';
import { freePort } from '@finharbor/kernel/testing';
import type { Harbor } from '@finharbor/server';
import { startBuilt } from './harness/built.ts';

// An installation whose only operator cannot sign in: the command at the machine is the way back.
const root = dirname(import.meta.dirname);
const home = mkdtempSync(join(tmpdir(), 'finharbor-break-glass-'));
const configFile = join(home, 'finharbor.json');
const lines: string[] = [];
let hub: Harbor;

before(async () => {
  const addresses = { host: '127.0.0.1', port: await freePort(), linkHost: '127.0.0.1', linkPort: 0 };
  const config = { home, hub: { name: { en: 'Harbor', zh: '港' }, quorum: 1, ...addresses } };
  writeFileSync(configFile, JSON.stringify(config));
  const environment = {
    home: undefined,
    port: 0,
    databaseUrl: undefined,
    configFile,
    logLevel: 'info',
  } as const;
  hub = await startBuilt(environment, (line) => void lines.push(line));
});
after(async () => {
  await hub.stop('immediate');
  rmSync(home, { recursive: true, force: true });
});

async function command(args: readonly string[], said = '') {
  const child = spawn(
    process.execPath,
    ['tools/bootstrap.mjs', 'tools/finharbor.ts', 'break-glass', ...args],
    {
      cwd: root,
      env: { ...process.env, FINHARBOR_CONFIG: configFile },
    },
  );
  child.stdin.end(said);
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await once(child, 'exit');
  return { status: child.exitCode, out, err };
}
const clientOf = (token?: string) =>
  typedClient({ ...accessRoutes, ...governanceRoutes }, hub.url, (url, { headers, ...init }) =>
    fetch(url, {
      ...init,
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
    }),
  );

test('before the first account there is nobody to be locked out, and the command says what to do', async () => {
  const { status, err } = await command(['--reason', 'nobody has an account']);
  assert.equal(status, 1);
  assert.match(err, /make the first one with the code of the start/);
});

test('without a reason, given or asked for, there is no code', async () => {
  const code = /one-time code[^:]*: (\S+)/.exec(lines.join('\n'))![1]!;
  await clientOf().postSetup({ body: { code, login: 'lin', password: 'a blue kettle sings at dawn' } });
  for (const [args, said] of [
    [[], ''],
    [[], '\n'],
    [['--reason', 'ill'], ''],
  ] as const) {
    const { status, out, err } = await command(args, said);
    assert.equal(status, 1);
    assert.equal(out, '');
    assert.match(err, /Say why the emergency account is needed/);
  }
  assert.match(
    (await command(['--party', 'bank', '--reason', 'the only operator is ill'])).err,
    /No process of bank/,
  );
});

test('with a reason it prints a code that makes its holder the operator, and whose use everybody reads', async () => {
  const { status, out } = await command([], 'the only operator is ill\n');
  assert.equal(status, 0, out);
  const code = /^(?:[0-9A-Z]{7}-){3}[0-9A-Z]{7}$/m.exec(out)![0];
  const { token, account } = (await clientOf().postBreakGlass({ body: { code } })).body;
  assert.deepEqual([account.party, account.roles], ['hub', ['operator']]);
  const emergency = clientOf(token);
  const invitation = { login: 'wang', name: 'Wang', roles: ['operator'] };
  assert.equal((await emergency.postInvitation({ body: invitation })).status, 201);
  const lin = { login: 'lin', password: 'a blue kettle sings at dawn' };
  const operator = clientOf(sessionIn((await clientOf().postSession({ body: lin })).body).token);
  const [seen] = (await operator.listEmergencies({})).body;
  assert.equal(seen?.reason, 'the only operator is ill');
  assert.notEqual(seen?.openedAtMs, null);
});
