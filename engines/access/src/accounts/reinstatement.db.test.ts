import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, instantText } from '@finharbor/kernel';
import { callerOf, password, somebody, tokenOf } from '../factors/testing.ts';
import { emergencyLogin } from '../governance/break-glass.ts';
import { testServer } from '../testing.ts';

const server = await testServer();
const { accounts, clock, db } = server;
const operator = await somebody(server, ['operator']);
const done = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', codeOf);
const reinstate = (id: string): Promise<string> =>
  done(operator.client.postReinstatement({ params: { id } }));

test('an ended account comes back as it was; its sessions and invitations do not, and a second time changes nothing', async () => {
  const person = await somebody(server, ['operator']);
  const body = { login: 'late', name: 'Ye Lan', roles: ['bureau'] };
  const { code } = (await person.client.postInvitation({ body })).body;
  await operator.client.deleteAccount({ params: { id: person.id } });
  assert.equal((await accounts.signIn({ login: person.login, password })).kind, 'wrong');
  assert.deepEqual([await reinstate(person.id), await reinstate(person.id)], ['done', 'done']);
  assert.equal(await done(person.client.getSession({})), 'access.session_over');
  const redemption = callerOf(server).postInvitationRedemption({ body: { code, password } });
  assert.equal(await done(redemption), 'access.wrong_code');
  const back = callerOf(server, await tokenOf(server, person.login));
  assert.deepEqual((await back.getSession({})).body.roles, ['operator']);
});

test('nobody comes back who was erased, never there, or is the emergency account', async () => {
  const person = await somebody(server);
  await operator.client.deleteAccount({ params: { id: person.id } });
  await db
    .insertInto('access_erasure')
    .values({
      id: crypto.randomUUID(),
      user_id: person.id,
      cause: 'request',
      requested_at: instantText(clock.nowMs()),
      erased_at: instantText(clock.nowMs()),
      certificate: JSON.stringify({}),
    })
    .execute();
  const { code } = await server.governance.breakSeal({ reason: 'nobody can sign in', issuedBy: 'root' });
  await server.governance.openEmergency({ code, party: 'hub', roles: ['operator'] });
  const emergency = await db
    .selectFrom('access_user')
    .select('id')
    .where('login', '=', emergencyLogin)
    .executeTakeFirstOrThrow();
  for (const id of [person.id, crypto.randomUUID(), emergency.id])
    assert.equal(await reinstate(id), 'access.account_not_found');
});

test('bringing somebody back asks for a fresh proof, and a role that answers for accounts', async () => {
  const person = await somebody(server, ['bureau']);
  const other = await somebody(server, ['bureau']);
  await operator.client.deleteAccount({ params: { id: person.id } });
  const params = { id: person.id };
  assert.equal(await done(other.client.postReinstatement({ params })), 'access.forbidden');
  clock.advance(10 * 60_000 + 1);
  assert.equal(await reinstate(person.id), 'access.step_up_required');
});
