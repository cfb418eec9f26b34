import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import {
  codeOf,
  fingerprint,
  generateSigningKey,
  idSource,
  manualClock,
  systemRandom,
} from '@finharbor/kernel';
import {
  commonErrors,
  defineRoute,
  endpoint,
  errorTable,
  type HttpContext,
  httpApp,
  type Problem,
  register,
  typedClient,
} from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import { z } from 'zod';
import { accountStore } from './accounts/account-store.ts';
import { accessPolicy } from './accounts/store.ts';
import { authenticator } from './authenticator.ts';
import { accessRoutes as routes } from './contract/index.ts';
import type { SessionCookie } from './cookie.ts';
import type { AccessTables } from './database.gen.ts';
import { accessErrors } from './errors.ts';
import { accessEndpoints, setupPurpose } from './http.ts';
import { accessMigrations } from './migrations.ts';
import { nonceStore } from './nonces.ts';
import { signRequest } from './signed-requests.ts';

const database = await testDatabase<AccessTables>([accessMigrations]);
after(() => database[Symbol.asyncDispose]());

const clock = manualClock(1_795_248_000_000);
const random = systemRandom;
const accounts = accountStore(database.db, { clock, random, passwordCost: { ln: 5, r: 8, p: 1 } });
const bankKey = generateSigningKey();
const logged: string[] = [];
let authority = '';
const cookie: SessionCookie = {
  name: 'finharbor-hub',
  isSecure: () => false,
  isOwnOrigin: (origin) => origin === `http://${authority}`,
};
const context: HttpContext = {
  clock,
  errors: errorTable(commonErrors, accessErrors),
  strict: true,
  authenticate: authenticator({
    accounts,
    clock,
    nonces: nonceStore(database.db),
    keyOf: async (party) => (party === 'bank' ? bankKey.publicKey : undefined),
    isOwnAuthority: (host) => host === authority,
    cookie,
  }),
};
const app = httpApp({
  context,
  ids: idSource(clock, random),
  log: { level: 'trace', stream: { write: (line: string) => void logged.push(line) } },
});
const postEcho = defineRoute({
  method: 'POST',
  path: '/echo',
  summary: { en: 'Who signed', zh: '签名方' },
  tags: ['test'],
  body: z.strictObject({ text: z.string() }),
  responses: { 200: z.strictObject({ party: z.string(), text: z.string() }) },
  errors: [],
  access: 'signed',
});
const echo = endpoint(postEcho, async ({ caller, body }) => ({
  status: 200,
  body: { party: caller.kind === 'key' ? caller.party : '', text: body.text },
}));
const place = {
  role: 'hub',
  party: 'hub',
  name: { en: 'Harbor', zh: '港' },
  demo: false,
  hubUrl: null,
  systems: [],
  registrar: false,
  fingerprint: fingerprint(bankKey.publicKey),
  version: '0',
} as const;
const access = accessEndpoints({ accounts, clock, place, setupRoles: ['operator'], cookie });
register(app, [...access, echo], context);
const url = await app.listen({ host: '127.0.0.1', port: 0 });
authority = new URL(url).host;
after(() => app.close());

const client = typedClient(routes, url);
const bearing = (token: string) =>
  typedClient(routes, url, (target, init) =>
    fetch(target, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } }),
  );
const password = 'correct horse battery';

test('from the code on the terminal to an account, a session, a new password and out again; no secret is logged', async () => {
  const lost = await accounts.issueCode({ purpose: setupPurpose, validMs: 60_000 });
  const code = await accounts.issueCode({ purpose: setupPurpose, validMs: 60_000 });
  const early = await client.postSetup({ body: { code: lost, login: 'first', password } }).catch(codeOf);
  assert.equal(early, 'access.wrong_code');
  const made = await client.postSetup({ body: { code, login: 'Operator', password } });
  assert.deepEqual([made.body.login, made.body.party, made.body.roles], ['operator', 'hub', ['operator']]);
  const again = await client.postSetup({ body: { code, login: 'second', password } }).catch(codeOf);
  assert.equal(again, 'access.already_set_up');

  const { body: session } = await client.postSession({ body: { login: 'operator', password } });
  const mine = bearing(session.token);
  assert.deepEqual((await mine.getSession({})).body, made.body);
  const { body: other } = await client.postSession({ body: { login: 'operator', password } });
  await mine.deleteSession({});
  assert.equal(await mine.getSession({}).catch(codeOf), 'access.session_over');
  const changed = 'another horse battery';
  await bearing(other.token).putPassword({ body: { old: password, password: changed } });
  assert.equal(await bearing(other.token).getSession({}).catch(codeOf), 'access.session_over');
  assert.equal(
    await client.postSession({ body: { login: 'operator', password } }).catch(codeOf),
    'access.wrong_login',
  );
  assert.equal((await client.postSession({ body: { login: 'operator', password: changed } })).status, 201);

  const log = logged.join('');
  assert.ok(logged.length > 8);
  for (const secret of [code, session.token, other.token, password, changed])
    assert.ok(!log.includes(secret));
});

test('too many failures answer 429, also for a login nobody has', async () => {
  const guess = () => client.postSession({ body: { login: 'nobody', password } }).catch(codeOf);
  const codes: unknown[] = [];
  for (let guesses = 0; guesses <= accessPolicy.maxFailures; guesses++) codes.push(await guess());
  assert.deepEqual(codes, [...Array(accessPolicy.maxFailures).fill('access.wrong_login'), 'access.locked']);
});

test('a party’s signed request passes over a real connection, once', async () => {
  const signer = { party: 'bank', key: bankKey, clock, random };
  const sent: { target: string; init: RequestInit }[] = [];
  const signed = typedClient({ postEcho }, url, (target, init) => {
    const request = { method: init.method, url: target, headers: init.headers, body: init.body };
    const final = { ...init, headers: signRequest(signer, request) };
    sent.push({ target, init: final });
    return fetch(target, final);
  });
  assert.deepEqual((await signed.postEcho({ body: { text: '值' } })).body, { party: 'bank', text: '值' });
  const { target, init } = sent[0]!;
  const replayed = await fetch(target, init);
  assert.deepEqual(
    [replayed.status, ((await replayed.json()) as Problem).code],
    [401, 'access.signature_replayed'],
  );
});

test('a session is no signature, both at once are refused, and so is what is neither', async () => {
  const made = await accounts.create({ login: 'clerk', name: 'Clerk', password, party: 'hub', roles: [] });
  const { body: session } = await client.postSession({ body: { login: made.login, password } });
  const post = async (headers: Record<string, string>) => {
    const body = JSON.stringify({ text: 'x' });
    const answer = await fetch(`${url}/echo`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    return ((await answer.json()) as Problem).code;
  };
  const authorization = `Bearer ${session.token}`;
  assert.equal(await post({ authorization }), 'access.forbidden');
  assert.equal(await post({ authorization, signature: 'x' }), 'access.credentials_malformed');
  assert.equal(await post({ authorization: 'Basic YTpi' }), 'access.credentials_malformed');
  assert.equal(await post({ signature: 'x' }), 'access.signature_malformed');
  assert.equal(await post({}), 'access.unauthenticated');
});
