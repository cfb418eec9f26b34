import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { type Caller, defineRoute, endpoint, typedClient } from '@finharbor/kernel/http';
import { z } from 'zod';
import { sessionIn } from '../account.ts';
import { governanceRoutes } from '../contract/governance.ts';
import { accessRoutes } from '../contract/index.ts';
import { postRecovery } from '../contract/recovery.ts';
import { testServer } from '../testing.ts';

const callers: Caller[] = [];
const probe = (path: string, parts: object) =>
  endpoint(
    defineRoute({
      method: 'GET',
      path,
      summary: { en: 'Probe', zh: '探测' },
      tags: ['test'],
      responses: { 200: z.array(z.string()).readonly() },
      errors: [],
      access: ['approver'],
      audit: 'test.probe',
      ...parts,
    }),
    async ({ caller }) => {
      callers.push(caller);
      return { status: 200, body: caller.kind === 'account' ? caller.roles : [] };
    },
  );
const node = await testServer({
  place: { role: 'node', party: 'bank', hubUrl: 'http://hub.example' },
  also: [probe('/approvers', {}), probe('/money', { stepUp: true })],
});
const password = 'correct horse battery';
const routes = { ...accessRoutes, ...governanceRoutes, postRecovery };
let made = 0;

const clientOf = (token?: string) =>
  typedClient(routes, node.url, (target, { headers, ...init }) =>
    fetch(target, {
      ...init,
      headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
    }),
  );
async function person(roles: readonly string[], party = 'bank') {
  const login = `one-${++made}`;
  const { id } = await node.accounts.create({ login, name: `One ${made}`, password, party, roles });
  const { token } = sessionIn((await clientOf().postSession({ body: { login, password } })).body);
  return { id, login, token, client: clientOf(token) };
}
const outcome = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', codeOf);
async function get(path: string, token: string): Promise<number | readonly string[]> {
  const answer = await fetch(node.url + path, { headers: { authorization: `Bearer ${token}` } });
  const body: unknown = await answer.json();
  return answer.status === 200 ? (body as readonly string[]) : answer.status;
}
const dayMs = 86_400_000;
const lent = (to: string, parts: object = {}) => ({
  to,
  roles: ['approver'],
  reason: 'on leave until Monday',
  startsAtMs: node.clock.nowMs(),
  endsAtMs: node.clock.nowMs() + dayMs,
  ...parts,
});

test('an administrator gives a person other roles, which hold from the next request; who, when and what they were is kept', async () => {
  const [admin, worker] = [await person(['admin']), await person(['analyst'])];
  const params = { id: worker.id };
  assert.equal(await get('/approvers', worker.token), 403);
  const body = { roles: ['analyst', 'approver'], reason: 'replaces Wu Gang' };
  assert.deepEqual((await admin.client.putRoles({ params, body })).body.roles, body.roles);
  assert.deepEqual(await get('/approvers', worker.token), body.roles);
  await admin.client.putRoles({ params, body });
  const [change, ...more] = (await admin.client.listRoleChanges({ params })).body;
  assert.deepEqual(
    [change?.byLogin, change?.before, change?.after, change?.reason, change?.atMs, more.length],
    [admin.login, ['analyst'], body.roles, body.reason, node.clock.nowMs(), 0],
  );
});

test('nobody changes their own roles, nobody gives roles the place does not have, and only administrators give any', async () => {
  const [admin, worker] = [await person(['admin']), await person(['analyst'])];
  const give = (who: typeof admin, id: string, roles: readonly string[]) =>
    outcome(who.client.putRoles({ params: { id }, body: { roles, reason: 'as agreed' } }));
  assert.equal(await give(admin, admin.id, ['admin', 'approver']), 'access.own_roles');
  for (const roles of [['operator'], ['owner'], ['analyst', 'analyst'], []])
    assert.equal(await give(admin, worker.id, roles), 'access.bad_roles', roles.join());
  assert.equal(await give(worker, admin.id, ['analyst']), 'access.forbidden');
  const nobody = worker.id.replace(/.$/, (last) => (last === 'f' ? 'e' : 'f'));
  assert.equal(await give(admin, nobody, ['analyst']), 'access.account_not_found');
});

