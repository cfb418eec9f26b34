import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished, type TestEvent } from './events.ts';
import { killFamily, killGroup, leftInGroup } from './process-group.ts';

/** What a run of test files needs to know. */
export type FileRun = {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};

/** What became of one test file. `output` is its standard output and error, interleaved, the last 64 KiB. */
export type FileResult = {
  readonly file: string;
  readonly seconds: number;
  readonly tests: readonly TestEvent[];
  readonly output: string;
};

const outputLimit = 1 << 16;
const leavingMs = 1000;
const reporter = join(import.meta.dirname, 'events.ts');
const resolver = join(import.meta.dirname, 'resolve-built.mjs');

/** Every test file of the repository whose path contains one of `filters` (all of them when there is none). */
export function testFiles(root: string, filters: readonly string[]): readonly string[] {
  return globSync('{engines,systems,apps,tools,tests}/**/*.test.ts', {
    cwd: root,
    exclude: ['**/node_modules', '**/dist'],
  })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => filters.length === 0 || filters.some((filter) => file.includes(filter)))
    .sort((a, b) => Number(isWhole(b)) - Number(isWhole(a)) || (a < b ? -1 : 1));
}

/** Tests of the whole system take long: those that begin last should not. */
export function isWhole(file: string): boolean {
  return file.startsWith('tests/');
}

/**
 * Runs one test file in a process group of its own, so that a file that hangs, or that leaves processes behind, is
 * ended together with them. Those, a crash outside a test, and a file without tests all count as a failed test.
 */
export async function runTestFile(file: string, run: FileRun): Promise<FileResult> {
  const folder = await mkdtemp(join(tmpdir(), 'finharbor-events-'));
  const events = join(folder, 'events');
  const startedMs = performance.now();
  try {
    const ended = await watch(file, events, run);
    const written = readEvents(events);
    const fault = faultOf(ended, written, run);
    const failure = fault && ({ name: 'the file itself', outcome: 'failed', detail: fault } as const);
    return {
      file,
      seconds: (performance.now() - startedMs) / 1000,
      tests: failure ? [...written.tests, failure] : written.tests,
      output: ended.output,
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Ended = {
  readonly code: number | null;
  readonly signal: string | null;
  readonly timedOut: boolean;
  readonly left: readonly string[];
  readonly output: string;
};

async function watch(file: string, events: string, run: FileRun): Promise<Ended> {
  const options = [
    '--conditions=finharbor-source',
    '--disable-warning=ExperimentalWarning',
    '--import',
    resolver,
  ];
  const reporting = [`--test-reporter=${reporter}`, `--test-reporter-destination=${events}`];
  const child = spawn(process.execPath, [...options, ...reporting, join(run.root, file)], {
    cwd: run.root,
    env: run.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  await once(child, 'spawn');
  const group = child.pid!;
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-outputLimit);
    });
  const closed = once(child, 'close');
  const timeout = AbortSignal.timeout(run.timeoutMs);
  const stop = AbortSignal.any([timeout, run.signal]);
  if (stop.aborted) killFamily(group);
  stop.addEventListener('abort', () => killFamily(group));
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  const timedOut = timeout.aborted;
  const left = await leftInGroup(group, leavingMs);
  if (left.length > 0) {
    killGroup(group);
    await leftInGroup(group, leavingMs);
  }
  await closed;
  return { code, signal, timedOut, left, output };
}

type Written = { readonly tests: readonly TestEvent[]; readonly isFinished: boolean };

function readEvents(path: string): Written {
  // Without the file, the process ended before node:test opened it.
  const text = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const lines = text.split('\n').slice(0, -1);
  const tests = lines.filter((line) => line !== finished).map((line) => JSON.parse(line) as TestEvent);
  return { tests, isFinished: lines.at(-1) === finished };
}

function faultOf(ended: Ended, { tests, isFinished }: Written, run: FileRun): string | undefined {
  if (run.signal.aborted) return 'interrupted';
  if (ended.timedOut) return `not finished after ${run.timeoutMs / 1000} s; ended`;
  if (ended.left.length > 0) return `left running, and ended now:\n${ended.left.join('\n')}`;
  if (tests.length === 0 && ended.code === 0) return 'holds no test, or exits before the first one ends';
  const isAccounted = tests.some((test) => test.outcome === 'failed');
  if (!isFinished || (ended.code !== 0 && !isAccounted))
    return `ended with ${ended.signal ?? `code ${ended.code}`} outside of any test or before the last one`;
  return undefined;
}
