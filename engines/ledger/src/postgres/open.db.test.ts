import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import fc from 'fast-check';
import { type Kysely, sql } from 'kysely';
import { ledgerMigrations } from '../migrations.ts';
import { encodeTransfers } from '../model/records.ts';
import { createTransferStatus } from '../model/status.ts';
import type { NewTransfer } from '../model/transfer.ts';
import { transferFlags } from '../model/transfer.ts';
import { histories, historyAccounts } from '../testing/histories.ts';
import { Model } from '../testing/model.ts';
import { openLedger } from './open.ts';

type Database = Kysely<unknown>;

const startMs = 1_795_248_000_000;

async function freshDatabase() {
  const database = await testDatabase<unknown>([ledgerMigrations]);
  after(() => database[Symbol.asyncDispose]());
  return database;
}

const transfer = (id: bigint, change: Partial<NewTransfer> = {}): NewTransfer => ({
  ...{ id, debitAccountId: 1n, creditAccountId: 4n, amount: 10n, ledger: 1, code: 1 },
  ...change,
});
const accounts = [1n, 4n].map((id) => ({ id, ledger: 1, code: 1 }));
const { linked, pending, postPendingTransfer } = transferFlags;

test('a transfer that was told is there after a new start, and is not made twice', async () => {
  const { url } = await freshDatabase();
  const clock = manualClock(startMs);
  const options = { url, clock, random: systemRandom };
  let told: unknown;
  {
    await using ledger = await openLedger(options);
    await ledger.createAccounts(accounts);
    told = await ledger.createTransfers([transfer(7n), transfer(8n, { flags: pending })]);
  }
  await using ledger = await openLedger(options);
  const [account] = await ledger.lookupAccounts([1n]);
  assert.deepEqual([account!.debitsPosted, account!.debitsPending], [10n, 10n]);
  const again = await ledger.createTransfers([transfer(7n), transfer(8n, { flags: pending })]);
  assert.deepEqual(
    again.map(({ status }) => status),
    ['exists', 'exists'],
  );
  assert.deepEqual(
    again.map(({ timestamp }) => timestamp),
    (told as typeof again).map(({ timestamp }) => timestamp),
  );
});

test('callers at the same moment are judged in their order, and a repetition among them is told', async () => {
  const { url } = await freshDatabase();
  await using ledger = await openLedger({ url, clock: manualClock(startMs), random: systemRandom });
  await ledger.createAccounts(accounts);
  const results = await Promise.all(
    Array.from({ length: 400 }, (_, k) => ledger.createTransfers([transfer(BigInt(1 + (k % 300)))])),
  );
  assert.deepEqual(
    results.map(([result]) => result!.status),
    Array.from({ length: 400 }, (_, k) => (k < 300 ? 'created' : 'exists')),
  );
  assert.equal((await ledger.lookupAccounts([4n]))[0]!.creditsPosted, 3000n);
});

/** Adds a transfer of 10 from account 1 to account 4 to the journal as if it had been so long ago that nothing of it is in memory. */
async function addUnseen(
  db: Database,
  { id, atNs }: { readonly id: bigint; readonly atNs: bigint },
): Promise<void> {
  await db.connection().execute(async (connection) => {
    await sql`select set_config('ledger.epoch', (select epoch::text from ledger_writer), false)`.execute(
      connection,
    );
    const partition = await sql<{ partition: string }>`select partition from ledger_month
      where since <= ${atNs} and ${atNs} < until`.execute(connection);
    await sql`insert into ${sql.table(partition.rows[0]!.partition)} ("timestamp", kind, id, debit_no, credit_no, amount, code, flags)
      values (${atNs}, 1, ${id.toString(16).padStart(32, '0')}, 0, 1, 10, 1, 0)`.execute(connection);
  });
}

