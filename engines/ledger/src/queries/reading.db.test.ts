import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { manualClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import fc from 'fast-check';
import pg from 'pg';
import { ledgerMigrations } from '../migrations.ts';
import { accountFlags } from '../model/account.ts';
import { type AccountFilter, accountFilterFlags, queryFilterFlags } from '../model/query.ts';
import { type Transfer, transferFlags } from '../model/transfer.ts';
import { openLedger } from '../postgres/open.ts';
import { type DrawnFilter, drawnFilters, selected, spanOf } from '../testing/drawn-filters.ts';
import { type Happened, happen, type Stand } from '../testing/happen.ts';
import { histories, historyAccounts } from '../testing/histories.ts';
import { Model } from '../testing/model.ts';
import { getAccountTransfers } from './account-transfers.ts';
import { balanceAt } from './balance-at.ts';
import { closeMonths } from './close-month.ts';
import type { Sums } from './sum-rows.ts';
import { trialBalance } from './trial-balance.ts';

const startMs = 1_795_248_000_000;
const { debits, credits, reversed } = accountFilterFlags;

async function freshDatabase() {
  const database = await testDatabase<unknown>([ledgerMigrations]);
  const pool = new pg.Pool({ connectionString: database.url, max: 2 });
  after(async () => {
    await pool.end();
    await database[Symbol.asyncDispose]();
  });
  return { url: database.url, pool };
}

const accountFilter = (drawn: DrawnFilter, made: readonly Transfer[]): AccountFilter => {
  const { accountId, sides, limit, code, userData128, userData64, userData32 } = drawn;
  const span = spanOf(
    drawn,
    made.map(({ timestamp }) => timestamp),
  );
  const flags = sides | (drawn.reversed ? reversed : 0);
  return {
    accountId,
    limit,
    flags,
    ...span,
    code: code!,
    userData128: userData128!,
    userData64: userData64!,
    userData32: userData32!,
  };
};

const isOn =
  ({ accountId, sides }: DrawnFilter) =>
  (one: Transfer): boolean =>
    ((sides & debits) !== 0 && one.debitAccountId === accountId) ||
    ((sides & credits) !== 0 && one.creditAccountId === accountId);

/** Asks what was drawn, of the ledger and of its tables without it. */
async function ask(pool: pg.Pool, { ledger, made }: Happened, filters: readonly DrawnFilter[]) {
  const moments = made.map(({ timestamp }) => timestamp);
  for (const drawn of filters) {
    const { reversed: isReversed, sides: _, from: __, to: ___, ...rest } = drawn;
    const filter = accountFilter(drawn, made);
    const ofAccount = selected(made.filter(isOn(drawn)), { ...filter, isReversed });
    assert.deepEqual(await ledger.getAccountTransfers(filter), ofAccount);
    assert.deepEqual(await getAccountTransfers(pool, filter), ofAccount);
    const flags = isReversed ? queryFilterFlags.reversed : 0;
    const query = { ...rest, ...spanOf(drawn, moments), flags };
    assert.deepEqual(await ledger.queryTransfers(query), selected(made, { ...query, isReversed }));
  }
  const ids = Array.from({ length: 45 }, (_, k) => BigInt((k * 7) % 45));
  assert.deepEqual(
    await ledger.lookupTransfers(ids),
    ids.flatMap((id) => made.find((one) => one.id === id) ?? []),
  );
}

/** Asks how things stood at each moment of the past. */
async function lookBack(pool: pg.Pool, stands: readonly Stand[]) {
  for (const { atNs, accounts } of stands) {
    const trial = new Map<number, Sums>();
    for (const {
      id,
      ledger,
      debitsPending,
      debitsPosted,
      creditsPending,
      creditsPosted,
    } of accounts.values()) {
      const sums = { debitsPending, debitsPosted, creditsPending, creditsPosted };
      const { timestamp, ...stood } = (await balanceAt(pool, { accountId: id, atNs }))!;
      assert.deepEqual(stood, sums);
      assert.ok(timestamp <= atNs);
      trial.set(ledger, add(trial.get(ledger), sums));
    }
    for (const { ledger, code, ...sums } of await trialBalance(pool, atNs)) {
      assert.equal(code, 1);
      assert.deepEqual(sums, trial.get(ledger));
      trial.delete(ledger);
    }
    for (const untouched of trial.values()) assert.deepEqual(untouched, add(undefined, undefined));
  }
}

const nothing = { debitsPending: 0n, debitsPosted: 0n, creditsPending: 0n, creditsPosted: 0n };
const add = (one: Sums = nothing, other: Sums = nothing): Sums => ({
  debitsPending: one.debitsPending + other.debitsPending,
  debitsPosted: one.debitsPosted + other.debitsPosted,
  creditsPending: one.creditsPending + other.creditsPending,
  creditsPosted: one.creditsPosted + other.creditsPosted,
});

test('whatever is asked of any history, before its months are closed and after, the answer is that of the model', async () => {
  const manyFilters = fc.array(drawnFilters, { minLength: 20, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(histories, manyFilters, async (history, filters) => {
      await using database = await testDatabase<unknown>([ledgerMigrations]);
      const pool = new pg.Pool({ connectionString: database.url, max: 1 });
      const happened = await happen(database.url, history);
      await ask(pool, happened, filters);
      await lookBack(pool, happened.stands);
      await closeMonths(pool);
      await ask(pool, happened, filters);
      await lookBack(pool, happened.stands);
      await happened.ledger[Symbol.asyncDispose]();
      await pool.end();
    }),
    { numRuns: 4 },
  );
});

test('an account that keeps its history tells how it stood after each of its transfers', async () => {
  await fc.assert(
    fc.asyncProperty(
      histories,
      fc.array(drawnFilters, { minLength: 20, maxLength: 20 }),
      async (history, filters) => {
        await using database = await testDatabase<unknown>([ledgerMigrations]);
        const clock = manualClock(Number(history.startNs / 1_000_000n));
        const ledger = await openLedger({ url: database.url, clock, random: systemRandom });
        const model = new Model();
        const nowNs = () => BigInt(clock.nowMs()) * 1_000_000n;
        const [plain, ...kept] = historyAccounts;
        const accounts = [
          plain!,
          ...kept.map((one) => ({ ...one, flags: one.flags! | accountFlags.history })),
        ];
        await ledger.createAccounts(accounts);
        for (const account of accounts) model.createAccount(account, nowNs());
        const stood: { readonly transfer: Transfer; readonly after: Model['accounts'] }[] = [];
        for (const { passedMs, events } of history.batches) {
          clock.advance(Math.max(0, passedMs));
          for (const drawn of events) {
            // One by one, so that the model shows how things stand after each.
            const event = { ...drawn, flags: drawn.flags! & ~transferFlags.linked };
            const [told] = await ledger.createTransfers([event]);
            model.createTransfers([event], nowNs());
            if (told!.status !== 'created') continue;
            const { fate: _, ...transfer } = model.transfers.get(event.id)!;
            stood.push({ transfer: { ...transfer, timestamp: told!.timestamp }, after: model.accounts });
          }
        }
        for (const drawn of filters) {
          const filter = accountFilter(
            drawn,
            stood.map(({ transfer }) => transfer),
          );
          const all = stood.filter(({ transfer }) => drawn.accountId !== plain!.id && isOn(drawn)(transfer));
          const expected = selected(
            all.map(({ transfer, after: accounts }) => ({
              ...transfer,
              after: accounts.get(drawn.accountId)!,
            })),
            { ...filter, isReversed: drawn.reversed },
          ).map(({ timestamp, after: { debitsPending, debitsPosted, creditsPending, creditsPosted } }) => ({
            ...{ debitsPending, debitsPosted, creditsPending, creditsPosted, timestamp },
          }));
          assert.deepEqual(await ledger.getAccountBalances(filter), expected);
        }
        await ledger[Symbol.asyncDispose]();
      },
    ),
    { numRuns: 4 },
  );
});

test('accounts are found by every field they have, as they stand', async () => {
  const { url } = await freshDatabase();
  await using ledger = await openLedger({ url, clock: manualClock(startMs), random: systemRandom });
  const ids = Array.from({ length: 40 }, (_, k) => BigInt(1 + k));
  await ledger.createAccounts(
    ids.map((id) => ({
      ...{ id, ledger: 1 + (Number(id) % 2), code: 1 + (Number(id) % 3) },
      ...{ userData128: id % 5n, userData64: id % 4n, userData32: Number(id) % 3 },
    })),
  );
  await ledger.createTransfers([
    { id: 1n, debitAccountId: 1n, creditAccountId: 3n, amount: 5n, ledger: 2, code: 1 },
  ]);
  const all = await ledger.lookupAccounts(ids);
  assert.equal(all[0]!.debitsPosted, 5n);
  const moments = all.map(({ timestamp }) => timestamp);
  await fc.assert(
    fc.asyncProperty(drawnFilters, async ({ reversed: isReversed, sides: _, accountId: __, ...drawn }) => {
      const { from, to, ...rest } = drawn;
      const values = { userData128: drawn.userData128! % 5n, userData64: drawn.userData64! % 4n };
      const span = spanOf({ ...drawn, from, to } as DrawnFilter, moments);
      const query = { ...rest, ...values, ...span, flags: isReversed ? queryFilterFlags.reversed : 0 };
      assert.deepEqual(await ledger.queryAccounts(query), selected(all, { ...query, isReversed }));
    }),
    { numRuns: 60 },
  );
});

test('the history of an account with more entries than anybody walks through is complete', async () => {
  const { url, pool } = await freshDatabase();
  await using ledger = await openLedger({ url, clock: manualClock(startMs), random: systemRandom });
  await ledger.createAccounts([1n, 2n, 3n].map((id) => ({ id, ledger: 1, code: 1 })));
  const count = 24_000;
  for (let from = 0; from < count; from += 8_000)
    await ledger.createTransfers(
      Array.from({ length: 8_000 }, (_, k) => {
        const n = from + k;
        return {
          id: BigInt(1 + n),
          debitAccountId: n % 500 === 0 ? 3n : 1n,
          creditAccountId: 2n,
          amount: 1n,
          ledger: 1,
          code: 1,
        };
      }),
    );
  const idsOf = async (
    filter: Omit<AccountFilter, 'flags' | 'limit'>,
    flags: number,
  ): Promise<readonly bigint[]> => {
    const asked = { ...filter, flags, limit: 5 };
    const [told, read] = [await ledger.getAccountTransfers(asked), await getAccountTransfers(pool, asked)];
    assert.deepEqual(told, read);
    return told.map(({ id }) => id);
  };
  assert.deepEqual(await idsOf({ accountId: 2n }, credits), [1n, 2n, 3n, 4n, 5n]);
  assert.deepEqual(await idsOf({ accountId: 2n }, credits | reversed), [
    24_000n,
    23_999n,
    23_998n,
    23_997n,
    23_996n,
  ]);
  assert.deepEqual(await idsOf({ accountId: 3n }, debits), [1n, 501n, 1_001n, 1_501n, 2_001n]);
  assert.deepEqual(await idsOf({ accountId: 2n }, debits), []);
});

test('a wrong question is refused by name', async () => {
  const { url } = await freshDatabase();
  await using ledger = await openLedger({ url, clock: manualClock(startMs), random: systemRandom });
  const many = Array.from({ length: 8_191 }, (_, k) => BigInt(k));
  await assert.rejects(ledger.lookupTransfers(many), { code: 'ledger.too_many_events' });
  await assert.rejects(ledger.lookupAccounts(many), { code: 'ledger.too_many_events' });
  await assert.rejects(ledger.lookupTransfers([1n, 2n ** 128n]), { code: 'ledger.out_of_range' });
  const filter = { accountId: 1n, limit: 0, flags: debits };
  await assert.rejects(ledger.getAccountTransfers(filter), { code: 'ledger.bad_filter' });
  await assert.rejects(ledger.getAccountBalances(filter), { code: 'ledger.bad_filter' });
  await assert.rejects(ledger.queryTransfers({ limit: 8_191 }), { code: 'ledger.bad_filter' });
  await assert.rejects(ledger.queryAccounts({ limit: 8_191 }), { code: 'ledger.bad_filter' });
});
