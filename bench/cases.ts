import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { testDatabase } from '@finharbor/kernel/testing';
import { npm, run as runCommand } from '../tools/build/run.ts';
import { scratchPostgres } from '../tools/test/postgres.ts';
import { reading } from './cases-parts/reading.ts';
import { transitions } from './cases-parts/transitions.ts';
import type { BenchContext, Figures } from './harness/context.ts';

const callers = 8;
const seconds = 5;
const defaultRuns = 5;
const library = '@dbos-inc/dbos-sdk@5.3.0';

/**
 * Cases through `act` in one process on embedded PostgreSQL with fsync, 8 callers, every step with the jobs of its notices
 * (`transitions_per_s`), against steps of DBOS workflows at as many callers on the same PostgreSQL, in turns
 * (`transitions_over_dbos`). Then lists, searches and counts over a million cases, or `--rows`, at as many callers (`inbox_p95_ms`, the worst of
 * their p95s), and published cases at 500 requests a second over sockets (`public_p99_ms`). `peak_mb`: memory of this process.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-bench-'));
  try {
    writeFileSync(join(folder, 'package.json'), '{"private":true}');
    await runCommand([...npm(), 'install', '--ignore-scripts', '--no-audit', '--no-fund', library], folder);
    await using server = await scratchPostgres(context.signal);
    process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
    const theirs: number[] = [];
    const runs = context.runs ?? defaultRuns;
    const own = await context.measure({ name: 'steps of cases, 8 callers', unit: '/s' }, runs, async () => {
      theirs.push(await dbosSteps(folder, context.signal));
      return await transitions({ callers, seconds });
    });
    const row = { name: 'steps of DBOS, 8 callers', unit: '/s' };
    const dbos = await context.measure(row, runs, async (at) => theirs[at]!);
    const read = await reading(context);
    return {
      transitions_per_s: Math.round(own),
      transitions_over_dbos: Math.round((own / dbos) * 100) / 100,
      ...read,
      peak_mb: Math.round(process.resourceUsage().maxRSS / 1024),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function dbosSteps(folder: string, signal: AbortSignal): Promise<number> {
  await using database = await testDatabase<unknown>();
  const child = fork(
    join(import.meta.dirname, 'cases-parts', 'dbos-steps.ts'),
    [folder, database.url, `${callers}`, `${seconds}`],
    { execArgv: process.execArgv, signal, killSignal: 'SIGKILL' },
  );
  const ended = once(child, 'exit');
  const told = once(child, 'message') as Promise<[{ readonly perSecond: number }]>;
  const failed = ended.then(([code]) => {
    throw new Error(`DBOS ended with ${code}.`);
  });
  failed.catch(() => {});
  const [{ perSecond }] = await Promise.race([told, failed]);
  await ended;
  return perSecond;
}
