import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { manualClock, systemClock } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { type Kysely, sql } from 'kysely';
import { ledgerMigrations } from '../migrations.ts';
import { accountFlags } from '../model/account.ts';
import { type NewTransfer, transferFlags } from '../model/transfer.ts';
import { openSqlLedger } from './open.ts';

const startMs = 1_795_248_000_000;

async function freshDatabase() {
  const database = await testDatabase<unknown>([ledgerMigrations]);
  after(() => database[Symbol.asyncDispose]());
  return database;
}

const transfer = (id: number, change: Partial<NewTransfer> = {}): NewTransfer => ({
  ...{ id: BigInt(id), debitAccountId: 1n, creditAccountId: 2n, amount: 1n, ledger: 1, code: 1 },
  ...change,
});
const accounts = [1n, 2n].map((id) => ({ id, ledger: 1, code: 1, flags: accountFlags.history }));

test('of several writers that move money back and forth nobody waits in a circle, and moments are in the order of commits', async () => {
  const { url } = await freshDatabase();
  await using first = openSqlLedger({ url, clock: systemClock });
  await using second = openSqlLedger({ url, clock: manualClock(startMs) });
  await first.createAccounts(accounts);
  const back = { debitAccountId: 2n, creditAccountId: 1n };
  const batch = (of: number): readonly NewTransfer[] =>
    Array.from({ length: 50 }, (_, k) => transfer(1 + of * 50 + k, (of + k) % 2 === 0 ? {} : back));
  // What a reader has been told of the order is never added to before its end.
  let seen: readonly bigint[] = [];
  const read = async (): Promise<void> => {
    const all = await second.queryTransfers({ limit: 8_190 });
    const moments = all.map(({ timestamp }) => timestamp);
    assert.deepEqual(moments.slice(0, seen.length), seen);
    seen = moments;
  };
  const writing = Promise.all(
    Array.from({ length: 40 }, (_, k) => (k % 2 === 0 ? first : second).createTransfers(batch(k))),
  );
  let isDone = false;
  void writing.finally(() => {
    isDone = true;
  });
  while (!isDone) await read();
  await writing;
  await read();
  assert.equal(seen.length, 2_000);
  const [one, two] = await second.lookupAccounts([1n, 2n]);
  assert.deepEqual([one!.debitsPosted, one!.creditsPosted], [1_000n, 1_000n]);
  assert.deepEqual([two!.debitsPosted, two!.creditsPosted], [1_000n, 1_000n]);
  const { timestamp: _, ...last } = (
    await first.getAccountBalances({ accountId: 1n, limit: 1, flags: 3 | 4 })
  )[0]!;
  assert.deepEqual(last, {
    ...{ debitsPending: 0n, debitsPosted: 1_000n },
    ...{ creditsPending: 0n, creditsPosted: 1_000n },
  });
});

/** Cuts the connections of ledgers that are at work. */
async function cut(db: Kysely<unknown>): Promise<void> {
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'finharbor-ledger-sql' and datname = current_database() and state = 'active'`.execute(
    db,
  );
}

test('a request whose connection is cut is done whole or not at all, and the same ids tell which', async () => {
  const { url, db } = await freshDatabase();
  await using ledger = openSqlLedger({ url, clock: systemClock });
  await ledger.createAccounts(accounts);
  const send = (batch: readonly NewTransfer[]): Promise<string> =>
    ledger.createTransfers(batch).then(
      () => 'told',
      (error: { readonly code: string }) => error.code,
    );
  const batch = (round: number): readonly NewTransfer[] =>
    Array.from({ length: 2_000 }, (_, k) => transfer(1 + round * 2_000 + k));
  const rounds = 8;
  for (let round = 0; round < rounds; round++) {
    const sent = send(batch(round));
    await setTimeout(round * 15);
    await cut(db);
    assert.match(await sent, /^(told|ledger\.outcome_unknown)$/);
    const kept = (await ledger.lookupTransfers(batch(round).map(({ id }) => id))).length;
    assert.ok(kept === 0 || kept === 2_000, `${kept} of 2000`);
    const again = new Set((await ledger.createTransfers(batch(round))).map(({ status }) => status));
    assert.deepEqual(again, new Set([kept === 0 ? 'created' : 'exists']));
  }
  const [one] = await ledger.lookupAccounts([1n]);
  assert.equal(one!.debitsPosted, BigInt(rounds * 2_000));
});

test('a request that is cut while it waits for its turn says that its outcome is unknown, and holds up nobody', async () => {
  const { url, db } = await freshDatabase();
  await using ledger = openSqlLedger({ url, clock: systemClock });
  await ledger.createAccounts(accounts);
  await db.transaction().execute(async (tx) => {
    await sql`select from ledger_sql_clock for update`.execute(tx);
    const refused = assert.rejects(ledger.createTransfers([transfer(1)]), { code: 'ledger.outcome_unknown' });
    const waiting = sql`select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`;
    while ((await waiting.execute(db)).rows.length === 0) await setTimeout(5);
    await cut(db);
    await refused;
  });
  assert.equal((await ledger.createTransfers([transfer(1)]))[0]!.status, 'created');
});

test('what was made is never changed, whoever asks the database', async () => {
  const { url, db } = await freshDatabase();
  await using ledger = openSqlLedger({ url, clock: systemClock });
  await ledger.createAccounts(accounts);
  await ledger.createTransfers([transfer(1), transfer(2, { debitAccountId: 9n })]);
  for (const statement of [
    'update ledger_sql_transfer set amount = 2',
    'delete from ledger_sql_refusal',
    'truncate ledger_sql_balance',
  ])
    await assert.rejects(sql.raw(statement).execute(db), { code: 'LE002' });
});

test('pending transfers by the thousand expire in pieces, each before what comes after them', async () => {
  const { url } = await freshDatabase();
  const clock = manualClock(startMs);
  await using ledger = openSqlLedger({ url, clock });
  await ledger.createAccounts(accounts);
  const { pending } = transferFlags;
  const held = Array.from({ length: 8_190 }, (_, k) => transfer(1 + k, { flags: pending, timeout: 1 }));
  await ledger.createTransfers(held);
  await ledger.createTransfers([transfer(9_001, { flags: pending, timeout: 1 })]);
  clock.advance(2_000);
  const stillPending = async (id: number): Promise<bigint> => {
    await ledger.createTransfers([transfer(id)]);
    return (await ledger.lookupAccounts([1n]))[0]!.debitsPending;
  };
  assert.equal(await stillPending(9_002), 1n);
  assert.equal(await stillPending(9_003), 0n);
});

test('a plan made for empty tables serves full ones', async () => {
  const { url, db } = await freshDatabase();
  await using ledger = openSqlLedger({ url, clock: systemClock, maxConnections: 1 });
  await ledger.createAccounts(accounts);
  await sql`analyze`.execute(db);
  const { pending } = transferFlags;
  const batch = (first: number) =>
    Array.from({ length: 2_000 }, (_, k) => transfer(first + k, { flags: pending }));
  for (let round = 0; round < 3; round++) await ledger.createTransfers(batch(1 + round * 2_000));
  const { rows } = await sql<{ scans: bigint }>`
    select sum(seq_tup_read)::bigint as scans from pg_stat_user_tables
    where relname in ('ledger_sql_pending', 'ledger_sql_transfer')`.execute(db);
  assert.equal(rows[0]!.scans, 0n);
});
