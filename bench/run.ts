import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { calibrate, compareWithBase, writeBase } from './harness/calibrate.ts';
import { type Bench, benchContext, numberText, tableHead } from './harness/context.ts';
import { watchMemory } from './harness/processes.ts';

const usage = `npm run bench -- NAME [--json] [--runs N] [--rows N]   measures, at that size where a benchmark has one
npm run bench -- calibrate [--write]        this machine against docs/bench-base.json, or makes it the base`;

type Wanted = {
  readonly name: string;
  readonly json: boolean;
  readonly write: boolean;
  readonly runs: number | undefined;
  readonly rows: number | undefined;
};

const root = dirname(import.meta.dirname);
const basePath = join(root, 'docs', 'bench-base.json');

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

function benchNames(): readonly string[] {
  const files = readdirSync(import.meta.dirname).filter((file) => /^[a-z0-9-]+\.ts$/.test(file));
  return files.map((file) => basename(file, '.ts')).filter((name) => name !== 'run');
}

function readArguments(): Wanted | string {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean' },
        write: { type: 'boolean' },
        runs: { type: 'string' },
        rows: { type: 'string' },
      },
    });
    const { json = false, write = false, runs, rows } = values;
    if (positionals.length !== 1) return 'One name is wanted.';
    if (runs !== undefined && !/^[1-9]\d{0,3}$/.test(runs)) return '--runs wants a number from 1 to 9999.';
    if (rows !== undefined && !/^[1-9]\d{0,8}$/.test(rows)) return '--rows wants a number.';
    if (write && positionals[0] !== 'calibrate') return '--write goes with calibrate.';
    return { name: positionals[0]!, json, write, ...numbers({ runs, rows }) };
  } catch (error) {
    return (error as Error).message;
  }
}

function numbers(texts: {
  runs: string | undefined;
  rows: string | undefined;
}): Pick<Wanted, 'runs' | 'rows'> {
  const read = (text: string | undefined): number | undefined =>
    text === undefined ? undefined : Number(text);
  return { runs: read(texts.runs), rows: read(texts.rows) };
}

async function measure(wanted: Wanted, signal: AbortSignal): Promise<void> {
  const bench = (await import(`./${wanted.name}.ts`)) as Bench;
  using memory = watchMemory();
  print(tableHead);
  const figures = await bench.run(
    benchContext({ root, runs: wanted.runs, rows: wanted.rows, signal, note: print }),
  );
  print(`Peak memory of all processes: ${numberText(memory.peakMb())} MB`);
  if (wanted.json) print(JSON.stringify({ bench: wanted.name, figures }));
}

async function main(signal: AbortSignal): Promise<number> {
  const wanted = readArguments();
  const names = benchNames();
  if (typeof wanted === 'string' || !['calibrate', ...names].includes(wanted.name)) {
    const fault = typeof wanted === 'string' ? wanted : `There is no benchmark named ${wanted.name}.`;
    process.stderr.write(`${fault}\n${usage}\nNAME is one of: ${names.join(', ')}\n`);
    return 2;
  }
  const machine = calibrate();
  for (const line of compareWithBase(machine, basePath)) print(line);
  if (wanted.write) writeBase(machine, basePath);
  if (wanted.name === 'calibrate') {
    if (wanted.json) print(JSON.stringify({ bench: 'calibrate', figures: machine }));
    return 0;
  }
  await measure(wanted, signal);
  return 0;
}

const abort = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => abort.abort());
try {
  process.exitCode = await main(abort.signal);
} catch (error) {
  if (!abort.signal.aborted) throw error;
  process.stderr.write('Stopped.\n');
  process.exitCode = 130;
}
