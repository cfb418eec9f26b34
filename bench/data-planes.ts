import { type ChildProcess, execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  fdatasyncSync,
  ftruncateSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type DataAddress, dataspaceMigrations } from '@finharbor/dataspace';
import { testDatabase } from '@finharbor/kernel/testing';
import { scratchPostgres } from '../tools/test/postgres.ts';
import type { Answer, Begin, Order } from './data-planes-parts/side.ts';
import type { BenchContext, Figures } from './harness/context.ts';
import { residentPeakMb } from './harness/processes.ts';

const usualMegabytes = 10_240;
const mebibyte = 2 ** 20;

/**
 * A file of 10 GiB (`--rows` MiB) from a provider's process to a consumer's over loopback, by pull and by push: SHA-256 on both sides,
 * synced to the disk, progress kept in PostgreSQL. `curl` moves the same file from and to the same processes, without any of that at
 * its own end; `synced` counts what brings its file to the disk too. `start_s` is what reckoning the file's digest takes before the transfer starts; `peak_mb` the most memory that one of
 * the two processes held.
 */
export async function run(context: BenchContext): Promise<Figures> {
  await using server = await scratchPostgres(context.signal);
  process.env.FINHARBOR_TEST_DATABASE_URL = server.url;
  await using database = await testDatabase<unknown>([dataspaceMigrations]);
  const folder = mkdtempSync(join(tmpdir(), 'finharbor-bench-'));
  chmodSync(folder, 0o700);
  const sides: ChildProcess[] = [];
  try {
    const bytes = (context.rows ?? usualMegabytes) * mebibyte;
    sparseFile(join(folder, 'data'), bytes);
    const begin = { databaseUrl: database.url, folder };
    for (const role of ['provider', 'consumer'] as const) sides.push(await side(context, { role, ...begin }));
    const [provider, consumer] = sides;
    return await measured(context, { provider: provider!, consumer: consumer!, folder, bytes });
  } finally {
    for (const one of sides) one.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Sides = {
  readonly provider: ChildProcess;
  readonly consumer: ChildProcess;
  readonly folder: string;
  readonly bytes: number;
};

async function measured(context: BenchContext, sides: Sides): Promise<Figures> {
  const { provider, consumer, bytes } = sides;
  let serial = 0;
  const started: number[] = [];
  const rate = (name: string, once: (pid: string) => Promise<number>): Promise<number> =>
    context.measure({ name, unit: 'MB/s' }, context.runs ?? 1, async () => {
      const seconds = await once(`t${++serial}`);
      removeLanded(sides.folder);
      return bytes / 1e6 / seconds;
    });
  const opened = async (pid: string): Promise<DataAddress> => {
    const before = performance.now();
    const { address } = await tell(provider, { kind: 'open pull', pid });
    started.push((performance.now() - before) / 1000);
    return address!;
  };
  const pull = await rate('pull', async (pid) =>
    whole(tell(consumer, { kind: 'fetch', pid, address: await opened(pid) })),
  );
  const push = await rate('push', async (pid) => {
    const { address } = await tell(consumer, { kind: 'open inbox', pid });
    return whole(tell(provider, { kind: 'send', pid, address: address! }));
  });
  const peak = Math.max(...[provider, consumer].map(({ pid }) => residentPeakMb(pid!)));
  const curlPull = await rate('curl, pull', async (pid) =>
    curl(context, sides, { address: await opened(pid), isPush: false }),
  );
  const curlSynced = await rate('curl, pull, synced', async (pid) => {
    const address = await opened(pid);
    const before = performance.now();
    await curl(context, sides, { address, isPush: false });
    const file = openSync(join(sides.folder, 'curl'), 'r+');
    fdatasyncSync(file);
    closeSync(file);
    return (performance.now() - before) / 1000;
  });
  const curlPush = await rate('curl, push', async (pid) => {
    const { address } = await tell(consumer, { kind: 'open inbox', pid });
    return curl(context, sides, { address: address!, isPush: true });
  });
  return {
    pull_mb_per_s: Math.round(pull),
    push_mb_per_s: Math.round(push),
    peak_mb: Math.round(peak),
    start_s: Math.round(Math.min(...started) * 10) / 10,
    curl_pull_mb_per_s: Math.round(curlPull),
    curl_synced_pull_mb_per_s: Math.round(curlSynced),
    curl_push_mb_per_s: Math.round(curlPush),
    pull_over_curl: Math.round((pull / curlPull) * 100) / 100,
    push_over_curl: Math.round((push / curlPush) * 100) / 100,
  };
}

function sparseFile(path: string, bytes: number): void {
  const file = openSync(path, 'w');
  ftruncateSync(file, bytes);
  closeSync(file);
}

function removeLanded(folder: string): void {
  for (const name of readdirSync(folder)) if (name !== 'data') rmSync(join(folder, name));
}

async function side({ signal }: BenchContext, begin: Begin): Promise<ChildProcess> {
  const program = join(import.meta.dirname, 'data-planes-parts', 'side.ts');
  const child = fork(program, { execArgv: process.execArgv, signal, killSignal: 'SIGKILL' });
  // An abort rejects what waits for the child.
  child.on('error', () => {});
  child.send(begin);
  await answerOf(child);
  return child;
}

async function tell(child: ChildProcess, order: Order): Promise<Answer> {
  child.send(order);
  return answerOf(child);
}

async function answerOf(child: ChildProcess): Promise<Answer> {
  const settled = new AbortController();
  const died = once(child, 'exit', { signal: settled.signal }).then(() => {
    throw new Error('A side has ended.');
  });
  died.catch(() => {});
  try {
    return ((await Promise.race([once(child, 'message', { signal: settled.signal }), died])) as [Answer])[0];
  } finally {
    settled.abort();
  }
}

async function whole(answer: Promise<Answer>): Promise<number> {
  const { end, seconds } = await answer;
  if (end?.kind !== 'whole' && end?.kind !== 'done') throw new Error(`It ended as ${JSON.stringify(end)}.`);
  return seconds!;
}

type Curl = { readonly address: DataAddress; readonly isPush: boolean };

async function curl({ signal }: BenchContext, { folder }: Sides, { address, isPush }: Curl): Promise<number> {
  const token = address.endpointProperties!.find(({ name }) => name === 'authorization')!.value;
  const to = ['--fail', '--silent', '--header', `authorization: Bearer ${token}`, address.endpoint!];
  // `?0`: the whole is there, but not declared complete, which would ask for a digest that curl does not reckon.
  const part = [
    'content-type: application/partial-upload',
    'upload-offset: 0',
    'upload-complete: ?0',
    'expect:',
  ];
  const upload = ['--request', 'PATCH', '--upload-file', join(folder, 'data')];
  const way = isPush
    ? [...upload, ...part.flatMap((field) => ['--header', field])]
    : ['--output', join(folder, 'curl')];
  const before = performance.now();
  await promisify(execFile)('curl', [...to, ...way], { signal });
  return (performance.now() - before) / 1000;
}
