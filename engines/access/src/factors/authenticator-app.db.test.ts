import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { sql } from 'kysely';
import { accessPolicy } from '../accounts/store.ts';
import { testServer } from '../testing.ts';
import { app, bytesOf, callerOf, firstStep, password, somebody, withApp } from './testing.ts';

const server = await testServer();
const { clock, accounts } = server;
const stranger = callerOf(server);
const step = (pending: string, code: string) =>
  stranger.postSecondStep({ body: { kind: 'totp', pending, code } }).then(() => 'done', codeOf);

test('an app counts once its first code was right; from then on the password alone opens nothing', async () => {
  const person = await somebody(server);
  const { body: made } = await person.client.postTotp({});
  assert.match(made.uri, new RegExp(`^otpauth://totp/Finharbor:${person.login}\\?secret=${made.secret}&`));
  const confirm = (code: string) =>
    person.client.postTotpConfirmation({ body: { code } }).then(() => 'done', codeOf);
  assert.equal((await stranger.postSession({ body: { login: person.login, password } })).status, 201);
  const right = app(made.secret)(clock.nowMs());
  const wrong = right === '000000' ? '000001' : '000000';
  assert.equal(await confirm(wrong), 'access.wrong_factor');
  assert.equal(await confirm(right), 'done');
  assert.equal(await person.client.postTotp({}).catch(codeOf), 'access.factor_exists');
  const { status, body } = await stranger.postSession({ body: { login: person.login, password } });
  assert.equal(status, 202);
  assert.deepEqual('factors' in body && body.factors, ['totp']);
  await person.client.deleteTotp({});
  assert.equal((await stranger.postSession({ body: { login: person.login, password } })).status, 201);
});

test('an app that was prepared and never confirmed gives way to the next', async () => {
  const { client } = await somebody(server);
  const first = (await client.postTotp({})).body;
  const second = (await client.postTotp({})).body;
  const confirm = (code: string) =>
    client.postTotpConfirmation({ body: { code } }).then(() => 'done', codeOf);
  assert.equal(await confirm(app(first.secret)(clock.nowMs())), 'access.wrong_factor');
  assert.equal(await confirm(app(second.secret)(clock.nowMs())), 'done');
});

test('a code is used once: not again, not an earlier one after it, and by one of two at the same time', async () => {
  const person = await somebody(server);
  const codeAt = await withApp(server, person);
  const [before, now] = [codeAt(clock.nowMs() - 30_000), codeAt(clock.nowMs())];
  assert.equal(await step(await firstStep(server, person.login), now), 'done');
  for (const used of [now, before])
    assert.equal(await step(await firstStep(server, person.login), used), 'access.wrong_factor');
  clock.advance(60_000);
  const next = codeAt(clock.nowMs());
  const pendings = [await firstStep(server, person.login), await firstStep(server, person.login)];
  const together = await Promise.all(pendings.map((pending) => step(pending, next)));
  assert.deepEqual(together.toSorted(), ['access.wrong_factor', 'done']);
});

test('a sign-in is completed once, and within five minutes', async () => {
  const person = await somebody(server);
  const codeAt = await withApp(server, person);
  const pending = await firstStep(server, person.login);
  assert.equal(await step(pending, codeAt(clock.nowMs())), 'done');
  clock.advance(60_000);
  assert.equal(await step(pending, codeAt(clock.nowMs())), 'access.sign_in_over');
  const late = await firstStep(server, person.login);
  clock.advance(5 * 60_000);
  assert.equal(await step(late, codeAt(clock.nowMs())), 'access.sign_in_over');
  assert.equal(await step('A'.repeat(43), codeAt(clock.nowMs())), 'access.sign_in_over');
});

test('wrong codes lock the second step, and showing the password between them clears nothing', async () => {
  const person = await somebody(server);
  const codeAt = await withApp(server, person);
  const right = codeAt(clock.nowMs());
  const wrong = String((Number(right) + 500_000) % 1_000_000).padStart(6, '0');
  const answers: unknown[] = [];
  for (let guess = 0; guess < accessPolicy.maxFailures; guess++)
    answers.push(await step(await firstStep(server, person.login), wrong));
  assert.deepEqual(answers, Array(accessPolicy.maxFailures).fill('access.wrong_factor'));
  assert.equal(await step(await firstStep(server, person.login), codeAt(clock.nowMs())), 'access.locked');
  clock.advance(accessPolicy.lockMs);
  assert.equal(await step(await firstStep(server, person.login), codeAt(clock.nowMs())), 'done');
});

test('a new password, and the end of the account, end the sign-ins that wait', async () => {
  const person = await somebody(server);
  const codeAt = await withApp(server, person);
  const pending = await firstStep(server, person.login);
  await accounts.changePassword({ accountId: person.id, old: password, password: 'another horse battery' });
  assert.equal(await step(pending, codeAt(clock.nowMs())), 'access.sign_in_over');
  const credentials = { login: person.login, password: 'another horse battery' };
  const { body } = await stranger.postSession({ body: credentials });
  await accounts.disable(person.id);
  assert.ok('pending' in body);
  assert.equal(await step(body.pending, codeAt(clock.nowMs())), 'access.sign_in_over');
});

test('the database holds no secret that opens without the process’s key, nor for another account', async () => {
  const [mine, other] = [await somebody(server), await somebody(server)];
  const { body } = await mine.client.postTotp({});
  await other.client.postTotp({});
  const { rows } = await sql<{ secret: string }>`
    select secret from access_totp where user_id = ${mine.id}`.execute(server.db);
  const plain = Buffer.from(bytesOf(body.secret));
  assert.ok(!rows[0]!.secret.includes(plain.toString('base64')));
  await sql`update access_totp set secret = ${rows[0]!.secret} where user_id = ${other.id}`.execute(
    server.db,
  );
  const code = app(body.secret)(clock.nowMs());
  const stolen = other.client.postTotpConfirmation({ body: { code } });
  assert.equal(await stolen.catch(codeOf), 'internal');
});
