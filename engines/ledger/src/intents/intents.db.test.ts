import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { systemClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { sql } from 'kysely';
import type { LedgerTables } from '../database.gen.ts';
import { ledgerMigrations } from '../migrations.ts';
import { accountFlags } from '../model/account.ts';
import { type NewTransfer, transferFlags } from '../model/transfer.ts';
import { openLedger } from '../postgres/open.ts';
import { keepPosting, postIntents, readIntents, writeIntent } from './index.ts';

const { linked, pending } = transferFlags;
const payment = (id: bigint, change: Partial<NewTransfer> = {}): NewTransfer => ({
  ...{ id, debitAccountId: 1n, creditAccountId: 2n, amount: 5n, ledger: 1, code: 1 },
  ...change,
});
/** Account 3 has nothing, and may not be overdrawn. */
const unpayable = (id: bigint, flags = 0): NewTransfer => payment(id, { debitAccountId: 3n, flags });

async function harbor() {
  const { db, url, ...database } = await testDatabase<LedgerTables>([ledgerMigrations]);
  after(() => database[Symbol.asyncDispose]());
  const open = () => openLedger({ url, clock: systemClock, random: systemRandom });
  const ledger = await open();
  await ledger.createAccounts([
    ...[1n, 2n].map((id) => ({ id, ledger: 1, code: 1 })),
    { id: 3n, ledger: 1, code: 1, flags: accountFlags.debitsMustNotExceedCredits },
  ]);
  const write = (...transfers: NewTransfer[]) => db.transaction().execute((tx) => writeIntent(tx, transfers));
  return { db, url, ledger, write, open };
}

test('what a transaction wrote is posted if it commits, and never if it does not', async () => {
  const { db, ledger, write } = await harbor();
  await using _ledger = ledger;
  await assert.rejects(
    db.transaction().execute(async (tx) => {
      await writeIntent(tx, [payment(1n)]);
      throw new Error('no');
    }),
  );
  await write(
    payment(2n),
    payment(3n, { amount: 2n ** 100n, userData64: 2n ** 64n - 1n, timeout: 9, flags: pending }),
  );
  assert.deepEqual([...(await readIntents(db, [1n, 2n]))], [[2n, { kind: 'waiting' }]]);
  await postIntents(ledger, db);
  assert.deepEqual(
    [...(await readIntents(db, [1n, 2n, 3n])).values()],
    [{ kind: 'posted' }, { kind: 'posted' }],
  );
  const [account] = await ledger.lookupAccounts([1n]);
  assert.deepEqual([account!.debitsPosted, account!.debitsPending], [5n, 2n ** 100n]);
});

test('a linked chain is one intent; one that is refused says why and holds up none', async () => {
  const { db, ledger, write } = await harbor();
  await using _ledger = ledger;
  await write(payment(1n, { flags: linked }), unpayable(2n), payment(3n), payment(0n));
  await sql`insert into ledger_intent (id, transfers) select '00000000-0000-0000-0000-000000000009', transfers
    from ledger_intent order by no limit 1`.execute(db);
  // Somebody's chain without an end.
  await sql`update ledger_intent set transfers = substr(transfers, 1, 128) where no = 4`.execute(db);
  await write(payment(4n));
  await postIntents(ledger, db);
  assert.deepEqual(Object.fromEntries(await readIntents(db, [0n, 1n, 3n, 4n, 9n])), {
    0: { kind: 'refused', outcomes: ['idMustNotBeZero'] },
    1: { kind: 'refused', outcomes: ['linkedEventFailed', 'exceedsCredits'] },
    3: { kind: 'posted' },
    4: { kind: 'posted' },
    9: { kind: 'refused', outcomes: ['linkedEventChainOpen'] },
  });
  assert.equal((await ledger.lookupAccounts([1n]))[0]!.debitsPosted, 10n);
});

test('what is written again is the same intent, unless it says something else', async () => {
  const { db, ledger, write } = await harbor();
  await using _ledger = ledger;
  await write(payment(1n));
  await postIntents(ledger, db);
  await write(payment(1n), payment(2n));
  await postIntents(ledger, db);
  assert.equal((await ledger.lookupAccounts([1n]))[0]!.debitsPosted, 10n);
  await assert.rejects(write(payment(3n), payment(2n, { amount: 6n })), { code: 'ledger.intent_differs' });
  await assert.rejects(write(payment(4n), payment(5n, { flags: linked })), { code: 'ledger.chain_open' });
  assert.equal((await readIntents(db, [3n, 4n, 5n])).size, 0);
});

test('what was posted and not noted is not posted twice', async () => {
  const { db, ledger, write } = await harbor();
  await using _ledger = ledger;
  await write(
    payment(1n),
    payment(2n, { flags: linked }),
    payment(3n),
    unpayable(4n, linked),
    payment(5n),
    unpayable(6n),
  );
  const dying = {
    lookupTransfers: ledger.lookupTransfers,
    async createTransfers(transfers: readonly NewTransfer[]): Promise<never> {
      await ledger.createTransfers(transfers);
      throw new Error('killed');
    },
  };
  await assert.rejects(postIntents(dying, db), { message: 'killed' });
  assert.equal((await readIntents(db, [1n])).get(1n)!.kind, 'waiting');
  await postIntents(ledger, db);
  const fates = await readIntents(db, [1n, 2n, 4n, 6n]);
  assert.deepEqual(
    [1n, 2n, 4n, 6n].map((id) => fates.get(id)!.kind),
    ['posted', 'posted', 'refused', 'refused'],
  );
  assert.equal((await ledger.lookupAccounts([1n]))[0]!.debitsPosted, 15n);
});

test('processes that are killed while they post, and two that post at once, make each once', async () => {
  const { db, url, ledger, write, open } = await harbor();
  await ledger[Symbol.asyncDispose]();
  const count = 600;
  let written = 0;
  const writing = (async () => {
    for (; written < count; written += 20)
      await write(...Array.from({ length: 20 }, (_, k) => payment(BigInt(written + k + 1))));
  })();
  for (const livesMs of [0, 60, 150]) {
    const child = fork(join(import.meta.dirname, '../testing/posting-process.ts'), {
      execArgv: process.execArgv.filter((argument) => !argument.startsWith('--test')),
    });
    child.send(url);
    await once(child, 'message');
    await delay(livesMs);
    const exited = once(child, 'exit');
    child.kill('SIGKILL');
    await exited;
  }
  await writing;
  await using last = await open();
  await Promise.all([postIntents(last, db), postIntents(last, db)]);
  const { rows } = await sql`select status, count(*)::int from ledger_intent group by status`.execute(db);
  assert.deepEqual(rows, [{ status: 'posted', count }]);
  assert.equal((await last.lookupAccounts([1n]))[0]!.debitsPosted, BigInt(5 * count));
});

test('by itself it posts as soon as something is written, and goes on after its connection was lost', async () => {
  const { db, ledger, write } = await harbor();
  await using _ledger = ledger;
  const ending = new AbortController();
  const posting = keepPosting({ ledger, db, signal: ending.signal, onFault: () => {} });
  const posted = async (id: bigint) => {
    while ((await readIntents(db, [id])).get(id)!.kind !== 'posted') await delay(10);
  };
  await write(payment(1n));
  await posted(1n);
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where query like 'listen%' and datname = current_database()`.execute(db);
  await write(payment(2n));
  await posted(2n);
  ending.abort();
  await posting;
});
