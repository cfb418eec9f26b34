import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, systemRandom as random } from '@finharbor/kernel';
import { defineRoute, endpoint, type Problem, typedClient, wholeBody } from '@finharbor/kernel/http';
import { z } from 'zod';
import { sessionIn } from './account.ts';
import { accessPolicy } from './accounts/store.ts';
import { accessRoutes as routes } from './contract/index.ts';
import { setupPurpose } from './http.ts';
import { signRequest } from './signed-requests.ts';
import { testServer } from './testing.ts';

const postEcho = defineRoute({
  method: 'POST',
  path: '/echo',
  summary: { en: 'Who signed', zh: '签名方' },
  tags: ['test'],
  body: z.strictObject({ text: z.string() }),
  responses: { 200: z.strictObject({ party: z.string(), text: z.string() }) },
  errors: [],
  access: 'signed',
  audit: { none: 'public' },
});
const echo = endpoint(postEcho, async ({ caller, body }) => ({
  status: 200,
  body: { party: caller.kind === 'key' ? caller.party : '', text: body.text },
}));
const { url, accounts, trail, clock, bankKey, logged } = await testServer({ also: [echo] });

const client = typedClient(routes, url);
const bearing = (token: string) =>
  typedClient(routes, url, (target, init) =>
    fetch(target, { ...init, headers: { ...init.headers, authorization: `Bearer ${token}` } }),
  );
const password = 'correct horse battery';

test('a login that no database can hold is refused by the place of the fault', async () => {
  // Past the client's own check, as a program might send it.
  const answer = await fetch(`${url}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login: 'a\0b', password }),
  });
  const problem = (await answer.json()) as { readonly errors: readonly { readonly pointer: string }[] };
  assert.deepEqual([answer.status, problem.errors.map(({ pointer }) => pointer)], [400, ['/login']]);
});

test('from the code on the terminal to an account, a session, a new password and out again; no secret is logged', async () => {
  const lost = await accounts.issueCode({ purpose: setupPurpose, validMs: 60_000 });
  const code = await accounts.issueCode({ purpose: setupPurpose, validMs: 60_000 });
  const early = await client.postSetup({ body: { code: lost, login: 'first', password } }).catch(codeOf);
  assert.equal(early, 'access.wrong_code');
  const made = await client.postSetup({ body: { code, login: 'Operator', password } });
  assert.deepEqual([made.body.login, made.body.party, made.body.roles], ['operator', 'hub', ['operator']]);
  const again = await client.postSetup({ body: { code, login: 'second', password } }).catch(codeOf);
  assert.equal(again, 'access.already_set_up');

  const session = sessionIn((await client.postSession({ body: { login: 'operator', password } })).body);
  const mine = bearing(session.token);
  assert.deepEqual((await mine.getSession({})).body, made.body);
  const other = sessionIn((await client.postSession({ body: { login: 'operator', password } })).body);
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
    const request = { method: init.method, url: target, headers: init.headers, body: wholeBody(init) };
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
  const session = sessionIn((await client.postSession({ body: { login: made.login, password } })).body);
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

test('the trail says whose account a sign-in was to, right or wrong, and nothing of a login nobody has', async () => {
  const who = { login: 'traced', name: 'Traced', party: 'hub', roles: [] };
  const { id } = await accounts.create({ ...who, password });
  const tries = [
    { login: 'traced', password },
    { login: 'traced', password: 'not this one, surely' },
    { login: 'typed-the-secret-here', password },
  ];
  for (const body of tries) await client.postSession({ body }).catch(() => {});
  const events = await trail.search({ action: 'access.sign_in' }, { limit: 3 });
  assert.deepEqual(
    events.map(({ facts, accountName, code }) => [facts, accountName, code]),
    [
      [{ by: 'password' }, null, 'access.wrong_login'],
      [{ account: id, by: 'password' }, 'Traced', 'access.wrong_login'],
      [{ account: id, by: 'password' }, 'Traced', null],
    ],
  );
});
