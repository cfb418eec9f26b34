import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemRandom } from '@finharbor/kernel';
import type { Problem } from '@finharbor/kernel/http';
import { attemptCookie, attemptIn, sessionCookie, tokenIn } from './cookie.ts';
import { signRequest } from './signed-requests.ts';
import { testServer } from './testing.ts';

const { url, accounts, clock, bankKey } = await testServer();
const password = 'correct horse battery';
await accounts.create({ login: 'operator', name: 'Lin Wei', password, party: 'hub', roles: ['operator'] });

/** Signs in as the page does, or as another sender does. */
async function signIn(from: Record<string, string> = { origin: url }): Promise<Response> {
  const body = JSON.stringify({ login: 'operator', password });
  const headers = { 'content-type': 'application/json', ...from };
  return fetch(`${url}/session`, { method: 'POST', headers, body });
}

/** What the browser sends back of a `Set-Cookie`. */
const pairOf = (response: Response): string => response.headers.get('set-cookie')!.split(';')[0]!;

async function codeAt(method: string, path: string, headers: Record<string, string>): Promise<string> {
  const answer = await fetch(`${url}${path}`, { method, headers });
  return answer.ok ? String(answer.status) : ((await answer.json()) as Problem).code;
}

test('sign-in leaves a cookie that the page cannot read and other sites do not send; signing out takes it back', async () => {
  const opened = await signIn();
  const value = opened.headers.get('set-cookie')!;
  assert.match(value, /^finharbor-hub=[\w-]{43}; Path=\/; Max-Age=43200; HttpOnly; SameSite=Strict$/);
  const cookie = pairOf(opened);
  assert.equal(await codeAt('GET', '/session', { cookie: `other=1; ${cookie}; more=2` }), '200');
  const ended = await fetch(`${url}/session`, { method: 'DELETE', headers: { cookie, origin: url } });
  assert.equal(ended.status, 204);
  assert.match(ended.headers.get('set-cookie')!, /^finharbor-hub=; Path=\/; Max-Age=0;/);
  assert.equal(await codeAt('GET', '/session', { cookie }), 'access.session_over');
});

test('a page’s sign-in tells the token by the cookie alone, a program’s by the answer alone, another site’s none', async () => {
  const ofPage = await signIn();
  const token = pairOf(ofPage).split('=')[1]!;
  assert.deepEqual(Object.keys((await ofPage.json()) as object).toSorted(), ['account', 'expiresAtMs']);
  const everything = await fetch(`${url}/session`, { headers: { cookie: pairOf(ofPage) } });
  assert.ok(!(await everything.text()).includes(token));
  const ofProgram = await signIn({});
  assert.equal(ofProgram.headers.get('set-cookie'), null);
  assert.match(((await ofProgram.json()) as { token: string }).token, /^[\w-]{43}$/);
  for (const origin of ['null', 'https://evil.example', `${url}.evil.example`]) {
    const answer = await signIn({ origin });
    const { code } = (await answer.json()) as Problem;
    assert.deepEqual([code, answer.headers.get('set-cookie')], ['access.cross_site', null]);
  }
});

test('over https the cookie travels by https alone', () => {
  const cookie = { name: 'finharbor-hub', isSecure: () => true, isOwnOrigin: () => false };
  assert.match(sessionCookie(cookie, 'x', 1000), /^__Host-finharbor-hub=x; Path=\/; .*; Secure$/);
  assert.equal(tokenIn('finharbor-hub=planted; __Host-finharbor-hub=own', cookie), 'own');
  const visit = attemptCookie(cookie, 'x');
  assert.match(visit, /^__Host-finharbor-hub\.outside=x; Path=\/; .*; HttpOnly; SameSite=Lax; Secure$/);
  assert.equal(attemptIn('finharbor-hub.outside=planted; __Host-finharbor-hub.outside=own', cookie), 'own');
});

test('by cookie nothing is changed from a page of another site, or of none', async () => {
  const cookie = pairOf(await signIn());
  const others = [
    undefined,
    'null',
    'https://evil.example',
    `${url}.evil.example`,
    url.replace('http', 'https'),
  ];
  for (const origin of others) {
    const headers = origin === undefined ? { cookie } : { cookie, origin };
    assert.equal(await codeAt('DELETE', '/session', headers), 'access.cross_site');
    assert.equal(await codeAt('GET', '/session', headers), '200');
  }
  assert.equal(await codeAt('DELETE', '/session', { cookie, origin: url }), '204');
});

test('beside a token or a signature the cookie counts for nothing', async () => {
  const [mine, ending] = [await signIn(), await signIn({})];
  const cookie = pairOf(mine);
  const { token } = (await ending.json()) as { token: string };
  const authorization = `Bearer ${token}`;
  assert.equal(await codeAt('DELETE', '/session', { cookie, authorization }), '204');
  assert.equal(await codeAt('GET', '/session', { authorization }), 'access.session_over');
  assert.equal(await codeAt('GET', '/session', { cookie }), '200');
  const signer = { party: 'bank', key: bankKey, clock, random: systemRandom };
  const signed = signRequest(signer, { method: 'GET', url: `${url}/session` });
  // A party that signs has no account, whatever cookie its browser sends along.
  assert.equal(await codeAt('GET', '/session', { ...signed, cookie }), 'access.forbidden');
  const stale = { ...signed, cookie, signature: 'finharbor=:AAAA:' };
  assert.equal(await codeAt('GET', '/session', stale), 'access.signature_bad');
});

test('a cookie that opens nothing any more does not stand in the way of signing in', async () => {
  const cookie = 'finharbor-hub=gone';
  const body = JSON.stringify({ login: 'operator', password });
  const headers = { 'content-type': 'application/json', cookie };
  assert.equal((await fetch(`${url}/session`, { method: 'POST', headers, body })).status, 201);
  assert.equal(await codeAt('GET', '/accounts', { cookie }), 'access.credentials_malformed');
});
