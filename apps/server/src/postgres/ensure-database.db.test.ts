import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Client } from 'pg';
import { ensureDatabase } from './ensure-database.ts';
import { type Postgres, startPostgres } from './start.ts';
import { queryOnce, scratchFolder, superuserPassword } from './testing.ts';

const parties = ['hub', 'bank', 'tax', 'social'].map((role) => ({
  database: `harbor_${role}`,
  role,
  password: `${role}-and-8-more`,
}));

const forbidden = '42501';

describe('databases of parties', () => {
  // Own server: the tests look at its log and close its common databases.
  const folder = scratchFolder();
  let server: Postgres;
  before(async () => {
    server = await startPostgres({ directory: folder.path, superuserPassword, log: () => {} });
    await Promise.all(parties.map((party) => ensureDatabase(server.adminUrl, party)));
  });
  after(async () => {
    await server.stop('immediate');
    folder[Symbol.dispose]();
  });

  test('each role enters its own and no other', async () => {
    const doors = [...parties.map(({ database }) => database), 'postgres', 'template1', 'template0'];
    for (const { database, role, password } of parties) {
      for (const door of doors) {
        const asked = queryOnce(server.url(door, role, password), 'select 1');
        if (door === database) await asked;
        else
          await assert.rejects(
            asked,
            { code: door === 'template0' ? '55000' : forbidden },
            `${role} → ${door}`,
          );
      }
    }
  });

  test('a role can neither widen its rights nor make roles or databases', async () => {
    const { database, role, password } = parties[1]!;
    const url = server.url(database, role, password);
    for (const sql of [
      'create role accomplice',
      'create database elsewhere',
      `alter role ${role} superuser`,
      'set role tax',
      'grant tax to bank',
      'grant connect on database harbor_tax to bank',
      `copy (select 1) to program 'true'`,
      `select pg_read_file('PG_VERSION')`,
      'select rolpassword from pg_authid',
    ]) {
      await assert.rejects(queryOnce(url, sql), { code: forbidden }, sql);
    }
  });

  test('a role owns its database: it migrates there', async () => {
    const { database, role, password } = parties[0]!;
    const url = server.url(database, role, password);
    await queryOnce(url, 'create schema harbor; create table harbor.party (id uuid primary key)');
    await queryOnce(url, 'create extension pgcrypto');
  });

  test('may be repeated: data stays, the password is the one given last', async () => {
    const party = parties[0]!;
    const changed = { ...party, password: 'quite-another' };
    await ensureDatabase(server.adminUrl, changed);
    await queryOnce(server.url(party.database, party.role, changed.password), 'select from harbor.party');
    await assert.rejects(queryOnce(server.url(party.database, party.role, party.password), 'select 1'), {
      code: '28P01',
    });
    await ensureDatabase(server.adminUrl, party);
    await queryOnce(server.url(party.database, party.role, party.password), 'select 1');
  });

  test('a right somebody granted since is not taken for granted: PUBLIC loses it again', async () => {
    await queryOnce(server.adminUrl, 'grant connect on database harbor_tax to public');
    await ensureDatabase(server.adminUrl, parties[2]!);
    const { role, password } = parties[1]!;
    await assert.rejects(queryOnce(server.url('harbor_tax', role, password), 'select 1'), {
      code: forbidden,
    });
  });

  test('a database of one party is not given to another', async () => {
    const taken = ensureDatabase(server.adminUrl, { ...parties[1]!, database: parties[2]!.database });
    await assert.rejects(taken, { code: 'postgres.foreign_database' });
  });

  test('no password is in the log or in what the server shows of a session', async () => {
    const client = new Client({ connectionString: server.adminUrl });
    await client.connect();
    const { rows } = await client.query<{ query: string }>('select query from pg_stat_activity');
    await client.end();
    const seen = readFileSync(join(folder.path, 'postgres.log'), 'utf8') + JSON.stringify(rows);
    for (const { password } of parties) assert.equal(seen.includes(password), false);
  });

  test('names and passwords that cannot be are refused, with the field', async () => {
    const good = parties[0]!;
    for (const [field, value] of [
      ['database', 'postgres'],
      ['database', 'Bank'],
      ['database', 'a"; drop database harbor_tax; --'],
      ['role', 'pg_signal_backend'],
      ['role', 'public'],
      ['role', ''],
      ['password', 'short'],
      ['password', 'pass word with spaces'],
    ] as const) {
      const refused = ensureDatabase(server.adminUrl, { ...good, [field]: value });
      await assert.rejects(refused, (error: { fields: { pointer: string }[] }) => {
        assert.deepEqual(
          error.fields.map(({ pointer }) => pointer),
          [`/${field}`],
        );
        return true;
      });
    }
  });
});
