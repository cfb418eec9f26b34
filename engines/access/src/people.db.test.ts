import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { typedClient } from '@finharbor/kernel/http';
import { sessionIn } from './account.ts';
import { accessRoutes as routes } from './contract/index.ts';
import { testServer } from './testing.ts';

const password = 'correct horse battery';
const analyst = {
  login: 'analyst',
  name: { en: 'Chen Jia (demo)', zh: '陈佳（演示）' },
  party: 'bank',
  roles: ['analyst'],
  firm: null,
};
const hub = await testServer();
const node = await testServer({
  place: { role: 'node', party: 'bank', hubUrl: 'http://hub.example', demo: true },
  demo: {
    people: async () => [analyst],
    passwordOf: (login) => (login === 'analyst' ? password : undefined),
  },
});

type Server = typeof hub;
const clientOf = ({ url }: Server, token?: string) =>
  typedClient(routes, url, (target, { headers, ...init }) =>
    fetch(target, {
      ...init,
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
    }),
  );

async function as(server: Server, roles: readonly string[]) {
  const { party } = (await clientOf(server).getPlace({})).body;
  const login = `one-${(await server.accounts.count()) + 1}`;
  const { id } = await server.accounts.create({ login, name: login, password, party, roles });
  const { body } = await clientOf(server).postSession({ body: { login, password } });
  return { id, client: clientOf(server, sessionIn(body).token) };
}

test('anybody may ask whose process this is', async () => {
  const { body } = await clientOf(node).getPlace({});
  assert.deepEqual(
    [body.role, body.party, body.hubUrl, body.hasAccounts],
    ['node', 'bank', 'http://hub.example', false],
  );
});

test('the operator invites its own people and firms’ owners, a party’s administrator its own people; nobody else anybody', async () => {
  const operator = (await as(hub, ['operator'])).client;
  const admin = (await as(node, ['admin'])).client;
  const outcome = async (client: typeof admin, body: { roles: string[]; party?: string; login?: string }) =>
    client
      .postInvitation({ body: { login: `p-${Math.abs(body.roles.length)}`, name: 'P', ...body } })
      .then(() => 'done', codeOf);
  assert.equal(await outcome(operator, { roles: ['operator', 'bureau'] }), 'done');
  assert.equal(
    await outcome(operator, { roles: ['owner'], party: 'firm:911100001000000108' }),
    'access.bad_invitation',
  );
  assert.equal(await outcome(operator, { roles: ['owner'], party: 'firm: 91350100m000100y43' }), 'done');
  assert.equal(await outcome(operator, { roles: ['owner'] }), 'access.bad_invitation');
  assert.equal(
    await outcome(operator, { roles: ['operator'], party: 'firm:91350100M000100Y43' }),
    'access.bad_invitation',
  );
  assert.equal(await outcome(operator, { roles: ['analyst'] }), 'access.bad_invitation');
  assert.equal(await outcome(operator, { roles: ['bureau'], party: 'bank' }), 'access.bad_invitation');
  assert.equal(await outcome(admin, { roles: ['analyst', 'approver', 'steward', 'admin'] }), 'done');
  assert.equal(await outcome(admin, { roles: ['analyst', 'analyst'] }), 'access.bad_invitation');
  assert.equal(await outcome(admin, { roles: ['operator'] }), 'access.bad_invitation');
  assert.equal(
    await outcome(admin, { roles: ['owner'], party: 'firm:91350100M000100Y43' }),
    'access.bad_invitation',
  );
  for (const [server, role] of [
    [hub, 'bureau'],
    [node, 'analyst'],
  ] as const) {
    const { client } = await as(server, [role]);
    assert.equal(await outcome(client, { roles: [role] }), 'access.forbidden');
    assert.equal(await client.listAccounts({}).catch(codeOf), 'access.forbidden');
  }
});

test('an invited owner sets a password and signs in for the firm; the operator sees the account and ends it', async () => {
  const operator = await as(hub, ['operator']);
  const body = { login: 'owner', name: 'He Fang', party: 'firm:91350100M000100Y43', roles: ['owner'] };
  const { code } = (await operator.client.postInvitation({ body })).body;
  const made = await clientOf(hub).postInvitationRedemption({ body: { code, password } });
  assert.equal(made.body.party, body.party);
  const { body: answer } = await clientOf(hub).postSession({ body: { login: 'owner', password } });
  const { token } = sessionIn(answer);
  const owner = clientOf(hub, token);
  assert.deepEqual((await owner.getSession({})).body, { ...made.body, unverified: true });
  const listed = (await operator.client.listAccounts({})).body;
  assert.ok(listed.some(({ id }) => id === made.body.id));
  const params = { id: made.body.id };
  assert.equal(await owner.deleteAccount({ params }).catch(codeOf), 'access.forbidden');
  assert.equal((await operator.client.deleteAccount({ params })).status, 204);
  assert.equal(await owner.getSession({}).catch(codeOf), 'access.session_over');
  assert.equal(await operator.client.deleteAccount({ params }).catch(codeOf), 'access.account_not_found');
  const own = operator.client.deleteAccount({ params: { id: operator.id } });
  assert.equal(await own.catch(codeOf), 'access.own_account');
});

test('in the demonstration one may be anybody of it, and nobody else', async () => {
  await node.accounts.create({ ...analyst, name: 'Chen Jia', password });
  const client = clientOf(node);
  assert.deepEqual((await client.listDemoPeople({})).body, [analyst]);
  const { body: answer } = await client.postDemoSession({ body: { login: 'analyst' } });
  const { token, account } = sessionIn(answer);
  assert.deepEqual(account.roles, ['analyst']);
  assert.equal((await clientOf(node, token).getSession({})).body.id, account.id);
  const other = client.postDemoSession({ body: { login: 'one-1' } });
  assert.equal(await other.catch(codeOf), 'access.account_not_found');
});

test('outside of the demonstration its people and its door are not there', async () => {
  await as(hub, ['operator']);
  const client = clientOf(hub);
  assert.equal(await client.listDemoPeople({}).catch(codeOf), 'request.no_such_route');
  const door = client.postDemoSession({ body: { login: 'one-1' } });
  assert.equal(await door.catch(codeOf), 'request.no_such_route');
});
