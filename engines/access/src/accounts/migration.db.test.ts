import assert from 'node:assert/strict';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { idSource, systemClock, systemRandom } from '@finharbor/kernel';
import { migrate } from '@finharbor/kernel/database';
import { testDatabase } from '@finharbor/kernel/testing';
import { getMigrations } from 'better-auth/db/migration';
import { sql } from 'kysely';
import type { AccessTables } from '../database.gen.ts';
import { accessMigrations } from '../migrations.ts';
import { hashPassword } from '../password-hash.ts';
import { accountStore } from './account-store.ts';
import { contextOn } from './context.ts';

// A database as an earlier version left it: only the first migration has run.
const directory = mkdtempSync(join(tmpdir(), 'finharbor-access-'));
copyFileSync(new URL('0001_access.sql', accessMigrations.directory), join(directory, '0001_access.sql'));
const database = await testDatabase<AccessTables>([
  { name: 'access', directory: pathToFileURL(`${directory}/`) },
]);
after(async () => {
  rmSync(directory, { recursive: true });
  await database[Symbol.asyncDispose]();
});

const options = { clock: systemClock, random: systemRandom, passwordCost: { m: 64, t: 1, p: 1 } };

test('accounts of an earlier version keep id, password, party and roles; those that were ended stay so', async () => {
  const newId = idSource(systemClock, systemRandom);
  const password = 'correct horse battery';
  const hash = await hashPassword(password, systemRandom, options.passwordCost);
  const old = [
    { id: newId(), login: 'analyst', party: 'bank', roles: ['analyst', 'approver'], ended: null },
    { id: newId(), login: 'clerk', party: 'bank', roles: [], ended: null },
    { id: newId(), login: 'gone', party: 'tax', roles: ['steward'], ended: '2026-11-20T00:00:00Z' },
  ];
  for (const { id, login, party, roles, ended } of old)
    await sql`insert into access_account (id, login, party, roles, password_hash, created_at, disabled_at)
      values (${id}, ${login}, ${party}, ${roles}, ${hash}, '2026-11-01T00:00:00Z', ${ended})`.execute(
      database.db,
    );
  await migrate<AccessTables>(database.db, [accessMigrations]);
  const accounts = accountStore(database.db, options);
  assert.equal(await accounts.count(), 3);
  assert.deepEqual(await accounts.list(), [
    { id: old[0]!.id, login: 'analyst', name: 'analyst', party: 'bank', roles: ['analyst', 'approver'] },
    { id: old[1]!.id, login: 'clerk', name: 'clerk', party: 'bank', roles: [] },
  ]);
  assert.equal((await accounts.signIn({ login: 'analyst', password })).kind, 'signed_in');
  assert.equal((await accounts.signIn({ login: 'analyst', password: `${password}x` })).kind, 'wrong');
  assert.equal((await accounts.signIn({ login: 'gone', password })).kind, 'wrong');
  const again = accounts.create({ login: 'gone', name: 'Gone', password, party: 'tax', roles: [] });
  await assert.rejects(again, { code: 'access.login_taken' });
});

test('the tables are those that better-auth, as it is set up here, asks for', async () => {
  const auth = await contextOn(database.db, options).auth();
  const { toBeCreated, toBeAdded } = await getMigrations(auth.options);
  assert.deepEqual({ toBeCreated, toBeAdded }, { toBeCreated: [], toBeAdded: [] });
  await sql`alter table access_member drop column role`.execute(database.db);
  assert.equal((await getMigrations(auth.options, { throwOnUnsafe: false })).toBeAdded.length, 1);
});
