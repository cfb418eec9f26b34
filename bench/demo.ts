import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { progressOn } from '../apps/cli/src/demo/progress.ts';
import { type Outcome, runMainJob } from '../apps/cli/src/demo/run.ts';
import { setUpDemo } from '../apps/server/src/index.ts';
import { startBuilt } from '../tests/harness/built.ts';
import type { BenchContext, Figures } from './harness/context.ts';

const defaultRuns = 3;

/**
 * The main job on a fresh harbor of real processes: `job_s` from sign-in to checked receipts, bytes and peak memory per stage.
 * `clone_s`: clone of this repository's HEAD to a finished `npx finharbor demo`, with a warm npm cache.
 */
export async function run(context: BenchContext): Promise<Figures> {
  const outcomes: Outcome[] = [];
  const seconds = await context.measure(
    { name: 'job_s', unit: 's' },
    context.runs ?? defaultRuns,
    async () => {
      const outcome = await onFreshHarbor(context);
      outcomes.push(outcome);
      return outcome.seconds;
    },
  );
  const last = outcomes.at(-1)!;
  printStages(context, last);
  const cloned = await context.measure({ name: 'clone_s', unit: 's' }, 1, () => fromClone(context));
  const round = (value: number): number => Math.round(value * 10_000) / 10_000;
  const { report, clear } = last;
  return {
    job_s: seconds,
    clone_s: cloned,
    auc_bank: round(report.alone.auc),
    auc_offices: round(report.offices.auc),
    auc_joint: round(report.joint.auc),
    auc_clear: round(clear.auc),
    ks_bank: round(report.alone.ks),
    ks_joint: round(report.joint.ks),
    ks_clear: round(clear.ks),
    rows: last.rows,
    wire_mb: Math.round(wireBytes(last) / 1e6),
    peak_mb: Math.round(Math.max(...last.parties.flatMap(({ memory }) => Object.values(memory))) / 1e6),
  };
}

async function onFreshHarbor(context: BenchContext): Promise<Outcome> {
  const home = mkdtempSync(join(tmpdir(), 'finharbor-bench-'));
  chmodSync(home, 0o711);
  const environment = {
    home,
    port: 0,
    databaseUrl: undefined,
    configFile: undefined,
    logLevel: 'warn',
  } as const;
  const harbor = await startBuilt(environment, () => {}, context.signal);
  try {
    await setUpDemo(harbor, () => {});
    return await runMainJob(harbor, progressOn(process.stderr, true));
  } finally {
    await harbor.stop('immediate');
    rmSync(home, { recursive: true, force: true });
  }
}

/** Every byte is counted once, at the party that received it; what the dealer received is left out (some hundred bytes). */
function wireBytes({ parties }: Outcome): number {
  return parties.flatMap(({ stages }) => stages).reduce((sum, { bytesReceived }) => sum + bytesReceived, 0);
}

function printStages(context: BenchContext, { parties }: Outcome): void {
  const names = [...new Set(parties.flatMap(({ stages }) => stages.map(({ stage }) => stage)))];
  context.note(
    `${'stage'.padEnd(12)}${'ms'.padStart(9)}${'received MB'.padStart(14)}${'peak MB'.padStart(10)}   (longest, all parties, largest)`,
  );
  for (const name of names) {
    const rows = parties.flatMap(({ stages }) => stages.filter(({ stage }) => stage === name));
    const ms = Math.max(...rows.map((row) => row.ms));
    const received = rows.reduce((sum, row) => sum + row.bytesReceived, 0) / 1e6;
    const peak = Math.max(...parties.map(({ memory }) => memory[name] ?? 0)) / 1e6;
    context.note(
      `${name.padEnd(12)}${ms.toFixed(0).padStart(9)}${received.toFixed(1).padStart(14)}${peak.toFixed(0).padStart(10)}`,
    );
  }
}

async function fromClone({ root, signal }: BenchContext): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-clone-'));
  chmodSync(folder, 0o711);
  const clone = join(folder, 'finharbor');
  const startedMs = performance.now();
  try {
    await finished('git', ['clone', '--quiet', root, clone], { cwd: folder, signal });
    await finished('npx', ['finharbor', 'demo', '--json'], { cwd: clone, signal });
    return (performance.now() - startedMs) / 1000;
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function finished(
  command: string,
  args: readonly string[],
  options: { readonly cwd: string; readonly signal: AbortSignal },
): Promise<void> {
  const env = { ...process.env, FINHARBOR_HOME: join(options.cwd, '.finharbor'), PORT: '0' };
  const child = spawn(command, args, { ...options, env, stdio: ['ignore', 'ignore', 'pipe'] });
  let last = '';
  child.stderr.on('data', (chunk) => {
    last = `${last}${chunk}`.slice(-2000);
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${code}:\n${last}`);
}
