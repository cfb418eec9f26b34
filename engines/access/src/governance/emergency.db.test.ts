import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { type Caller, defineRoute, endpoint, typedClient } from '@finharbor/kernel/http';
import { z } from 'zod';
import { sessionIn } from '../account.ts';
import { governanceRoutes } from '../contract/governance.ts';
import { accessRoutes } from '../contract/index.ts';
import { testServer } from '../testing.ts';

const callers: Caller[] = [];
const probe = endpoint(
  defineRoute({
    method: 'GET',
    path: '/probe',
    summary: { en: 'Probe', zh: '探测' },
    tags: ['test'],
    responses: { 200: z.strictObject({}) },
    errors: [],
    access: ['operator'],
    audit: 'test.probe',
  }),
  async ({ caller }) => {
    callers.push(caller);
    return { status: 200, body: {} };
  },
);
const firm = 'firm:91350100M000100Y43';
const vouched = new Map([['bank', { how: 'admission', by: 'hub', atMs: 1_000 } as const]]);
const hub = await testServer({ also: [probe], vouched });
const routes = { ...accessRoutes, ...governanceRoutes };
const password = 'correct horse battery';
const reason = 'the only operator is ill';
const minuteMs = 60_000;

const clientOf = (token?: string) =>
  typedClient(routes, hub.url, (target, { headers, ...init }) =>
    fetch(target, {
      ...init,
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
    }),
  );
const outcome = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', codeOf);
async function signIn(login: string) {
  return clientOf(sessionIn((await clientOf().postSession({ body: { login, password } })).body).token);
}
const breakSeal = async () => (await hub.governance.breakSeal({ reason, issuedBy: 'root' })).code;

test('there is no emergency where no account exists, and none without a reason', async () => {
  assert.equal(await outcome(breakSeal()), 'access.not_set_up');
  await hub.accounts.create({ login: 'op', name: 'Lin Wei', password, party: 'hub', roles: ['operator'] });
  await hub.accounts.create({ login: 'viewer', name: 'Zhou', password, party: 'hub', roles: ['bureau'] });
  for (const none of ['', '   ', 'ill'])
    assert.equal(
      await outcome(hub.governance.breakSeal({ reason: none, issuedBy: 'root' })),
      'access.no_reason',
    );
  assert.deepEqual(await hub.governance.emergencies(9), []);
});

test('a code opens the emergency account once, in a quarter of an hour, for an hour; its calls are marked', async () => {
  const code = await breakSeal();
  const { token, account, expiresAtMs } = (
    await clientOf().postBreakGlass({ body: { code: code.toLowerCase() } })
  ).body;
  assert.deepEqual([account.party, account.roles], ['hub', ['operator']]);
  assert.equal(expiresAtMs, hub.clock.nowMs() + 60 * minuteMs);
  const call = () => fetch(`${hub.url}/probe`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal((await call()).status, 200);
  const caller = callers.at(-1);
  assert.equal(caller?.kind === 'account' && caller.breakGlass, true);
  assert.equal(await outcome(clientOf().postBreakGlass({ body: { code } })), 'access.wrong_code');
  hub.clock.advance(59 * minuteMs);
  assert.equal((await call()).status, 200);
  hub.clock.advance(minuteMs);
  assert.equal((await call()).status, 401);
  const late = await breakSeal();
  hub.clock.advance(15 * minuteMs);
  assert.equal(await outcome(clientOf().postBreakGlass({ body: { code: late } })), 'access.wrong_code');
});

test('a new code ends the one before it, and what an earlier code has opened ends when the next is used', async () => {
  const lost = await breakSeal();
  const first = (await clientOf().postBreakGlass({ body: { code: await breakSeal() } })).body;
  assert.equal(await outcome(clientOf().postBreakGlass({ body: { code: lost } })), 'access.wrong_code');
  await clientOf().postBreakGlass({ body: { code: await breakSeal() } });
  assert.equal(await outcome(clientOf(first.token).getSession({})), 'access.session_over');
});

test('everybody signed in at the process reads who opened it, why and until when, also when it is over', async () => {
  const { token } = (await clientOf().postBreakGlass({ body: { code: await breakSeal() } })).body;
  const viewer = await signIn('viewer');
  const [now] = (await viewer.listEmergencies({})).body;
  assert.deepEqual(
    [now?.reason, now?.issuedBy, now?.openedAtMs, now?.endsAtMs],
    [reason, 'root', hub.clock.nowMs(), hub.clock.nowMs() + 60 * minuteMs],
  );
  hub.clock.advance(minuteMs);
  await clientOf(token).deleteSession({});
  assert.equal((await viewer.listEmergencies({})).body[0]?.endsAtMs, hub.clock.nowMs());
  assert.equal(await outcome(clientOf(token).getSession({})), 'access.session_over');
  assert.equal(await outcome(clientOf().listEmergencies({})), 'access.unauthenticated');
});

test('nobody signs in to the emergency account, nobody is invited as it, and it is in no list', async () => {
  const operator = await signIn('op');
  const invitation = { login: 'break glass', name: 'X', roles: ['operator'] };
  assert.equal(await outcome(operator.postInvitation({ body: invitation })), 'access.bad_login');
  const guess = { login: 'break glass', password };
  assert.equal(await outcome(clientOf().postSession({ body: guess })), 'access.wrong_login');
  const names = [...(await operator.listAccounts({})).body, ...(await operator.listColleagues({})).body];
  assert.ok(names.every(({ login }) => login !== 'break glass'));
});

test('ten wrong codes lock the emergency account for a while', async () => {
  const code = await breakSeal();
  for (let guess = 0; guess < 10; guess++)
    assert.equal(await outcome(clientOf().postBreakGlass({ body: { code: '0' } })), 'access.wrong_code');
  assert.equal(await outcome(clientOf().postBreakGlass({ body: { code } })), 'access.locked');
});

test('an organisation says its code and who vouched for it; its people see their own alone', async () => {
  await hub.accounts.create({ login: 'he', name: 'He Fang', password, party: firm, roles: ['owner'] });
  await hub.accounts.create({ login: 'clerk', name: 'Clerk', password, party: 'bank', roles: [] });
  const [operator, owner] = [await signIn('op'), await signIn('he')];
  const put = (party: string, uscc: string) => outcome(operator.putOrganization({ body: { party, uscc } }));
  assert.equal(await put('bank', '91350100M000100Y44'), 'access.bad_uscc');
  assert.equal(await put('nobody', '91350100M000100Y43'), 'access.organization_not_found');
  assert.equal(await put(firm, '91350100M000100Y43'), 'access.bad_uscc');
  assert.equal(await put('bank', ' 91350100m000100y43'), 'done');
  assert.equal(await put('hub', '91350100M000100Y43'), 'access.uscc_taken');
  const rows = (await operator.listOrganizations({})).body.map(({ party, uscc, verified, accounts }) => [
    party,
    uscc,
    verified?.how,
    accounts,
  ]);
  assert.deepEqual(
    rows.filter(([party]) => party !== 'hub'),
    [
      ['bank', '91350100M000100Y43', 'admission', 1],
      [firm, '91350100M000100Y43', undefined, 1],
    ],
  );
  assert.equal(await outcome(owner.listOrganizations({})), 'access.forbidden');
  const own = (await owner.getOrganization({})).body;
  assert.deepEqual([own.party, own.verified], [firm, null]);
});
