import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { codeOf, manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import type { AccessTables } from '../database.gen.ts';
import { accessMigrations } from '../migrations.ts';
import { accountStore } from './account-store.ts';
import { accessPolicy } from './store.ts';

const database = await testDatabase<AccessTables>([accessMigrations]);
after(() => database[Symbol.asyncDispose]());

const clock = manualClock(1_795_248_000_000);
const accounts = accountStore(database.db, {
  clock,
  random: systemRandom,
  passwordCost: { m: 64, t: 1, p: 1 },
});
const password = 'correct horse battery';
const validMs = 60_000;
const firm = 'firm:91110000MA0000000X';
const inviter = await accounts.create({
  login: 'operator',
  name: 'Lin Wei',
  password,
  party: 'hub',
  roles: ['operator'],
});
const invited = (login: string) => ({
  login,
  name: 'He Fang',
  party: firm,
  roles: ['owner'],
  inviterId: inviter.id,
  validMs,
});
const code = async (work: Promise<unknown>): Promise<string> => work.then(() => 'done', codeOf);

test('an invited person sets the password, once, and has the account that was prepared', async () => {
  const invitation = await accounts.invite(invited('Owner'));
  assert.equal(invitation.expiresAtMs, clock.nowMs() + validMs);
  assert.equal((await accounts.signIn({ login: 'owner', password })).kind, 'wrong');
  assert.equal(await code(accounts.redeemInvitation(invitation.code, 'short')), 'access.weak_password');
  const tries = [1, 2, 3].map(() => code(accounts.redeemInvitation(invitation.code, password)));
  assert.deepEqual((await Promise.all(tries)).toSorted(), ['access.wrong_code', 'access.wrong_code', 'done']);
  const result = await accounts.signIn({ login: 'owner', password });
  assert.ok(result.kind === 'signed_in');
  const { id: _, ...account } = result.account;
  assert.deepEqual(account, { login: 'owner', name: 'He Fang', party: firm, roles: ['owner'] });
  assert.equal(await code(accounts.invite(invited('owner'))), 'access.login_taken');
});

test('an invitation ends with its time, with a newer one, and with the account that made it', async () => {
  const late = await accounts.invite(invited('late'));
  clock.advance(validMs);
  assert.equal(await code(accounts.redeemInvitation(late.code, password)), 'access.wrong_code');
  const lost = await accounts.invite(invited('twice'));
  const other = await accounts.invite(invited('other'));
  const shown = await accounts.invite(invited('twice'));
  assert.equal(await code(accounts.redeemInvitation(lost.code, password)), 'access.wrong_code');
  assert.equal(await code(accounts.redeemInvitation(shown.code, password)), 'done');
  assert.equal(await accounts.disable(inviter.id), true);
  assert.equal(await accounts.disable(inviter.id), false);
  assert.equal(await code(accounts.redeemInvitation(other.code, password)), 'access.wrong_code');
});

test('a code for one purpose is none for another, and guessing at invitations locks', async () => {
  const setup = await accounts.issueCode({ purpose: 'setup', validMs });
  assert.equal(await code(accounts.redeemInvitation(setup, password)), 'access.wrong_code');
  clock.advance(accessPolicy.lockMs);
  const { code: right } = await accounts.invite({ ...invited('guessed'), validMs: 3_600_000 });
  for (let tries = 0; tries < accessPolicy.maxFailures; tries++)
    assert.equal(await code(accounts.redeemInvitation('0', password)), 'access.wrong_code');
  assert.equal(await code(accounts.redeemInvitation(right, password)), 'access.locked');
  clock.advance(accessPolicy.lockMs);
  assert.equal(await code(accounts.redeemInvitation(right, password)), 'done');
});
