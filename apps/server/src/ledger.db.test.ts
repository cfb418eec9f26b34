import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { ledgerNameMigrations } from '@finharbor/bookkeeping';
import { codeOf, systemClock } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { ledgerMigrations } from '@finharbor/ledger';
import { sql } from 'kysely';
import type { ServerTables } from './database.ts';
import { openHubLedger } from './ledger.ts';

test('a ledger whose connection was lost fails the call that met the loss, and serves the next with all that was told', async () => {
  const database = await testDatabase<ServerTables>([ledgerMigrations, ledgerNameMigrations]);
  after(() => database[Symbol.asyncDispose]());
  const { ledger, close } = await openHubLedger({
    databaseUrl: database.url,
    db: database.db,
    clock: systemClock,
  });
  await ledger.createAccounts([1n, 2n].map((id) => ({ id, ledger: 156, code: 1002 })));
  const move = { debitAccountId: 1n, creditAccountId: 2n, amount: 5n, ledger: 156, code: 1 };
  const send = async (id: bigint) => (await ledger.createTransfers([{ ...move, id }]))[0]!.status;
  assert.equal(await send(10n), 'created');
  await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where application_name = 'finharbor-ledger' and datname = current_database()`.execute(database.db);
  assert.equal(await send(11n).catch(codeOf), 'ledger.writer_gone');
  assert.equal(await send(10n), 'exists');
  assert.equal(await send(11n), 'created');
  const [stands] = await ledger.lookupAccounts([2n]);
  assert.equal(stands!.creditsPosted, 10n);
  await close();
});
