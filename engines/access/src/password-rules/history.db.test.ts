import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { codeOf, manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { accountStore } from '../accounts/account-store.ts';
import { accessPolicy } from '../accounts/store.ts';
import type { AccessTables } from '../database.gen.ts';
import { accessMigrations } from '../migrations.ts';

const database = await testDatabase<AccessTables>([accessMigrations]);
after(() => database[Symbol.asyncDispose]());
const clock = manualClock(1_795_248_000_000);
const options = { clock, random: systemRandom, passwordCost: { m: 64, t: 1, p: 1 } };
const accounts = accountStore(database.db, options);
const nth = (n: number) => `the ${n}. kettle sings at dawn`;

async function person(login: string): Promise<string> {
  return (await accounts.create({ login, name: 'Ye Lan', password: nth(0), party: 'bank', roles: [] })).id;
}
const change = (accountId: string, [old, next]: readonly [number, number], store = accounts) =>
  store.changePassword({ accountId, old: nth(old), password: nth(next) }).then(() => 'done', codeOf);

test('the last ten passwords do not come back, the eleventh does', async () => {
  const id = await person('ye');
  for (let n = 1; n <= 9; n++) {
    clock.advance(1_000);
    assert.equal(await change(id, [n - 1, n]), 'done');
  }
  assert.equal(await change(id, [9, 9]), 'access.password_reused');
  assert.equal(await change(id, [9, 0]), 'access.password_reused');
  clock.advance(1_000);
  assert.equal(await change(id, [9, 10]), 'done');
  assert.equal(await change(id, [10, 1]), 'access.password_reused');
  assert.equal(await change(id, [10, 0]), 'done');
  const kept = await database.db
    .selectFrom('access_password_history')
    .select('hash')
    .where('user_id', '=', id)
    .execute();
  assert.equal(kept.length, accessPolicy.rememberedPasswords);
  for (const { hash } of kept) assert.match(hash, /^\$argon2id\$/);
});

test('a password younger than the least age is not changed', async () => {
  const policy = { ...accessPolicy, minPasswordAgeMs: 86_400_000 };
  const strict = accountStore(database.db, { ...options, policy });
  const id = await person('lan');
  clock.advance(policy.minPasswordAgeMs - 1);
  assert.equal(await change(id, [0, 1], strict), 'access.password_too_recent');
  clock.advance(1);
  assert.equal(await change(id, [0, 1], strict), 'done');
});

test('a leaked or guessable password makes no account, and neither replaces a good one', async () => {
  const make = (password: string) =>
    accountStore(database.db, { ...options, passwordWords: ['City Bank', '市银行'] })
      .create({ login: 'weak', name: 'Weak', password, party: 'bank', roles: [] })
      .then(() => 'done', codeOf);
  assert.equal(await make('Password2024!'), 'access.password_breached');
  assert.equal(await make('Abcdefgh1234'), 'access.password_guessable');
  assert.equal(await make('CityBank-City-Bank-1'), 'access.password_guessable');
  const id = await person('good');
  const worse = accounts.changePassword({ accountId: id, old: nth(0), password: 'Password2024!' });
  assert.equal(await worse.then(() => 'done', codeOf), 'access.password_breached');
});
