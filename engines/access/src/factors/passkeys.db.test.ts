import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import { testServer, testSite } from '../testing.ts';
import { callerOf, firstStep, password, type Somebody, somebody, tokenOf } from './testing.ts';
import { type Odd, type TestAuthenticator, testAuthenticator } from './testing-authenticator.ts';

const server = await testServer();
const { clock, accounts } = server;
const stranger = callerOf(server);
const [origin] = testSite.origins as readonly [string];

async function withPasskey({ client }: Somebody, name = 'Laptop'): Promise<TestAuthenticator> {
  const authenticator = testAuthenticator(origin);
  const { body } = await client.postPasskeyChallenge({});
  await client.postPasskey({ body: { name, attestation: authenticator.make(body) } });
  return authenticator;
}

const ask = async (pending?: string) => (await stranger.postSessionChallenge({ body: { pending } })).body;
const alone = (assertion: ReturnType<TestAuthenticator['sign']>) =>
  stranger.postPasskeySession({ body: { assertion } }).then(({ body }) => body.account.id, codeOf);
const second = (pending: string, assertion: ReturnType<TestAuthenticator['sign']>) =>
  stranger
    .postSecondStep({ body: { kind: 'passkey', pending, assertion } })
    .then(({ body }) => body.account.id, codeOf);

test('passkeys are added under names, listed, renamed and removed; each signs in alone until then', async () => {
  const person = await somebody(server);
  const laptop = await withPasskey(person);
  const phone = await withPasskey(person, ' Phone ');
  const listed = (await person.client.getFactors({})).body.passkeys;
  assert.deepEqual(
    listed.map(({ name, lastUsedAtMs }) => [name, lastUsedAtMs]),
    [
      ['Laptop', null],
      ['Phone', null],
    ],
  );
  assert.equal(await alone(laptop.sign(await ask())), person.id);
  assert.equal(await alone(phone.sign(await ask())), person.id);
  const [first] = listed;
  await person.client.patchPasskey({ params: { id: first!.id }, body: { name: 'Old laptop' } });
  const [renamed] = (await person.client.getFactors({})).body.passkeys;
  assert.deepEqual([renamed!.name, renamed!.lastUsedAtMs], ['Old laptop', clock.nowMs()]);
  await person.client.deletePasskey({ params: { id: first!.id } });
  assert.equal(await alone(laptop.sign(await ask())), 'access.wrong_factor');
  assert.equal(await alone(phone.sign(await ask())), person.id);
});

test('another’s passkey can be neither renamed nor removed, and looks like none', async () => {
  const [owner, other] = [await somebody(server), await somebody(server)];
  await withPasskey(owner);
  const { id } = (await owner.client.getFactors({})).body.passkeys[0]!;
  for (const attempt of [
    () => other.client.deletePasskey({ params: { id } }),
    () => other.client.patchPasskey({ params: { id }, body: { name: 'Mine' } }),
  ])
    assert.equal(await attempt().catch(codeOf), 'access.factor_not_found');
  assert.equal((await owner.client.getFactors({})).body.passkeys[0]!.name, 'Laptop');
});

test('a passkey made or used on another site, or without its holder verified, holds nothing', async () => {
  const person = await somebody(server);
  const odds: readonly Odd[] = [
    { origin: 'https://evil.example' },
    { origin: 'http://harbor.example' },
    { siteId: 'evil.example' },
    { unverified: true },
  ];
  for (const odd of odds) {
    const { body } = await person.client.postPasskeyChallenge({});
    const attestation = testAuthenticator(origin).make(body, odd);
    const made = person.client.postPasskey({ body: { name: 'Odd', attestation } });
    assert.equal(await made.catch(codeOf), 'access.passkey_refused');
  }
  const authenticator = await withPasskey(person);
  for (const odd of odds)
    assert.equal(await alone(authenticator.sign(await ask(), odd)), 'access.wrong_factor');
  assert.equal(await alone(authenticator.sign(await ask())), person.id);
});

test('a challenge is good once, for five minutes, and for its purpose alone', async () => {
  const person = await somebody(server);
  const authenticator = await withPasskey(person);
  const used = authenticator.sign(await ask());
  assert.equal(await alone(used), person.id);
  assert.equal(await alone(used), 'access.wrong_factor');
  const raced = authenticator.sign(await ask());
  const together = await Promise.all([alone(raced), alone(raced)]);
  assert.deepEqual(together.toSorted(), [person.id, 'access.wrong_factor'].toSorted());
  const late = authenticator.sign(await ask());
  clock.advance(5 * 60_000);
  assert.equal(await alone(late), 'access.wrong_factor');
  const forProof = (await person.client.postProofChallenge({})).body;
  assert.equal(await alone(authenticator.sign(forProof)), 'access.wrong_factor');
  const made = authenticator.sign({ ...(await ask()), challenge: 'A'.repeat(43) });
  assert.equal(await alone(made), 'access.wrong_factor');
  const { body } = await person.client.postPasskeyChallenge({});
  const other = await somebody(server);
  const attestation = testAuthenticator(origin).make(body);
  const stolen = other.client.postPasskey({ body: { name: 'Stolen', attestation } });
  assert.equal(await stolen.catch(codeOf), 'access.passkey_refused');
});

test('a copy of a passkey is found out by its count', async () => {
  const person = await somebody(server);
  const authenticator = await withPasskey(person);
  assert.equal(await alone(authenticator.sign(await ask())), person.id);
  authenticator.rewind(1);
  assert.equal(await alone(authenticator.sign(await ask())), 'access.wrong_factor');
});

test('as the second step it completes the sign-in it was asked for, and no other account’s', async () => {
  const [person, other] = [await somebody(server), await somebody(server)];
  const [own, others] = [await withPasskey(person), await withPasskey(other)];
  const pending = await firstStep(server, person.login);
  assert.equal((await ask(pending)).allow.length, 1);
  assert.equal(await second(pending, others.sign(await ask(pending))), 'access.wrong_factor');
  const elsewhere = await firstStep(server, person.login);
  assert.equal(await second(pending, own.sign(await ask(elsewhere))), 'access.wrong_factor');
  assert.equal(await second(pending, own.sign(await ask(pending))), person.id);
  assert.equal(await ask(pending).catch(codeOf), 'access.sign_in_over');
});

test('a locked login does not keep its owner’s passkey out; an ended account does', async () => {
  const person = await somebody(server);
  const authenticator = await withPasskey(person);
  const guess = { login: person.login, password: `${password}!` };
  let answer: unknown;
  for (let guesses = 0; guesses < 11; guesses++)
    answer = await stranger.postSession({ body: guess }).catch(codeOf);
  assert.equal(answer, 'access.locked');
  assert.equal(await alone(authenticator.sign(await ask())), person.id);
  await accounts.disable(person.id);
  assert.equal(await alone(authenticator.sign(await ask())), 'access.wrong_factor');
});

test('a process that is reached by an IP address offers no passkeys, and says so', async () => {
  const plain = await testServer({ site: () => undefined });
  const login = 'plain';
  await plain.accounts.create({ login, name: 'P', password, party: 'hub', roles: [] });
  const client = callerOf(plain, await tokenOf(plain, login));
  assert.deepEqual((await client.getFactors({})).body.offered, { totp: true, passkey: false });
  const attempts = [client.postPasskeyChallenge({}), client.postSessionChallenge({ body: {} })];
  const notOffered = 'access.factor_not_offered';
  assert.deepEqual(await Promise.all(attempts.map((one) => one.catch(codeOf))), [notOffered, notOffered]);
});
