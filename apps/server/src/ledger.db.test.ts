import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { ledgerNameMigrations } from '@finharbor/bookkeeping';
import { codeOf, systemClock } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { type LedgerTables, ledgerMigrations, readIntents, writeIntent } from '@finharbor/ledger';
import { sql } from 'kysely';
import { type ServerTables, tablesOf } from './database.ts';
import { openHubLedger } from './ledger.ts';

async function openBooks() {
  const database = await testDatabase<ServerTables>([ledgerMigrations, ledgerNameMigrations]);
  after(() => database[Symbol.asyncDispose]());
  const books = await openHubLedger({ databaseUrl: database.url, db: database.db, clock: systemClock });
  await books.ledger.createAccounts([1n, 2n].map((id) => ({ id, ledger: 156, code: 1002 })));
  return { ...books, db: database.db };
}

const move = { debitAccountId: 1n, creditAccountId: 2n, amount: 5n, ledger: 156, code: 1 };

test('what another part of the hub wants to have transferred is posted by itself', async () => {
  const { ledger, work, close, db } = await openBooks();
  const ending = new AbortController();
  const working = work({ note: (code) => assert.fail(code), signal: ending.signal });
  const tables = tablesOf<LedgerTables>(db);
  await tables.transaction().execute((tx) => writeIntent(tx, [{ ...move, id: 10n }]));
  while ((await readIntents(tables, [10n])).get(10n)!.kind !== 'posted') await delay(20);
  assert.equal((await ledger.lookupAccounts([2n]))[0]!.creditsPosted, 5n);
  ending.abort();
  await working;
  await close();
});

test('a ledger whose connection was lost fails the call that met the loss, and serves the next with all that was told', async () => {
  const { ledger, close, db } = await openBooks();
  const send = async (id: bigint) => (await ledger.createTransfers([{ ...move, id }]))[0]!.status;
  assert.equal(await send(10n), 'created');
  await sql`select pg_terminate_backend(pid, 5000) from pg_stat_activity
    where application_name = 'finharbor-ledger' and datname = current_database()`.execute(db);
  assert.equal(await send(11n).catch(codeOf), 'ledger.writer_gone');
  assert.equal(await send(10n), 'exists');
  assert.equal(await send(11n), 'created');
  const [stands] = await ledger.lookupAccounts([2n]);
  assert.equal(stands!.creditsPosted, 10n);
  await close();
});