test('who has an administrator’s role on loan changes nothing for the lender: that would be by their own hand', async () => {
  const [admin, worker] = [await person(['admin']), await person(['analyst'])];
  await admin.client.postDelegation({ body: lent(worker.id, { roles: ['admin'] }) });
  const body = { roles: ['admin', 'approver'], reason: 'please' };
  assert.equal(await outcome(worker.client.putRoles({ params: { id: admin.id }, body })), 'access.own_roles');
});

test('who has an administrator’s role on loan neither ends the lender’s account nor takes it over by a recovery code', async () => {
  const [admin, worker, other] = [
    await person(['admin']),
    await person(['analyst']),
    await person(['admin']),
  ];
  await admin.client.postDelegation({ body: lent(worker.id, { roles: ['admin'] }) });
  const params = { id: admin.id };
  const recovery = (who: typeof admin, id: string) => outcome(who.client.postRecovery({ params: { id } }));
  assert.equal(await outcome(worker.client.deleteAccount({ params })), 'access.own_account');
  assert.equal(await recovery(worker, admin.id), 'access.own_account');
  assert.equal(await recovery(worker, other.id), 'done');
  assert.equal(await recovery(other, admin.id), 'done');
  assert.equal(await outcome(other.client.deleteAccount({ params })), 'done');
});

test('a role lent to a colleague holds in its time and no longer, and the caller says whose it is', async () => {
  const [boss, worker] = [await person(['approver']), await person(['analyst'])];
  const startsAtMs = node.clock.nowMs() + 60_000;
  const { body } = await boss.client.postDelegation({
    body: lent(worker.id, { startsAtMs, endsAtMs: startsAtMs + 60_000 }),
  });
  assert.equal(await get('/approvers', worker.token), 403);
  node.clock.advance(60_000);
  assert.deepEqual(await get('/approvers', worker.token), ['analyst', 'approver']);
  const caller = callers.at(-1);
  assert.deepEqual(caller?.kind === 'account' && caller.delegated, [
    { role: 'approver', by: boss.id, byLogin: boss.login },
  ]);
  assert.deepEqual((await worker.client.getSession({})).body.roles, ['analyst', 'approver']);
  node.clock.advance(60_000);
  assert.equal(await get('/approvers', worker.token), 403);
  for (const who of [boss, worker])
    assert.deepEqual(
      (await who.client.listDelegations({})).body.map(({ id }) => id),
      [body.id],
    );
});

test('a delegation is over when it is revoked, by either side or an administrator, and when the lender has the role no more', async () => {
  const [boss, worker, admin, other] = [
    await person(['approver']),
    await person(['analyst']),
    await person(['admin']),
    await person(['analyst']),
  ];
  const lend = async () => (await boss.client.postDelegation({ body: lent(worker.id) })).body.id;
  for (const by of [boss, worker, admin]) {
    const id = await lend();
    assert.deepEqual(await get('/approvers', worker.token), ['analyst', 'approver']);
    assert.equal(
      await outcome(other.client.deleteDelegation({ params: { id } })),
      'access.delegation_not_found',
    );
    await by.client.deleteDelegation({ params: { id } });
    assert.equal(await get('/approvers', worker.token), 403);
  }
  await lend();
  const params = { id: boss.id };
  await admin.client.putRoles({ params, body: { roles: ['steward'], reason: 'changes office' } });
  assert.equal(await get('/approvers', worker.token), 403);
  await admin.client.putRoles({ params, body: { roles: ['approver'], reason: 'comes back' } });
  assert.deepEqual(await get('/approvers', worker.token), ['analyst', 'approver']);
  await admin.client.deleteAccount({ params });
  assert.equal(await get('/approvers', worker.token), 403);
  assert.ok((await admin.client.listAllDelegations({})).body.some(({ from }) => from.id === boss.id));
  assert.equal(await outcome(other.client.listAllDelegations({})), 'access.forbidden');
});

