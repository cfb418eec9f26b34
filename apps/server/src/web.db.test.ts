import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { after, test } from 'node:test';
import { accessMigrations, signRequest } from '@finharbor/access';
import { generateSigningKey, systemClock, systemRandom } from '@finharbor/kernel';
import { kernelMigrations } from '@finharbor/kernel/database';
import { defineRoute, endpoint } from '@finharbor/kernel/http';
import { freePort, testDatabase } from '@finharbor/kernel/testing';
import { z } from 'zod';
import type { HubConfig } from './config.ts';
import type { ServerTables } from './database.ts';
import { openPrinter } from './printer.ts';
import { startWeb } from './web.ts';

// A hub as it stands behind a proxy that ends TLS and passes the name on: its own address is not the one others use.
const directory = mkdtempSync(join(tmpdir(), 'finharbor-web-'));
const database = await testDatabase<ServerTables>([kernelMigrations, accessMigrations]);
const publicUrl = 'https://harbor.example';
const config: HubConfig = {
  role: 'hub',
  party: 'hub',
  name: { en: 'Harbor', zh: '港' },
  demo: false,
  host: '127.0.0.1',
  port: await freePort(),
  linkHost: '127.0.0.1',
  linkPort: 0,
  publicUrl,
  directory,
  databaseUrl: database.url,
  logLevel: 'fatal',
  quorum: 1,
};
const bankKey = generateSigningKey();
const getSigner = defineRoute({
  method: 'GET',
  path: '/signer',
  summary: { en: 'Who signed', zh: '签名方' },
  tags: ['test'],
  responses: { 200: z.strictObject({ party: z.string() }) },
  errors: [],
  access: 'signed',
  audit: { none: 'public' },
});
const signer = endpoint(getSigner, async ({ caller }) => ({
  status: 200,
  body: { party: caller.kind === 'key' ? caller.party : '' },
}));
const printer = openPrinter(config, systemClock);
const web = await startWeb({
  config,
  db: database.db,
  clock: systemClock,
  logger: { write: () => {} },
  systems: [{ endpoints: [signer], errors: [] }],
  keyOf: async () => bankKey.publicKey,
  vouchedFor: async () => undefined,
  follow: (governance) => governance,
  printer,
  title: { en: 'Hub', zh: '枢纽' },
  serve: () => {},
  checks: {},
});
after(async () => {
  await web.stop();
  await database[Symbol.asyncDispose]();
  rmSync(directory, { recursive: true });
});

type Answer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly cookie: string;
  readonly body: Record<string, unknown>;
};

/** Sends what the proxy would: to the process's own port, under the name that the caller used. */
async function through(
  method: string,
  path: string,
  { headers = {}, body }: { headers?: Record<string, string>; body?: object } = {},
): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const host = headers.host ?? 'harbor.example';
  const outgoing = request(
    { host: '127.0.0.1', port: config.port, method, path, headers: { ...headers, host } },
    async (response) => {
      const said = await text(response);
      resolve({
        status: response.statusCode!,
        headers: response.headers,
        cookie: response.headers['set-cookie']?.[0] ?? '',
        body: (said ? JSON.parse(said) : {}) as Record<string, unknown>,
      });
    },
  );
  outgoing.on('error', reject);
  if (body) outgoing.setHeader('content-type', 'application/json');
  outgoing.end(body && JSON.stringify(body));
  return promise;
}

test('behind a proxy the process goes by its public address, for its cookie, its pages and signed requests alike', async () => {
  assert.equal(web.url, publicUrl);
  const credentials = { login: 'operator', password: 'correct horse battery' };
  await web.accounts.create({ ...credentials, name: 'Lin Wei', party: 'hub', roles: ['operator'] });
  const opened = await through('POST', '/session', { headers: { origin: publicUrl }, body: credentials });
  assert.match(opened.cookie, /^__Host-finharbor-hub=.*; Secure$/);
  assert.equal(opened.headers['strict-transport-security'], 'max-age=31536000; includeSubDomains');
  const cookie = opened.cookie.split(';')[0]!;
  for (const origin of [`http://127.0.0.1:${config.port}`, 'http://harbor.example'])
    assert.equal(
      (await through('DELETE', '/session', { headers: { cookie, origin } })).body.code,
      'access.cross_site',
    );
  assert.equal((await through('DELETE', '/session', { headers: { cookie, origin: publicUrl } })).status, 204);
});

test('behind a proxy a request counts that was signed for the public address, and no other', async () => {
  const by = { party: 'bank', key: bankKey, clock: systemClock, random: systemRandom };
  const own = `http://127.0.0.1:${config.port}`;
  const right = signRequest(by, { method: 'GET', url: `${publicUrl}/signer` });
  assert.deepEqual((await through('GET', '/signer', { headers: right })).body, { party: 'bank' });
  const wrong = { ...signRequest(by, { method: 'GET', url: `${own}/signer` }), host: new URL(own).host };
  assert.equal((await through('GET', '/signer', { headers: wrong })).body.code, 'access.signature_elsewhere');
});

test('before anybody has an account, the process says whose it is and that the first one is to be made', async () => {
  const { body } = await through('GET', '/place');
  assert.deepEqual([body.role, body.party, body.demo, body.hubUrl], ['hub', 'hub', false, null]);
  assert.match(web.setupCode ?? '', /^[0-9A-Z]{7}(-[0-9A-Z]{7}){3}$/);
});
