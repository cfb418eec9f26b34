import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { accountStore } from '../accounts/account-store.ts';
import { accessPolicy } from '../accounts/store.ts';
import type { AccessTables } from '../database.gen.ts';
import { accessMigrations } from '../migrations.ts';

const database = await testDatabase<AccessTables>([accessMigrations]);
after(() => database[Symbol.asyncDispose]());
const clock = manualClock(1_795_248_000_000);
const policy = { ...accessPolicy, maxFailures: 3, maxAddressFailures: 5, addressLockMs: 60_000 };
const accounts = accountStore(database.db, {
  clock,
  random: systemRandom,
  passwordCost: { m: 64, t: 1, p: 1 },
  policy,
});
const password = 'correct horse battery';
const wrong = 'incorrect horse battery';
let made = 0;

async function person(): Promise<string> {
  const login = `person-${++made}`;
  await accounts.create({ login, name: 'Chen Jia', password, party: 'bank', roles: [] });
  return login;
}
let networks = 0;
/** An address no other test has used. */
const newAddress = (): string => `203.0.${++networks >> 8}.${networks & 255}`;

async function signIn(login: string, address: string, given = password): Promise<string> {
  return (await accounts.signIn({ login, password: given }, { address, userAgent: '' })).kind;
}
async function fail(login: string, address: string, times: number): Promise<readonly string[]> {
  const kinds: string[] = [];
  for (let time = 0; time < times; time++) kinds.push(await signIn(login, address, wrong));
  return kinds;
}

test('an address locks after its own number of failures, whatever the logins, and opens again in time', async () => {
  const address = newAddress();
  const [login, others] = [await person(), Array.from({ length: 5 }, (_, at) => `nobody-${at}-${address}`)];
  for (const other of others) assert.equal(await signIn(other, address, wrong), 'wrong');
  assert.equal(await signIn(login, address), 'locked');
  assert.equal(await signIn(login, newAddress()), 'signed_in');
  clock.advance(policy.addressLockMs - 1);
  assert.equal(await signIn(await person(), address), 'locked');
  clock.advance(1);
  assert.equal(await signIn(login, address), 'signed_in');
});

test('the 64 bits of an IPv6 subscriber are one address', async () => {
  const login = await person();
  for (let host = 1; host <= policy.maxAddressFailures; host++)
    assert.equal(await signIn(`x-${host}`, `2001:db8:9:9::${host}`, wrong), 'wrong');
  assert.equal(await signIn(login, '2001:db8:9:9:ffff::1'), 'locked');
  assert.equal(await signIn(login, '2001:db8:9:a::1'), 'signed_in');
});

test('failures from many addresses lock a login elsewhere, and not where its owner has signed in before', async () => {
  const [login, home] = [await person(), newAddress()];
  assert.equal(await signIn(login, home), 'signed_in');
  for (let guess = 0; guess < policy.maxFailures; guess++)
    assert.equal(await signIn(login, newAddress(), wrong), 'wrong');
  assert.equal(await signIn(login, newAddress()), 'locked');
  assert.equal(await signIn(login, home), 'signed_in');
});

test('a known address has a counter of its own, and locking it leaves the other known ones open', async () => {
  const [login, home, office] = [await person(), newAddress(), newAddress()];
  await signIn(login, home);
  await signIn(login, office);
  assert.deepEqual(await fail(login, home, policy.maxFailures + 1), ['wrong', 'wrong', 'wrong', 'locked']);
  assert.equal(await signIn(login, office), 'signed_in');
  assert.equal(await signIn(login, newAddress()), 'signed_in');
});

test('a known address of one login is no known address of another', async () => {
  const [mine, other, home] = [await person(), await person(), newAddress()];
  await signIn(mine, home);
  for (let guess = 0; guess < policy.maxFailures; guess++) await signIn(other, newAddress(), wrong);
  assert.equal(await signIn(other, home), 'locked');
});

test('an account of one’s own frees no guessing from an address: a success takes back itself alone', async () => {
  const [own, address] = [await person(), newAddress()];
  const spread = Array.from({ length: policy.maxAddressFailures - 1 }, (_, at) => `nobody-${at}-${address}`);
  for (const login of spread) await signIn(login, address, wrong);
  assert.equal(await signIn(own, address), 'signed_in');
  assert.equal(await signIn('nobody-else', address, wrong), 'wrong');
  assert.equal(await signIn('nobody-else-2', address, wrong), 'locked');
  assert.equal(await signIn(own, address), 'signed_in', 'its owner is known there');
});

test('a login that nobody has is answered as one that somebody has, from any address', async () => {
  const kinds = async (login: string) => {
    const address = newAddress();
    const here = await fail(login, address, policy.maxFailures + 1);
    return [...here, await signIn(login, newAddress(), wrong)];
  };
  assert.deepEqual(await kinds(await person()), await kinds('nobody-at-all'));
});

test('an account is remembered at its last twenty addresses, which cannot be read out of the database', async () => {
  const login = await person();
  const addresses = Array.from({ length: 22 }, newAddress);
  for (const address of addresses) {
    clock.advance(1_000);
    assert.equal(await signIn(login, address), 'signed_in');
  }
  for (let guess = 0; guess < policy.maxFailures; guess++) await signIn(login, newAddress(), wrong);
  assert.equal(await signIn(login, addresses[1]!), 'locked');
  assert.equal(await signIn(login, addresses[2]!), 'signed_in');
  const rows = await database.db.selectFrom('access_known_address').selectAll().execute();
  for (const row of rows) assert.ok(!JSON.stringify(row).includes(addresses[5]!));
});

test('text from a proxy that is no address is counted for the login alone', async () => {
  const login = await person();
  assert.deepEqual(await fail(login, 'unknown', policy.maxFailures + 1), [
    'wrong',
    'wrong',
    'wrong',
    'locked',
  ]);
});
