import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import { sessionIn } from '../account.ts';
import { governanceRoutes } from '../contract/governance.ts';
import { accessRoutes } from '../contract/index.ts';
import { testServer } from '../testing.ts';

const uscc = '91350100M000100Y43';
const firm = `firm:${uscc}`;
const vouchedCode = '911100001000000101';
const vouched = new Map([[`firm:${vouchedCode}`, { how: 'registrar', by: 'tax', atMs: 1_000 } as const]]);
const hub = await testServer({ vouched });
const routes = { ...accessRoutes, ...governanceRoutes };
const password = 'correct horse battery';

const clientOf = (token?: string) =>
  typedClient(routes, hub.url, (target, { headers, ...init }) =>
    fetch(target, {
      ...init,
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
    }),
  );
async function signIn(login: string) {
  const session = sessionIn((await clientOf().postSession({ body: { login, password } })).body);
  return { ...session, client: clientOf(session.token) };
}
async function operator(login: string) {
  await hub.accounts.create({ login, name: login, password, party: 'hub', roles: ['operator'] });
  return (await signIn(login)).client;
}
const outcome = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', codeOf);
type Client = ReturnType<typeof clientOf>;
const verify = (by: Client, code = uscc, party = firm) =>
  outcome(by.putVerification({ body: { party, uscc: code, against: 'licence' } }));

const [inviting, other] = [await operator('lin'), await operator('mei')];
const { code } = (
  await inviting.postInvitation({ body: { login: 'he', name: 'He Fang', party: firm, roles: ['owner'] } })
).body;
await clientOf().postInvitationRedemption({ body: { code, password } });

test('until their firm is verified its people see themselves and their firm, and nothing that is open to others', async () => {
  const owner = await signIn('he');
  assert.equal(owner.account.unverified, true);
  assert.equal((await owner.client.getSession({})).body.unverified, true);
  assert.equal((await owner.client.getOrganization({})).body.verified, null);
  assert.equal(await outcome(owner.client.listColleagues({})), 'access.unverified');
  assert.equal(await outcome(owner.client.listOrganizations({})), 'access.forbidden');
});

test('an operator verifies a firm by its own code alone, and never who invited its people', async () => {
  assert.equal(await verify(inviting), 'access.own_request');
  assert.equal(await verify(other, '91350100M000100Y44'), 'access.uscc_differs');
  assert.equal(await verify(other, uscc, 'hub'), 'access.organization_not_found');
  assert.equal(await verify(other, uscc, 'firm:911100001000000101'), 'access.organization_not_found');
  assert.equal(await verify((await signIn('he')).client), 'access.forbidden');
  assert.equal((await signIn('he')).account.unverified, true);
});

test('who invited is remembered when the invitation is long gone', async () => {
  await hub.db.deleteFrom('access_invitation').execute();
  assert.equal(await verify(inviting), 'access.own_request');
});

test('verified, a firm is open to its people at once, by who verified it first; again changes nothing', async () => {
  const owner = await signIn('he');
  assert.equal(await verify(other, ' 9135 0100m000 100y43 '), 'done');
  assert.equal(await outcome(owner.client.listColleagues({})), 'done');
  const { verified } = (await owner.client.getOrganization({})).body;
  assert.deepEqual(verified, { how: 'operator', by: 'mei', atMs: hub.clock.nowMs() });
  assert.equal((await owner.client.getSession({})).body.unverified, undefined);
  hub.clock.advance(1_000);
  assert.equal(await verify(await operator('third')), 'done');
  assert.deepEqual((await owner.client.getOrganization({})).body.verified, verified);
});

test('a firm whose key a registrar has vouched for needs no operator', async () => {
  const party = `firm:${vouchedCode}`;
  await hub.accounts.create({ login: 'xu', name: 'Xu', password, party, roles: ['owner'] });
  assert.equal((await signIn('xu')).account.unverified, undefined);
});
