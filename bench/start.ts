import { fork } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@finharbor/kernel/testing';
import type { BenchContext, Figures } from './harness/context.ts';
import { killAll } from './harness/processes.ts';
import { allOf, type Harbor, startEntry, startHarbor, supervisorOf } from './start-parts/harbor.ts';

const defaultRuns = 5;

/**
 * From nothing to an answer. `db_cold_s`: packages installed, empty data folder, a new process, until the first SELECT 1.
 * `page_warm_s`: `npm start` on existing data until GET / is 200. `recover_s`: every process killed with SIGKILL, then started
 * again until GET /health/ready is 200; `recover_supervisor_s`: the same with only the supervisor killed.
 */
export async function run(context: BenchContext): Promise<Figures> {
  // One folder for all runs, deleted at the end: ext4 is slow to make files for a minute after it has deleted many.
  const scratch = mkdtempSync(join(tmpdir(), 'finharbor-bench-'));
  chmodSync(scratch, 0o711);
  try {
    const cold = { db_cold_s: await measureCold(context, scratch) };
    if (existsSync(join(context.root, startEntry)))
      return { ...cold, ...(await measureHarbor(context, scratch)) };
    context.note(`There is no ${startEntry} yet: page_warm_s and recover_s are not measured.`);
    return cold;
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}

function measureCold(context: BenchContext, scratch: string): Promise<number> {
  const program = join(context.root, 'bench', 'start-parts', 'first-select.ts');
  const row = { name: 'db_cold_s', unit: 's' };
  return context.measure(row, context.runs ?? defaultRuns, async (round) => {
    const startedMs = performance.now();
    const child = fork(program, [join(scratch, `cold-${round}`)], { execArgv: process.execArgv });
    const [recovered] = (await Promise.race([once(child, 'message'), endedEarly(child)])) as [string];
    const elapsed = secondsSince(startedMs);
    if (recovered !== 'fresh') throw new Error(`The data folder was not empty: ${recovered}.`);
    if (child.exitCode === null) await once(child, 'exit');
    return elapsed;
  });
}

async function measureHarbor(context: BenchContext, scratch: string): Promise<Figures> {
  const runs = context.runs ?? defaultRuns;
  const home = join(scratch, 'home');
  const port = await freePort();
  const start = (): Harbor => startHarbor(context.root, home, port);
  const until = async (path: string): Promise<number> => {
    await using harbor = start();
    await harbor.answers(path);
    const elapsed = secondsSince(harbor.startedMs);
    await harbor.stop();
    return elapsed;
  };
  const killed = async (victims: (harbor: Harbor) => readonly number[]): Promise<number> => {
    await using harbor = start();
    await harbor.url;
    killAll(victims(harbor));
    return until('/health/ready');
  };
  const first = await until('/');
  context.note(`First start, data made: ${first.toFixed(1)} s`);
  const row = (name: string) => ({ name, unit: 's' });
  return {
    page_warm_s: await context.measure(row('page_warm_s'), runs, () => until('/')),
    recover_s: await context.measure(row('recover_s'), runs, () => killed(allOf)),
    recover_supervisor_s: await context.measure(row('recover_supervisor_s'), runs, () =>
      killed((harbor) => [supervisorOf(harbor)]),
    ),
  };
}

async function endedEarly(child: ReturnType<typeof fork>): Promise<never> {
  const [code] = await once(child, 'exit');
  throw new Error(`The database process ended early (exit code ${code}).`);
}

function secondsSince(startedMs: number): number {
  return (performance.now() - startedMs) / 1000;
}
