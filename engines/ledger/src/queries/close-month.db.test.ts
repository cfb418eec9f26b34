import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { after, test } from 'node:test';
import { manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import fc from 'fast-check';
import pg from 'pg';
import { State } from '../machine/state.ts';
import { writeU128 } from '../machine/u128.ts';
import { ledgerMigrations } from '../migrations.ts';
import type { NewTransfer } from '../model/transfer.ts';
import { postgresJournal } from '../postgres/journal.ts';
import { mayBeIn, readMonths } from '../postgres/months.ts';
import { openLedger } from '../postgres/open.ts';
import { balanceAt } from './balance-at.ts';
import { closeMonth, closeMonths } from './close-month.ts';
import { idRangesOf } from './id-ranges.ts';

const startMs = Date.UTC(2026, 10, 26);
const monthMs = 31 * 86_400_000;

async function freshLedger() {
  const { url, ...database } = await testDatabase<unknown>([ledgerMigrations]);
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  pool.on('error', () => {});
  const clock = manualClock(startMs);
  const ledger = await openLedger({ url, clock, random: systemRandom });
  after(async () => {
    await ledger[Symbol.asyncDispose]();
    await pool.end();
    await database[Symbol.asyncDispose]();
  });
  await ledger.createAccounts([1n, 2n].map((id) => ({ id, ledger: 1, code: 1 })));
  return { url, pool, clock, ledger };
}

const transfer = (id: bigint): NewTransfer => ({
  ...{ id, debitAccountId: 1n, creditAccountId: 2n, amount: 10n, ledger: 1, code: 1 },
});

/** An id as UUIDv7 makes it. */
const timeOrdered = (atMs: number, tail: bigint): bigint => (BigInt(atMs) << 80n) | (7n << 76n) | tail;
/** Ids that lie anywhere. */
const scattered = (k: bigint): bigint => ((k + 1n) * 0x9e3779b97f4a7c15f39cc0605cedc835n) % 2n ** 128n;

/** A pool whose connection is lost when it is about to send its `fatal`th statement. */
function dyingPool(url: string, fatal: number): pg.Pool {
  let sent = 0;
  class DyingClient extends pg.Client {
    override query = ((...given: Parameters<pg.Client['query']>) => {
      if (++sent === fatal)
        (this as unknown as { connection: { stream: Socket } }).connection.stream.destroy();
      return super.query(...given);
    }) as pg.Client['query'];
  }
  const pool = new pg.Pool({ connectionString: url, Client: DyingClient, max: 1 });
  pool.on('error', () => {});
  return pool;
}

test('a month that is killed at any point of being closed is closed by the next attempt, once', async () => {
  const { url, pool, clock, ledger } = await freshLedger();
  await ledger.createTransfers([transfer(7n), transfer(8n)]);
  clock.advance(monthMs);
  await ledger.createTransfers([transfer(9n)]);
  let attempts = 0;
  for (let isDone = false; !isDone; attempts++) {
    const dying = dyingPool(url, attempts + 1);
    isDone = await closeMonths(dying).then(
      () => true,
      () => false,
    );
    await dying.end();
  }
  assert.ok(attempts > 30, `every statement was one to die at, but there were ${attempts}`);
  const { rows } = await pool.query(
    `select count(*)::int as indexes from pg_index
      where indrelid = 'ledger_entry_2026_11'::regclass and indisvalid and not indisunique`,
  );
  assert.deepEqual(rows, [{ indexes: 6 }]);
  const ends = await pool.query(
    'select account_no, debits_posted, credits_posted from ledger_month_end order by 1',
  );
  assert.deepEqual(ends.rows, [
    { account_no: 0, debits_posted: '20', credits_posted: '0' },
    { account_no: 1, debits_posted: '0', credits_posted: '20' },
  ]);
  const now = BigInt(clock.nowMs() + 1) * 1_000_000n;
  assert.equal((await balanceAt(pool, { accountId: 1n, atNs: now }))!.debitsPosted, 30n);
});

test('a month is closed when it is over and those before it are, whoever else closes it and whatever is written', async () => {
  const { pool, clock, ledger } = await freshLedger();
  const since = async () => (await readMonths(pool)).map((month) => month.since);
  await ledger.createTransfers([transfer(1n)]);
  clock.advance(monthMs);
  assert.equal(await closeMonth(pool, (await since())[0]!), 'notYet', 'nothing came after it');
  await ledger.createTransfers([transfer(2n)]);
  clock.advance(monthMs);
  await ledger.createTransfers([transfer(3n)]);
  assert.equal(await closeMonth(pool, (await since())[1]!), 'notYet', 'an earlier one is open');
  const [one, other, ...written] = await Promise.all([
    closeMonths(pool),
    closeMonths(pool),
    ...Array.from({ length: 40 }, (_, k) => ledger.createTransfers([transfer(BigInt(100 + k))])),
  ]);
  const both = ['ledger_entry_2026_11', 'ledger_entry_2026_12'];
  // Each answers what was still open when it looked, which for the later one may be the end of the list alone.
  for (const closed of [one, other]) assert.deepEqual(closed, both.slice(both.length - closed.length));
  assert.deepEqual(
    [one, other].find((closed) => closed.length === both.length),
    both,
  );
  assert.ok(written.every(([result]) => result!.status === 'created'));
  assert.deepEqual(await closeMonths(pool), []);
  assert.equal(await closeMonth(pool, 12n), 'notYet', 'there is no such month');
});

for (const [kind, idOf] of Object.entries({
  'in time order': (k: bigint) => timeOrdered(startMs + Number(k), k),
  'at random': scattered,
  'counted up': (k: bigint) => k + 1n,
}))
  test(`of ids ${kind}, those of a closed month are known, and new ones are not asked for`, async () => {
    const { url, pool, clock, ledger } = await freshLedger();
    const used = Array.from({ length: 50 }, (_, k) => idOf(BigInt(k)));
    await ledger.createTransfers(used.map(transfer));
    clock.advance(monthMs);
    const fresh = Array.from({ length: 50 }, (_, k) => idOf(BigInt(1_000_000 + k)));
    await ledger.createTransfers([transfer(fresh[0]!)]);
    await closeMonths(pool);
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const journal = await postgresJournal(client, { state: new State(1), timeZone: 'UTC' });
    const mayHold = journal.mayHold(BigInt(clock.nowMs()) * 1_000_000n);
    const isAskedFor = (id: bigint): boolean => {
      const words = new Uint32Array(4);
      writeU128(words, 0, id);
      return mayHold({ words, at: 0 });
    };
    assert.ok(used.every(isAskedFor));
    assert.ok(!fresh.some(isAskedFor));
    await journal[Symbol.asyncDispose]();
    // A writer that remembers none of them.
    await using later = await openLedger({ url, clock, random: systemRandom });
    const told = await later.createTransfers([...used, ...fresh].map(transfer));
    assert.deepEqual(
      told.map(({ status }) => status),
      [...used.map(() => 'exists'), 'exists', ...fresh.slice(1).map(() => 'created')],
    );
  });

test('the ranges of a month hold all its ids and leave out its largest gaps', async () => {
  await using database = await testDatabase<unknown>([]);
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  await client.query('create table ids (id uuid unique)');
  const id = fc.oneof(
    fc.bigInt(1n, 2n ** 128n - 2n),
    fc.bigInt(1n, 3_000n),
    fc.bigInt(2n ** 127n, 2n ** 127n + 9_999n),
  );
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(id, { maxLength: 200 }), async (drawn) => {
      await client.query('truncate ids');
      await client.query('insert into ids select unnest($1::uuid[])', [
        drawn.map((one) => one.toString(16).padStart(32, '0')),
      ]);
      const bounds = boundsOf(await idRangesOf(client, 'ids'));
      const ids = drawn.toSorted((a, b) => (a < b ? -1 : 1));
      const idRanges = bounds.flatMap((first, k) => (k % 2 === 0 ? [{ first, last: bounds[k + 1]! }] : []));
      assert.equal(idRanges.length, Math.min(64, ids.length));
      assert.ok(ids.every((one) => mayBeIn([{ since: 0n, until: 1n, partition: 'ids', idRanges }], one)));
      const covered = idRanges.reduce((sum, { first, last }) => sum + last - first, 0n);
      const gaps = ids
        .slice(1)
        .map((one, k) => one - ids[k]!)
        .toSorted((a, b) => (a > b ? -1 : 1));
      const least = gaps.slice(63).reduce((sum, gap) => sum + gap, 0n);
      // Gaps are compared to 53 bits.
      assert.ok(covered - least <= (2n ** 128n) >> 50n, `${covered} of which ${least} is needed`);
    }),
    { numRuns: 60 },
  );
  await client.end();
});

function boundsOf(bytes: Uint8Array): readonly bigint[] {
  const hex = Buffer.from(bytes).toString('hex');
  return (hex.match(/.{32}/g) ?? []).map((bound) => BigInt(`0x${bound}`));
}