test('one lends own roles only, to a colleague of the same party, for at most 90 days', async () => {
  const [boss, worker, stranger] = [
    await person(['approver']),
    await person(['analyst']),
    await person(['analyst'], 'tax'),
  ];
  const lend = (who: typeof boss, to: string, parts: object = {}) =>
    outcome(who.client.postDelegation({ body: lent(to, parts) }));
  const now = node.clock.nowMs();
  const bad = 'access.bad_delegation';
  assert.equal(await lend(boss, worker.id, { endsAtMs: now + 90 * dayMs }), 'done');
  assert.equal(await lend(boss, worker.id, { endsAtMs: now + 90 * dayMs + 1 }), bad);
  assert.equal(await lend(boss, worker.id, { endsAtMs: now }), bad);
  assert.equal(
    await lend(boss, worker.id, { startsAtMs: now + 91 * dayMs, endsAtMs: now + 92 * dayMs }),
    bad,
  );
  assert.equal(await lend(boss, stranger.id), bad);
  assert.equal(await lend(boss, boss.id), bad);
  assert.equal(await lend(boss, worker.id, { roles: ['analyst'] }), bad);
  assert.equal(await lend(boss, worker.id, { roles: [] }), bad);
  assert.equal(await lend(worker, boss.id, { roles: ['approver'] }), bad, 'what was lent is not lent on');
  const known = (await boss.client.listColleagues({})).body.map(({ id }) => id);
  assert.deepEqual(
    [known.includes(worker.id), known.includes(stranger.id), known.includes(boss.id)],
    [true, false, false],
  );
});

test('a machine acts with its key’s roles, not where a fresh proof is asked for, and governs nobody', async () => {
  const admin = await person(['admin']);
  const { client } = admin;
  const make = (roles: readonly string[]) => client.postService({ body: { name: 'Night batch', roles } });
  assert.equal(await outcome(make(['admin'])), 'access.bad_roles');
  const { id } = (await make(['approver'])).body;
  const { key, prefix } = (await client.postServiceKey({ params: { id }, body: { validDays: 30 } })).body;
  assert.match(key, /^fhk_[0-9a-z]{10}_[A-Za-z0-9_-]{43}$/);
  assert.deepEqual(await get('/approvers', key), ['approver']);
  assert.equal(await get('/money', key), 403);
  const machine = clientOf(key);
  assert.equal(await outcome(machine.listColleagues({})), 'access.forbidden');
  assert.equal(await outcome(machine.postDelegation({ body: lent(admin.id) })), 'access.forbidden');
  const listed = (await client.listServices({})).body.find((one) => one.id === id);
  assert.deepEqual(
    listed?.keys.map((one) => [one.prefix, one.lastUsedAtMs]),
    [[prefix, node.clock.nowMs()]],
  );
  assert.ok(!JSON.stringify(listed).includes(key));
  assert.ok(!node.logged.join().includes(key));
});

test('two keys are good side by side and no third; each ends by itself, in time, or with the account, at once', async () => {
  const { client, token } = await person(['admin']);
  const { id } = (await client.postService({ body: { name: 'Importer', roles: ['approver'] } })).body;
  const issue = (validDays: number) => client.postServiceKey({ params: { id }, body: { validDays } });
  const [first, second] = [(await issue(1)).body, (await issue(2)).body];
  assert.equal(await outcome(issue(1)), 'access.too_many_keys');
  const tooLong = await fetch(`${node.url}/service-accounts/${id}/keys`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{"validDays":367}',
  });
  assert.equal(tooLong.status, 400);
  for (const { key } of [first, second]) assert.deepEqual(await get('/approvers', key), ['approver']);
  node.clock.advance(dayMs);
  assert.equal(await get('/approvers', first.key), 401);
  assert.deepEqual(await get('/approvers', second.key), ['approver']);
  const late = await person(['admin']);
  const params = { id };
  const third = (await late.client.postServiceKey({ params, body: { validDays: 1 } })).body;
  await late.client.deleteServiceKey({ params: { id, key: third.id } });
  assert.equal(await get('/approvers', third.key), 401);
  await late.client.deleteService({ params });
  assert.equal(await get('/approvers', second.key), 401);
  assert.equal(await outcome(late.client.deleteService({ params })), 'access.service_not_found');
});

test('wrong keys lock their prefix for a while, and a wrong key is answered as one that has run out', async () => {
  const { client } = await person(['admin']);
  const { id } = (await client.postService({ body: { name: 'Guessed at', roles: ['approver'] } })).body;
  const { key, prefix } = (await client.postServiceKey({ params: { id }, body: { validDays: 1 } })).body;
  const wrong = `${prefix}_${'A'.repeat(43)}`;
  for (let guess = 0; guess < 10; guess++) assert.equal(await get('/approvers', wrong), 401);
  assert.equal(await get('/approvers', key), 401);
  node.clock.advance(15 * 60_000);
  assert.deepEqual(await get('/approvers', key), ['approver']);
});
