import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { accessPolicy } from '../accounts/store.ts';
import { testServer, testSite } from '../testing.ts';
import { callerOf, firstStep, password, somebody, tokenOf, withApp } from './testing.ts';
import { testAuthenticator } from './testing-authenticator.ts';

const server = await testServer();
const { clock } = server;
const tenMinutes = 10 * 60_000;

test('what asks for a fresh proof takes a session for ten minutes, then again once it was proven', async () => {
  const person = await somebody(server);
  const { client } = person;
  const removal = () => client.deleteTotp({}).then(() => 'done', codeOf);
  clock.advance(tenMinutes);
  assert.equal(await removal(), 'access.factor_not_found');
  clock.advance(1);
  assert.equal(await removal(), 'access.step_up_required');
  const proof = { kind: 'password', password } as const;
  const wrong = client.postProof({ body: { ...proof, password: `${password}!` } });
  assert.equal(await wrong.catch(codeOf), 'access.wrong_factor');
  assert.equal(await removal(), 'access.step_up_required');
  await client.postProof({ body: proof });
  assert.equal(await removal(), 'access.factor_not_found');
  const state = (await client.getSessionState({})).body;
  assert.deepEqual([state.provenAtMs, state.ways], [clock.nowMs(), ['password']]);
});

test('a proof renews its own session and no other of the account', async () => {
  const person = await somebody(server);
  const other = callerOf(server, await tokenOf(server, person.login));
  clock.advance(tenMinutes + 1);
  await person.client.postProof({ body: { kind: 'password', password } });
  assert.equal(await other.deleteTotp({}).catch(codeOf), 'access.step_up_required');
});

test('who has a second factor proves by it: the password alone is not enough, a code counts once', async () => {
  const person = await somebody(server);
  const codeAt = await withApp(server, person);
  clock.advance(tenMinutes);
  const { client } = person;
  assert.deepEqual((await client.getSessionState({})).body.ways, ['totp']);
  const byPassword = client.postProof({ body: { kind: 'password', password } });
  assert.equal(await byPassword.catch(codeOf), 'access.other_proof');
  const code = codeAt(clock.nowMs());
  const byCode = () => client.postProof({ body: { kind: 'totp', code } }).then(() => 'done', codeOf);
  assert.deepEqual((await Promise.all([byCode(), byCode()])).toSorted(), ['access.wrong_factor', 'done']);
  await client.deleteTotp({});
});

test('a passkey proves within the session that asked for it', async () => {
  const person = await somebody(server);
  const { client } = person;
  const authenticator = testAuthenticator(testSite.origins[0]!);
  const { body: ask } = await client.postPasskeyChallenge({});
  await client.postPasskey({ body: { name: 'Laptop', attestation: authenticator.make(ask) } });
  const signIn = authenticator.sign((await client.postSessionChallenge({ body: {} })).body);
  const { body: session } = await client.postPasskeySession({ body: { assertion: signIn } });
  const other = callerOf(server, session.token);
  clock.advance(tenMinutes + 1);
  const assertion = authenticator.sign((await client.postProofChallenge({})).body);
  const elsewhere = other.postProof({ body: { kind: 'passkey', assertion } });
  assert.equal(await elsewhere.catch(codeOf), 'access.wrong_factor');
  const again = authenticator.sign((await client.postProofChallenge({})).body);
  await client.postProof({ body: { kind: 'passkey', assertion: again } });
  assert.equal((await client.postPasskeyChallenge({})).status, 201);
});

test('sessions are ended by who has proven afresh who they are', async () => {
  const { client } = await somebody(server);
  clock.advance(tenMinutes + 1);
  assert.equal(await client.deleteOtherSessions({}).catch(codeOf), 'access.step_up_required');
  await client.postProof({ body: { kind: 'password', password } });
  assert.equal((await client.deleteOtherSessions({})).status, 204);
});

test('wrong proofs lock further ones, in every session of the login, and nobody out of it', async () => {
  const person = await somebody(server);
  const guess = () =>
    person.client.postProof({ body: { kind: 'password', password: 'x' } }).then(() => 'done', codeOf);
  const answers: unknown[] = [];
  for (let guesses = 0; guesses <= accessPolicy.maxFailures; guesses++) answers.push(await guess());
  assert.deepEqual(answers, [
    ...Array(accessPolicy.maxFailures).fill('access.wrong_factor'),
    'access.locked',
  ]);
  const other = callerOf(server, await tokenOf(server, person.login));
  const elsewhere = other.postProof({ body: { kind: 'password', password } });
  assert.equal(await elsewhere.catch(codeOf), 'access.locked');
});

test('where a role asks for a second factor, an account without one may add it and nothing else', async () => {
  const strict = await testServer({ policy: { requireSecondFactor: ['operator'] } });
  const [bureau, operator] = [await somebody(strict, ['bureau']), await somebody(strict, ['operator'])];
  assert.equal((await bureau.client.listSessions({})).status, 200);
  assert.equal((await bureau.client.getSessionState({})).body.mustEnrol, false);
  assert.equal((await operator.client.getSessionState({})).body.mustEnrol, true);
  assert.equal((await operator.client.getSession({})).status, 200);
  for (const call of [operator.client.listAccounts, operator.client.listSessions])
    assert.equal(await call({}).catch(codeOf), 'access.second_factor_missing');
  const codeAt = await withApp(strict, operator);
  assert.equal((await operator.client.listAccounts({})).status, 200);
  const pending = await firstStep(strict, operator.login);
  const code = codeAt(strict.clock.nowMs());
  const { body } = await callerOf(strict).postSecondStep({ body: { kind: 'totp', pending, code } });
  assert.equal((await callerOf(strict, body.token).listAccounts({})).status, 200);
});

test('the trail says by what somebody signed in and proved it, and nobody finds others by that', async () => {
  const person = await somebody(server);
  const codeAt = await withApp(server, person);
  const pending = await firstStep(server, person.login);
  const code = codeAt(clock.nowMs());
  const { body } = await callerOf(server).postSecondStep({ body: { kind: 'totp', pending, code } });
  clock.advance(60_000);
  const again = { kind: 'totp', code: codeAt(clock.nowMs()) } as const;
  await callerOf(server, body.token).postProof({ body: again });
  const of = async (action: string): Promise<unknown> =>
    (await server.trail.search({ action }, { limit: 1 }))[0]!.facts;
  assert.deepEqual(await of('access.sign_in'), { account: person.id, by: 'totp' });
  assert.deepEqual(await of('access.prove'), { by: 'totp' });
  assert.deepEqual(await server.trail.search({ object: 'totp' }, { limit: 1 }), []);
});
