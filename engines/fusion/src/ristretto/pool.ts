import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Compute, Done, Job } from './jobs.ts';
import { kernelsModule } from './kernels.ts';
import { type Answer, openCompute, type ThreadData } from './worker.ts';

/** Where jobs are done: promises settle in any order. */
export type Pool = { readonly run: (job: Job) => Promise<Done>; readonly width: number };

/** Below so many elements in a session a thread takes longer to start than they take. */
const worthThreads = 1024;

/** The pool for a session of so many elements: the process's threads, or for few this thread itself. */
export async function poolFor(elements: number): Promise<Pool> {
  return elements < worthThreads ? ownThread() : threads();
}

let own: Promise<Compute> | undefined;

async function ownThread(): Promise<Pool> {
  own ??= openCompute(kernelsModule);
  const compute = await own;
  const run = async (job: Job): Promise<Done> => {
    await nextTurn();
    return compute(job);
  };
  return { run, width: 1 };
}

let shared: Pool | undefined;

/** One thread a core for the whole process: sessions that run at the same time share them, and idle ones keep no process alive. */
function threads(): Pool {
  shared ??= startThreads({
    width: availableParallelism(),
    start: startWorker,
    ended() {
      shared = undefined;
    },
  });
  return shared;
}

type Waiting = {
  readonly job: Job;
  readonly resolve: (done: Done) => void;
  readonly reject: (error: unknown) => void;
};

type Thread = { readonly worker: Worker; current: Waiting | undefined };

type Threads = {
  readonly width: number;
  readonly start: () => Worker;
  /** Told once no thread is left. */
  readonly ended: () => void;
};

/** A thread that ends takes its job with it, the last one all that wait. */
export function startThreads({ width, start, ended }: Threads): Pool {
  const queue: Waiting[] = [];
  const idle = new Set<Thread>();
  const alive = new Set<Thread>();
  const next = (thread: Thread): void => {
    thread.current = queue.shift();
    if (!thread.current) {
      thread.worker.unref();
      idle.add(thread);
      return;
    }
    idle.delete(thread);
    thread.worker.ref();
    const job = packed(thread.current.job);
    thread.worker.postMessage(job, [...buffersOf(job)]);
  };
  const lose = (thread: Thread, error: unknown): void => {
    idle.delete(thread);
    alive.delete(thread);
    thread.current?.reject(error);
    if (alive.size > 0) return;
    ended();
    for (const waiting of queue.splice(0)) waiting.reject(error);
  };
  for (let k = 0; k < width; k++) {
    const thread: Thread = { worker: start(), current: undefined };
    alive.add(thread);
    thread.worker.on('message', (answer: Answer) => {
      settle(thread.current, answer);
      next(thread);
    });
    thread.worker.on('error', (error) => lose(thread, error));
    next(thread);
  }
  const run = (job: Job): Promise<Done> =>
    new Promise((resolve, reject) => {
      queue.push({ job, resolve, reject });
      const [thread] = idle;
      if (thread) next(thread);
    });
  return { width, run };
}

/** A view would take the whole of its buffer along. */
function packed<T>(value: T): T {
  if (value instanceof Uint8Array) return Uint8Array.from(value) as Uint8Array as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, packed(part)])) as T;
}

function* buffersOf(value: unknown): Generator<ArrayBuffer, void> {
  if (value instanceof Uint8Array) yield value.buffer as ArrayBuffer;
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) yield* buffersOf(part);
}

function settle(waiting: Waiting | undefined, answer: Answer): void {
  if ('done' in answer) waiting?.resolve(answer.done);
  else waiting?.reject(new Error(answer.fault));
}

function startWorker(): Worker {
  const program = new URL(`./worker${extname(import.meta.filename)}`, import.meta.url);
  const workerData: ThreadData = { finharborRistretto: { kernels: kernelsModule } };
  // A thread needs to find the same modules; what else is said of a program need not fit it.
  const execArgv = process.execArgv.filter((argument) => argument.startsWith('--conditions='));
  return new Worker(program, { workerData, execArgv });
}
