import { systemClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { type WrittenLedger as Ledger, ledgerMigrations, openLedger } from '@finharbor/ledger';
import { scratchPostgres } from '../tools/test/postgres.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { inBatches, oneByOne } from './ledger-parts/drive.ts';
import { loads, openAccounts } from './ledger-parts/loads.ts';
import { bareCopy, plainSql } from './ledger-parts/plain-sql.ts';

const accounts = 100_000;
const batches = 40;
const defaultRuns = 5;
const singleSeconds = 5;
const callers = 512;

/**
 * The ledger through its own API on embedded PostgreSQL with fsync: transfers a second in batches of 8,190 (`batch_per_s`), on one hot
 * account against uniform ones (`hot_over_uniform`), of 512 callers with one each (`single_512_per_s`, `single_512_p99_ms`), with 30 %
 * two-phase and 10 % linked ones (`mixed_per_s`); against a transaction a transfer in plain SQL (`over_sql_single`) and against bare COPY
 * of the same rows (`over_copy`). `open_s`: until a new writer has read all of it. `peak_mb`: memory of this process.
 */
export async function run(context: BenchContext): Promise<Figures> {
  await using server = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  await using database = await testDatabase<unknown>([ledgerMigrations]);
  const options = { url: database.url, clock: systemClock, random: systemRandom };
  const figures = await (async () => {
    await using ledger = await openLedger(options);
    await openAccounts(ledger, accounts);
    return await measure(context, ledger);
  })();
  const plain = { accounts, seconds: singleSeconds };
  const sql = await context.measure({ name: 'plain SQL, one each', unit: '/s' }, 3, async (k) => {
    await using own = await testDatabase<unknown>();
    return await plainSql(own.url, { ...plain, accounts: accounts + k });
  });
  const copy = await context.measure({ name: 'bare COPY', unit: '/s' }, 1, () => bareCopy(database.url));
  const open = await context.measure({ name: 'open, all read', unit: 's' }, 1, async () => {
    const before = performance.now();
    await using _ledger = await openLedger(options);
    return (performance.now() - before) / 1000;
  });
  return {
    ...figures,
    over_sql_single: Math.round(figures.single_512_per_s / sql),
    batch_over_sql_single: Math.round(figures.batch_per_s / sql),
    over_copy: Math.round((figures.batch_per_s / copy) * 100) / 100,
    open_s: open,
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function measure(context: BenchContext, ledger: Ledger) {
  const { uniform, hot, mixed } = loads(accounts, Math.random);
  const runs = context.runs ?? defaultRuns;
  const inTurn = (name: string, load: typeof uniform): Promise<number> =>
    context.measure({ name, unit: '/s' }, runs, () => inBatches(ledger, load, batches));
  const batch = await inTurn('batches, uniform', uniform);
  const hotter = await inTurn('batches, one hot account', hot);
  const mixture = await inTurn('batches, mixed', mixed);
  const waits: number[] = [];
  const single = await context.measure({ name: `${callers} callers`, unit: '/s' }, runs, async () => {
    const { perSecond, p99Ms } = await oneByOne(ledger, uniform, { callers, seconds: singleSeconds });
    waits.push(p99Ms);
    return perSecond;
  });
  const p99 = await context.measure(
    { name: `${callers} callers, p99`, unit: 'ms' },
    runs,
    async (k) => waits[k]!,
  );
  return {
    batch_per_s: Math.round(batch),
    hot_over_uniform: Math.round((hotter / batch) * 100) / 100,
    mixed_per_s: Math.round(mixture),
    single_512_per_s: Math.round(single),
    single_512_p99_ms: Math.round(p99 * 10) / 10,
  };
}
