import { systemClock } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { ledgerMigrations } from '@finharbor/ledger';
import { openSqlLedger } from '@finharbor/ledger/sql';
import { scratchPostgres } from '../tools/test/postgres.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { type Load, loads } from './ledger-parts/loads.ts';

const accounts = 100_000;
const accountsAtOnce = 8_000;
const defaultRuns = 5;
const callers = 4;

type SqlLedger = ReturnType<typeof openSqlLedger>;

/**
 * The ledger in SQL alone, on embedded PostgreSQL with fsync and four callers: transfers a second in batches of 8,000 (`batch_8000_per_s`)
 * and of 100 (`batch_100_per_s`), on one hot account against uniform ones (`hot_over_uniform`), with 30 % two-phase and 10 % linked ones
 * (`mixed_per_s`), and one at a time (`single_per_s`).
 */
export async function run(context: BenchContext): Promise<Figures> {
  await using server = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  await using database = await testDatabase<unknown>([ledgerMigrations]);
  await using ledger = openSqlLedger({ url: database.url, clock: systemClock });
  await openAccounts(ledger);
  const { uniform, hot, mixed } = loads(accounts, Math.random);
  const inTurn = (name: string, load: Load, [batches, size]: readonly [number, number]): Promise<number> =>
    context.measure({ name, unit: '/s' }, context.runs ?? defaultRuns, () =>
      inBatches(ledger, load, [batches, size]),
    );
  const large = await inTurn('batches of 8,000', uniform, [16, 8_000]);
  const hotter = await inTurn('batches of 8,000, one hot account', hot, [16, 8_000]);
  const mixture = await inTurn('batches of 8,000, mixed', mixed, [16, 8_000]);
  const small = await inTurn('batches of 100', uniform, [400, 100]);
  const single = await inTurn('one at a time', uniform, [4_000, 1]);
  return {
    batch_8000_per_s: Math.round(large),
    hot_over_uniform: Math.round((hotter / large) * 100) / 100,
    mixed_per_s: Math.round(mixture),
    batch_100_per_s: Math.round(small),
    single_per_s: Math.round(single),
  };
}

async function openAccounts(ledger: SqlLedger): Promise<void> {
  for (let first = 1; first <= accounts; first += accountsAtOnce) {
    const length = Math.min(accountsAtOnce, accounts - first + 1);
    const opened = Array.from({ length }, (_, k) => ({ id: BigInt(first + k), ledger: 1, code: 1 }));
    const results = await ledger.createAccounts(opened);
    if (results.some(({ status }) => status !== 'created')) throw new Error('An account was not opened.');
  }
}

async function inBatches(
  ledger: SqlLedger,
  load: Load,
  [batches, size]: readonly [number, number],
): Promise<number> {
  const made = Array.from({ length: batches }, () => {
    const batch = Array.from({ length: size }, load);
    const last = batch.at(-1)!;
    return [...batch.slice(0, -1), { ...last, flags: (last.flags ?? 0) & ~1 }];
  });
  const before = performance.now();
  let next = 0;
  const caller = async (): Promise<void> => {
    while (next < batches) {
      const results = await ledger.createTransfers(made[next++]!);
      const wrong = results.find(({ status }) => status !== 'created');
      if (wrong) throw new Error(`A transfer is ${wrong.status}.`);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return (batches * size) / ((performance.now() - before) / 1000);
}
