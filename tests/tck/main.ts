import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { dataspaceMigrations } from '@finharbor/dataspace';
import { freePort, testDatabase } from '@finharbor/kernel/testing';
import { scratchPostgres } from '../../tools/test/postgres.ts';
import { kitProperties } from './configuration.ts';
import { startConnector } from './connector.ts';
import { findKit, givenKit, type Kit, runKit } from './kit.ts';
import { readVerdict, table, testEnded, type Verdict } from './verdict.ts';

const usage = `npm run tck -- [--runs N] [--jars FOLDER]
Runs the Dataspace Protocol's own test kit against the connector, N times in a row. Maven brings the kit, unless
FOLDER has its jars. Ends with 0 where every run was complete, 1 where one was not, 69 where the kit cannot run here.`;

/** `EX_UNAVAILABLE` of sysexits.h: nothing was found out about the connector. */
const exitUnavailable = 69;

const cache = join(dirname(dirname(import.meta.dirname)), '.finharbor', 'tck');

type Wanted = { readonly runs: number; readonly jars: string | undefined };

function readArguments(): Wanted | undefined {
  try {
    const { values } = parseArgs({ options: { runs: { type: 'string' }, jars: { type: 'string' } } });
    const runs = Number(values.runs ?? 1);
    return Number.isSafeInteger(runs) && runs > 0 ? { runs, jars: values.jars } : undefined;
  } catch {
    return undefined;
  }
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One run on a database of its own; its log is kept where it was not complete. */
async function runOnce(jars: string, signal: AbortSignal): Promise<Verdict> {
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-tck-'));
  const lines: string[] = [];
  await using database = await testDatabase<unknown>([dataspaceMigrations]);
  await using connector = await startConnector(database.url);
  const properties = kitProperties({ ...connector.addresses, kitPort: await freePort() });
  const onLine = (line: string): void => {
    lines.push(line);
    const ended = testEnded(line);
    if (ended) print(`${ended.passed ? 'passed' : 'FAILED'}  ${ended.name}`);
  };
  const { log } = await runKit({ jars, properties, folder, onLine, signal });
  signal.throwIfAborted();
  const verdict = readVerdict(lines);
  for (const line of [...table(verdict), ...verdict.failures]) print(line);
  print(`${verdict.passed ?? 'unknown'} passed, ${verdict.failed ?? 'unknown'} failed`);
  if (verdict.isComplete) rmSync(folder, { recursive: true });
  else print(`Not complete. The kit's log: ${log}`);
  return verdict;
}

async function runAll({ runs }: Wanted, jars: string, signal: AbortSignal): Promise<number> {
  await using server = await scratchPostgres(signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  const verdicts: Verdict[] = [];
  for (let run = 1; run <= runs; run++) {
    if (runs > 1) print(`Run ${run} of ${runs}`);
    verdicts.push(await runOnce(jars, signal));
  }
  const complete = verdicts.filter(({ isComplete }) => isComplete).length;
  if (runs > 1) print(`${complete} of ${runs} runs complete`);
  return complete === runs ? 0 : 1;
}

async function main(signal: AbortSignal): Promise<number> {
  const wanted = readArguments();
  if (!wanted) {
    process.stderr.write(`${usage}\n`);
    return 2;
  }
  mkdirSync(cache, { recursive: true });
  const kit: Kit =
    wanted.jars === undefined ? await findKit(cache, signal) : await givenKit(resolve(wanted.jars), signal);
  if (kit.kind === 'unavailable') {
    print(`The test kit was NOT run: ${kit.reason}.`);
    return exitUnavailable;
  }
  return await runAll(wanted, kit.jars, signal);
}

const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => abort.abort());
process.exitCode = await main(abort.signal).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
  return 1;
});
