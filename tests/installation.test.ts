import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { postSession, postSetup, sessionIn } from '@finharbor/access';
import { hubRoutes } from '@finharbor/harbor';
import { typedClient } from '@finharbor/kernel/http';
import { freePort } from '@finharbor/kernel/testing';
import type { Harbor } from '@finharbor/server';
import { until } from '../apps/cli/src/demo/until.ts';
import { startBuilt } from './harness/built.ts';

// A harbor by configuration files, as an operator and a party would run it on machines of their own: here two folders.
const home = mkdtempSync(join(tmpdir(), 'finharbor-install-'));
const lines: string[] = [];
let hub: Harbor;
let operator = '';

before(async () => {
  const config = {
    home: join(home, 'operator'),
    hub: {
      name: { en: 'Harbor', zh: '港' },
      host: '127.0.0.1',
      port: await freePort(),
      linkHost: '127.0.0.1',
      linkPort: 0,
      quorum: 1,
    },
  };
  hub = await startBuilt(environmentOf(config, 'hub.json'), (line) => lines.push(line));
});
after(async () => {
  await hub.stop('immediate');
  rmSync(home, { recursive: true, force: true });
});

test('with a configuration file there is no demonstration: no accounts, no parties, no products', async () => {
  assert.equal(hub.demo, false);
  const client = typedClient(hubRoutes, hub.url);
  const { body } = await client.getHarbor({});
  assert.equal(body.demo, false);
  assert.deepEqual(
    body.parties.map(({ party }) => party),
    ['hub'],
  );
  assert.deepEqual((await client.getCatalogue({})).body, []);
});

test('the first operator comes by the one-time code on the terminal, once', async () => {
  const code = lines.join('\n').match(/one-time code[^:]*: (\S+)/)?.[1];
  assert.ok(code, lines.join('\n'));
  const client = typedClient({ postSetup, postSession }, hub.url);
  const account = { login: 'operator', password: 'correct horse battery staple' };
  await assert.rejects(() => client.postSetup({ body: { code: 'AAAAA-AAAAA-AAAAA-AAAAA', ...account } }), {
    code: 'access.wrong_code',
  });
  const { body: made } = await client.postSetup({ body: { code, ...account } });
  assert.deepEqual(made.roles, ['operator', 'auditor']);
  await assert.rejects(() => client.postSetup({ body: { code, ...account, login: 'second' } }));
  operator = sessionIn((await client.postSession({ body: account })).body).token;
});

test('a node whose configuration names another hub key does not start and says why', async () => {
  await assert.rejects(() => startNode('stranger', '0000 '.repeat(8).trim()), {
    code: 'hub.fingerprint_differs',
  });
});

test('a node asks to join; the operator admits it by its fingerprint and by no other', async () => {
  const { body } = await typedClient(hubRoutes, hub.url).getHarbor({});
  const node = await startNode('citybank', body.fingerprint);
  try {
    const client = typedClient(hubRoutes, hub.url, (url, init) =>
      fetch(url, { ...init, headers: { ...init.headers, authorization: `Bearer ${operator}` } }),
    );
    const asked = await until(async () =>
      (await client.listEnrolments({})).body.find((one) => one.body.party === 'citybank'),
    );
    assert.equal(asked.admitted, false);
    const params = { party: 'citybank' };
    await assert.rejects(() => client.postAdmission({ params, body: { fingerprint: '0'.repeat(32) } }), {
      code: 'enrolment.fingerprint_differs',
    });
    const { body: admitted } = await client.postAdmission({
      params,
      body: { fingerprint: asked.fingerprint },
    });
    assert.equal(admitted.admitted, true);
  } finally {
    await node.stop();
  }
});

async function startNode(party: string, hubFingerprint: string): Promise<Harbor> {
  const config = {
    home: join(home, party),
    node: {
      party,
      name: { en: party, zh: party },
      host: '127.0.0.1',
      port: await freePort(),
      linkHost: '127.0.0.1',
      linkPort: 0,
      registrar: false,
      hubUrl: hub.url,
      hubFingerprint,
      systems: ['harbor'],
    },
  };
  return startBuilt(environmentOf(config, `${party}.json`), () => {});
}

function environmentOf(config: object, name: string) {
  const configFile = join(home, name);
  writeFileSync(configFile, JSON.stringify(config));
  return { home: undefined, port: 0, databaseUrl: undefined, configFile, logLevel: 'info' } as const;
}