test('an id that the journal has and memory has forgotten does no harm to those that come with it', async () => {
  const { url, db } = await freshDatabase();
  await using ledger = await openLedger({ url, clock: manualClock(startMs), random: systemRandom });
  await ledger.createAccounts(accounts);
  await sql`select ledger_begin_month(0, 1000, 'long_ago')`.execute(db);
  await addUnseen(db, { id: 9n, atNs: 5n });
  // Begins this month, in whose table ids are unique.
  await ledger.createTransfers([transfer(1n)]);
  const atNs = BigInt(startMs - 1) * 1_000_000n;
  await addUnseen(db, { id: 19n, atNs });
  for (const [used, timestamp] of [
    [9n, 5n],
    [19n, atNs],
  ] as const) {
    const ids = [used - 1n, used, used + 1n];
    const results = await Promise.all(ids.map((id) => ledger.createTransfers([transfer(id)])));
    assert.deepEqual(
      results.map(([result]) => result!.status),
      ['created', 'exists', 'created'],
    );
    assert.equal(results[1]![0]!.timestamp, timestamp);
  }
  // Nothing of these would be kept, so that the journal would not notice.
  const wrong = await ledger.createTransfers([
    transfer(19n, { code: 0 }),
    transfer(19n, { flags: linked }),
    transfer(30n, { code: 0 }),
  ]);
  assert.deepEqual(
    wrong.map(({ status }) => status),
    ['existsWithDifferentCode', 'existsWithDifferentFlags', 'linkedEventFailed'],
  );
});

test('a full batch whose first id was used long ago is carried out but for that one', async () => {
  const { url, db } = await freshDatabase();
  await using ledger = await openLedger({ url, clock: manualClock(startMs), random: systemRandom });
  await ledger.createAccounts(accounts);
  await ledger.createTransfers([transfer(1n)]);
  await addUnseen(db, { id: 5n, atNs: BigInt(startMs - 1) * 1_000_000n });
  const results = await ledger.createTransfers(
    Array.from({ length: 8_190 }, (_, k) => transfer(BigInt(5 + k))),
  );
  assert.deepEqual(
    [results[0]!.status, new Set(results.slice(1).map(({ status }) => status))],
    ['exists', new Set(['created'])],
  );
  assert.equal((await ledger.lookupAccounts([1n]))[0]!.debitsPosted, 8_190n * 10n);
});

test('a pending transfer that was resolved long ago is known to be', async () => {
  const { url } = await freshDatabase();
  await using ledger = await openLedger({ url, clock: manualClock(startMs), random: systemRandom });
  await ledger.createAccounts(accounts);
  const post = (id: bigint, pendingId: bigint): NewTransfer => ({
    id,
    pendingId,
    amount: 4n,
    flags: postPendingTransfer,
  });
  await ledger.createTransfers([transfer(1n, { flags: pending }), post(2n, 1n)]);
  const results = await ledger.createTransfers([post(3n, 1n), post(2n, 1n), post(4n, 99n)]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['pendingTransferAlreadyPosted', 'exists', 'pendingTransferNotFound'],
  );
});

test('whatever the clock says after a new start, what is made comes later than all there is', async () => {
  const { url } = await freshDatabase();
  const options = { url, random: systemRandom };
  const [first, second] = accounts;
  let before: bigint;
  {
    await using ledger = await openLedger({ ...options, clock: manualClock(startMs) });
    before = (await ledger.createAccounts([first!]))[0]!.timestamp;
  }
  await using ledger = await openLedger({ ...options, clock: manualClock(startMs - 3_600_000) });
  const [opened] = await ledger.createAccounts([second!]);
  const [made] = await ledger.createTransfers([transfer(1n)]);
  assert.deepEqual([opened!.status, made!.status], ['created', 'created']);
  assert.ok(before < opened!.timestamp && opened!.timestamp < made!.timestamp);
});

test('a request of too many events is refused and changes nothing', async () => {
  const { url } = await freshDatabase();
  await using ledger = await openLedger({ url, clock: manualClock(startMs), random: systemRandom });
  await ledger.createAccounts(accounts);
  const many = Array.from({ length: 8_191 }, (_, k) => transfer(BigInt(1 + k)));
  await assert.rejects(ledger.createTransfers(many), { code: 'ledger.too_many_events' });
  assert.equal((await ledger.lookupAccounts([1n]))[0]!.debitsPosted, 0n);
});

test('packed transfers are what objects are, and are refused where they are not whole', async () => {
  const { url } = await freshDatabase();
  await using ledger = await openLedger({ url, clock: manualClock(startMs), random: systemRandom });
  await ledger.createAccounts(accounts);
  const words = encodeTransfers([transfer(1n), transfer(2n, { debitAccountId: 9n })]);
  const { statuses } = await ledger.createPackedTransfers(words);
  assert.deepEqual([...statuses], [createTransferStatus.created, createTransferStatus.debitAccountNotFound]);
  const [again] = await ledger.createTransfers([transfer(1n)]);
  assert.equal(again!.status, 'exists');
  await assert.rejects(ledger.createPackedTransfers(words.subarray(1)), { code: 'ledger.bad_packing' });
  const many = new Uint32Array(8_191 * 32);
  await assert.rejects(ledger.createPackedTransfers(many), { code: 'ledger.too_many_events' });
});

