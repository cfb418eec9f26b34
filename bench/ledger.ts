import { systemClock, systemRandom } from '@finharbor/kernel';
import { testDatabase } from '@finharbor/kernel/testing';
import { type WrittenLedger as Ledger, ledgerMigrations, openLedger } from '@finharbor/ledger';
import { scratchPostgres } from '../tools/test/postgres.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { inBatches, oneByOne, packed, plain } from './ledger-parts/drive.ts';
import { loads, openAccounts } from './ledger-parts/loads.ts';
import { bareCopy, plainSql } from './ledger-parts/plain-sql.ts';
import { run as recover } from './ledger-recovery.ts';

const accounts = 100_000;
const batches = 40;
const defaultRuns = 5;
const singleSeconds = 5;
const callers = 512;

/**
 * The ledger through its own API on embedded PostgreSQL with fsync: transfers a second in batches of 8,190 (`batch_per_s`), on one hot
 * account against uniform ones (`hot_over_uniform`), of 512 callers with one each (`single_512_per_s`, `single_512_p99_ms`), with 30 %
 * two-phase and 10 % linked ones (`mixed_per_s`), as objects instead of 128 bytes each (`batch_objects_per_s`). Batches against a
 * transaction a transfer in plain SQL, one after the other (`over_sql_single`) and on eight connections (`over_sql_8`, of single callers
 * `single_over_sql_8`), and against bare COPY of the same rows (`over_copy`). Then all of `ledger-recovery`
 * (`recovery_s`, …). `peak_mb`: memory of this process.
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
  const inSql = (connections: number): Promise<number> =>
    context.measure({ name: `plain SQL, ${connections} connections`, unit: '/s' }, 3, async () => {
      await using own = await testDatabase<unknown>();
      return await plainSql(own.url, { accounts, seconds: singleSeconds, connections });
    });
  const sql = await inSql(1);
  const sqlAtOnce = await inSql(8);
  const copy = await context.measure({ name: 'bare COPY', unit: '/s' }, 1, () => bareCopy(database.url));
  const { peak_mb: writer, ...recovered } = await recover(context);
  return {
    ...figures,
    over_sql_single: Math.round(figures.batch_per_s / sql),
    over_sql_8: Math.round(figures.batch_per_s / sqlAtOnce),
    single_over_sql_8: Math.round(figures.single_512_per_s / sqlAtOnce),
    over_copy: Math.round((figures.batch_per_s / copy) * 100) / 100,
    ...recovered,
    recovery_peak_mb: writer!,
    peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
  };
}

async function measure(context: BenchContext, ledger: Ledger) {
  const { uniform, hot, mixed } = loads(accounts, Math.random);
  const runs = context.runs ?? defaultRuns;
  const inTurn = (name: string, load: typeof uniform, send = packed): Promise<number> =>
    context.measure({ name, unit: '/s' }, runs, () => inBatches(ledger, load, { batches, send }));
  const batch = await inTurn('batches, uniform', uniform);
  const hotter = await inTurn('batches, one hot account', hot);
  const mixture = await inTurn('batches, mixed', mixed);
  const objects = await inTurn('batches of objects, uniform', uniform, plain);
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
    batch_objects_per_s: Math.round(objects),
    single_512_per_s: Math.round(single),
    single_512_p99_ms: Math.round(p99 * 10) / 10,
  };
}
