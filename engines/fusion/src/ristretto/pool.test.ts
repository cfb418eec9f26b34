import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { systemRandom } from '@finharbor/kernel';
import { generator, type Job } from './jobs.ts';
import { kernelsModule } from './kernels.ts';
import { piped } from './pipeline.ts';
import { poolFor, startThreads } from './pool.ts';
import { openCompute } from './worker.ts';

const few = 10;
const many = 100_000;
const scalar = Uint8Array.from({ length: 32 }, (_, k) => Number(k === 0));

async function printed(program: string): Promise<string> {
  const conditions = process.execArgv.filter((flag) => flag.startsWith('--conditions'));
  const flags = [...conditions, '--input-type=module', '--eval', program];
  const { stdout } = await promisify(execFile)(process.execPath, flags);
  return stdout;
}

test('jobs come back in the order in which they were given, whichever thread is quicker', async () => {
  const pool = await poolFor(many);
  const sizes = [200, 1, 1, 1, 150, 1, 2, 3, 1, 100, 1, 1];
  const jobOf = (size: number): Job => ({ op: 'map', uniform: systemRandom.bytes(64 * size) });
  const seen: number[] = [];
  for await (const { input, done } of piped(pool, sizes, jobOf)) {
    assert.ok('elements' in done && done.elements.length === 32 * input);
    seen.push(input);
  }
  assert.deepEqual(seen, sizes);
});

test('a session of few elements and one of many do the same', async () => {
  const job: Job = { op: 'raise', elements: generator, scalar };
  for (const pool of await Promise.all([few, many].map(poolFor)))
    assert.deepEqual(await pool.run(job), { elements: generator });
});

test('where kernels do not run, libsodium does the same', async () => {
  const job: Job = { op: 'raiseMapped', uniform: systemRandom.bytes(64), scalar };
  const [slow, quick] = await Promise.all([undefined, kernelsModule].map(openCompute));
  assert.deepEqual(slow!(job), quick!(job));
});

test('a job that no thread can do fails, and the next one is done', async () => {
  const pool = await poolFor(many);
  const broken = { op: 'raise', elements: generator, scalar: undefined } as unknown as Job;
  for (let k = 0; k < 2 * pool.width; k++) await assert.rejects(pool.run(broken));
  assert.deepEqual(await pool.run({ op: 'raise', elements: generator, scalar }), { elements: generator });
});

test('a whole list is bounded: not more jobs wait than a few for each thread', async () => {
  const pool = await poolFor(many);
  let given = 0;
  const jobs = function* (): Generator<number, void> {
    for (; given < 1000; given++) yield given;
  };
  for await (const { input } of piped(pool, jobs(), () => ({ op: 'raise', elements: generator, scalar }))) {
    assert.ok(given - input <= 4 * pool.width, `${given} given at ${input}`);
    if (input === 100) break;
  }
});

test('threads that are idle keep no process alive', async () => {
  const program = `
    const { poolFor } = await import(${JSON.stringify(new URL('pool.ts', import.meta.url).href)});
    const done = await (await poolFor(${many})).run({ op: 'map', uniform: new Uint8Array(64) });
    process.stdout.write(String(done.elements.length));`;
  assert.equal(await printed(program), '32');
});

test('where threads end, their jobs and those that wait fail, and whoever keeps the pool is told', async () => {
  const ended = Promise.withResolvers<void>();
  const start = () => new Worker('throw new Error("no such program")', { eval: true });
  const pool = startThreads({ width: 2, start, ended: ended.resolve });
  const job: Job = { op: 'raise', elements: generator, scalar };
  const ends = await Promise.allSettled(Array.from({ length: 5 }, () => pool.run(job)));
  assert.ok(ends.every((end) => end.status === 'rejected' && /no such program/.test(String(end.reason))));
  await ended.promise;
});