test('of two writers the later one goes on; the other is told and changes nothing', async () => {
  const { url } = await freshDatabase();
  const options = { url, clock: manualClock(startMs), random: systemRandom };
  await using first = await openLedger(options);
  await first.createAccounts(accounts);
  await using second = await openLedger(options);
  await assert.rejects(first.createTransfers([transfer(1n)]), { code: 'ledger.taken_over' });
  await assert.rejects(first.createTransfers([transfer(2n)]), { code: 'ledger.taken_over' });
  const [result] = await second.createTransfers([transfer(1n)]);
  assert.equal(result!.status, 'created');
  assert.equal((await second.lookupAccounts([1n]))[0]!.debitsPosted, 10n);
});

test('a writer whose time is over tells nothing any more, also where it would change nothing', async () => {
  const { url } = await freshDatabase();
  const options = { url, clock: manualClock(startMs), random: systemRandom };
  await using first = await openLedger(options);
  await first.createAccounts(accounts);
  await using second = await openLedger(options);
  await second.createTransfers([transfer(1n)]);
  await assert.rejects(first.lookupAccounts([1n]), { code: 'ledger.taken_over' });
});

test('what comes after a start is not taken for what a page has, though the clock stands still', async () => {
  const { url } = await freshDatabase();
  const options = { url, clock: manualClock(startMs), random: systemRandom, entriesARound: 1 };
  {
    await using ledger = await openLedger(options);
    await ledger.createAccounts(accounts);
    const told = await ledger.createTransfers([transfer(1n), transfer(2n, { code: 0 }), transfer(0n)]);
    assert.deepEqual(
      told.map(({ status }) => status),
      ['created', 'codeMustNotBeZero', 'idMustNotBeZero'],
    );
  }
  for (const id of [3n, 4n]) {
    await using ledger = await openLedger({ ...options, entriesARound: 1000 });
    await ledger.createTransfers([transfer(id)]);
  }
  await using ledger = await openLedger(options);
  assert.equal((await ledger.lookupAccounts([1n]))[0]!.debitsPosted, 30n);
});

test('lives too short for a round of pages do not make the next start longer and longer', async () => {
  const { url, db } = await freshDatabase();
  const options = { url, clock: manualClock(startMs), random: systemRandom, entriesARound: 100 };
  const replayFrom = async (): Promise<bigint> => {
    const { rows } = await sql<{ from: bigint }>`select replay_from as "from" from ledger_writer`.execute(db);
    return BigInt(rows[0]!.from);
  };
  for (let life = 0; life < 4; life++) {
    await using ledger = await openLedger(options);
    if (life === 0) await ledger.createAccounts(accounts);
    assert.equal((await replayFrom()) > 0n, life > 2);
    for (let k = 0; k < 40; k++) await ledger.createTransfers([transfer(BigInt(1 + 40 * life + k))]);
  }
});

test('every history has the outcomes of the model through the database, with new starts in between', async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ startNs, batches }) => {
      await using database = await testDatabase<unknown>([ledgerMigrations]);
      const clock = manualClock(Number(startNs / 1_000_000n));
      const options = { url: database.url, clock, random: systemRandom };
      const model = new Model();
      let ledger = await openLedger(options);
      let nowNs = BigInt(clock.nowMs()) * 1_000_000n;
      await ledger.createAccounts(historyAccounts);
      for (const account of historyAccounts) model.createAccount(account, nowNs);
      for (const { passedMs, events, confirmed } of batches) {
        clock.advance(Math.max(0, passedMs));
        nowNs = BigInt(clock.nowMs()) * 1_000_000n;
        const told = await ledger.createTransfers(events);
        assert.deepEqual(
          told.map(({ status }) => status),
          model.createTransfers(events, nowNs),
        );
        if (!confirmed) continue;
        await ledger[Symbol.asyncDispose]();
        ledger = await openLedger(options);
      }
      for (const { id, ...sums } of model.accounts.values()) {
        const [account] = await ledger.lookupAccounts([id]);
        for (const [name, sum] of Object.entries(sums)) assert.equal(account![name as 'flags'], sum, name);
      }
      await ledger[Symbol.asyncDispose]();
    }),
    { numRuns: 10 },
  );
});
