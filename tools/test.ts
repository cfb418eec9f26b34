import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { checks, runCheck, type Surroundings } from './test/checks.ts';
import { isWhole, runTestFile, testFiles } from './test/files.ts';
import { buildPackages } from './test/packages.ts';
import { type ScratchPostgres, scratchPostgres } from './test/postgres.ts';
import { createReport, type Report } from './test/report.ts';
import { openScratch } from './test/scratch.ts';

const usage = `npm test                    every check, then every test
npm test -- fusion access   only test files whose path contains one of the words, no check
npm test -- --only types    only the named steps: ${[...checks.map(({ name }) => name), 'tests'].join(', ')}`;

/** What hangs is ended: on a machine at work on other things the longest take more than five minutes. */
const fileTimeoutMs = 600_000;
const checksAtOnce = 2;
/** Tests of the whole system that run at once; beside them runs one file more of the others, which fills what those leave idle. */
const wholeAtOnce = 2;

type Plan = { readonly steps: ReadonlySet<string>; readonly filters: readonly string[] };

function readPlan(): Plan | undefined {
  const known = [...checks.map(({ name }) => name), 'tests'];
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { only: { type: 'string', multiple: true } },
    });
    const only =
      values.only?.flatMap((names) => names.split(',')) ?? (positionals.length > 0 ? ['tests'] : known);
    return only.every((name) => known.includes(name))
      ? { steps: new Set(only), filters: positionals }
      : undefined;
  } catch {
    return undefined;
  }
}

async function runSteps(plan: Plan, report: Report, around: Surroundings): Promise<void> {
  const asked = checks.filter(({ name }) => plan.steps.has(name)).values();
  const checker = async (): Promise<void> => {
    for (const check of asked) {
      if (around.signal.aborted) return;
      const result = await runCheck(check, around);
      report.heading(check.title);
      report.check(check.name, result);
    }
  };
  await Promise.all(Array.from({ length: checksAtOnce }, checker));
  if (!plan.steps.has('tests') || around.signal.aborted) return;
  const told = await buildPackages(around.root).catch((error: unknown) => {
    // What does not build is one failure; the tests still run, from source.
    report.fault('packages', error);
    return undefined;
  });
  const env = { ...around.env, ...(told !== undefined && { FINHARBOR_TEST_PACKAGES: told }) };
  await runTests(plan, report, { ...around, env });
}

async function runTests(plan: Plan, report: Report, around: Surroundings): Promise<void> {
  const files = [...testFiles(around.root, plan.filters)];
  report.heading(`Tests (${files.length} files)`);
  if (files.length === 0) report.fault('tests', `No test file's path contains ${plan.filters.join(' or ')}.`);
  const worker = async (next: () => string | undefined): Promise<void> => {
    for (let file = next(); file !== undefined && !around.signal.aborted; file = next())
      report.file(await runTestFile(file, { ...around, timeoutMs: fileTimeoutMs }));
  };
  const first = (): string | undefined => files.shift();
  const lastOfOthers = (): string | undefined => (isWhole(files.at(-1) ?? '') ? undefined : files.pop());
  await Promise.all([...Array.from({ length: wholeAtOnce }, () => worker(first)), worker(lastOfOthers)]);
}

/** A run without its database goes on: tests that need one then fail and say so. */
async function startDatabase(
  report: Report,
  folder: string,
  signal: AbortSignal,
): Promise<ScratchPostgres | undefined> {
  try {
    return await scratchPostgres(signal, folder);
  } catch (error) {
    report.fault('database', error);
    return undefined;
  }
}

async function main(): Promise<number> {
  const plan = readPlan();
  if (!plan) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  const root = dirname(import.meta.dirname);
  const abort = new AbortController();
  let stoppedBy: NodeJS.Signals | undefined;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => {
      stoppedBy ??= signal;
      abort.abort();
    });
  const report = createReport((line) => process.stdout.write(`${line}\n`));
  const leftOut = checks.filter(({ name }) => !plan.steps.has(name)).map(({ name }) => name);
  if (leftOut.length > 0) process.stdout.write(`Not asked for: ${leftOut.join(', ')}.\n`);
  const startedMs = performance.now();
  {
    const needsDatabase = plan.steps.has('tests') || plan.steps.has('db-types');
    using scratch = openScratch();
    await using database = needsDatabase
      ? await startDatabase(report, scratch.path, abort.signal)
      : undefined;
    const env = {
      ...process.env,
      TMPDIR: scratch.path,
      // What a file is as JavaScript is kept by Node from one process to the next: half of a test file's time goes into that.
      NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'),
      ...(database && { FINHARBOR_TEST_DATABASE_URL: database.url }),
    };
    await runSteps(plan, report, { root, env, signal: abort.signal });
  }
  if (stoppedBy) report.fault(`stopped by ${stoppedBy}`, 'Not every step was run.');
  return report.close((performance.now() - startedMs) / 1000);
}

process.exitCode = await main();
