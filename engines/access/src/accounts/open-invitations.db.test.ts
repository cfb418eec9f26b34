import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { callerOf, password, somebody } from '../factors/testing.ts';
import { testServer } from '../testing.ts';

const server = await testServer();
const operator = await somebody(server, ['operator']);
const { client } = operator;
const done = (work: Promise<unknown>): Promise<string> => work.then(() => 'done', codeOf);
const invite = async (login: string): Promise<string> =>
  (await client.postInvitation({ body: { login, name: 'Ye Lan', roles: ['bureau'] } })).body.code;
const redeem = (code: string): Promise<string> =>
  done(callerOf(server).postInvitationRedemption({ body: { code, password } }));
const open = async () => (await client.listInvitations({})).body;

test('an invitation is listed without its code until it is taken up, taken back or has run out', async () => {
  const [first, second] = [await invite('first'), await invite('second')];
  server.clock.advance(1);
  const third = await invite('third');
  const listed = await open();
  assert.deepEqual(listed.map(({ login }) => login).toSorted(), ['first', 'second', 'third']);
  assert.equal(listed[0]!.login, 'third', 'the latest first');
  const { id, invitedAtMs, expiresAtMs, ...facts } = listed[0]!;
  assert.deepEqual(facts, {
    login: 'third',
    name: 'Ye Lan',
    party: 'hub',
    roles: ['bureau'],
    invitedBy: 'Chen Jia',
  });
  assert.deepEqual([invitedAtMs, expiresAtMs - invitedAtMs], [server.clock.nowMs(), 7 * 86_400_000]);
  for (const code of [first, second, third]) assert.doesNotMatch(JSON.stringify(listed), new RegExp(code));

  assert.equal(await redeem(first), 'done');
  assert.equal(await done(client.deleteInvitation({ params: { id } })), 'done');
  assert.equal(await done(client.deleteInvitation({ params: { id } })), 'access.invitation_not_found');
  assert.equal(await redeem(third), 'access.wrong_code');
  assert.deepEqual(
    (await open()).map(({ login }) => login),
    ['second'],
  );
});

test('an invitation that has run out is listed no more', async () => {
  await invite('forgotten');
  server.clock.advance(7 * 86_400_000);
  const again = await somebody(server, ['operator']);
  assert.deepEqual((await again.client.listInvitations({})).body, []);
});

test('who does not answer for accounts neither sees nor ends invitations', async () => {
  const answering = await somebody(server, ['operator']);
  await answering.client.postInvitation({ body: { login: 'fourth', name: 'Ye Lan', roles: ['bureau'] } });
  const [{ id } = { id: '' }] = (await answering.client.listInvitations({})).body;
  const other = await somebody(server, ['bureau']);
  assert.equal(await done(other.client.listInvitations({})), 'access.forbidden');
  assert.equal(await done(other.client.deleteInvitation({ params: { id } })), 'access.forbidden');
});
