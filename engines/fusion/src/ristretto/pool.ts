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
  shared ??= startThreads(availableParallelism());
  return shared;
}

type Waiting = {
  readonly job: Job;
  readonly resolve: (done: Done) => void;
  readonly reject: (error: unknown) => void;
};

type Thread = { readonly worker: Worker; current: Waiting | undefined };

function startThreads(width: number): Pool {
  const queue: Waiting[] = [];
  const idle: Thread[] = [];
  const next = (thread: Thread): void => {
    thread.current = queue.shift();
    if (!thread.current) {
      thread.worker.unref();
      idle.push(thread);
      return;
    }
    thread.worker.ref();
    thread.worker.postMessage(thread.current.job);
  };
  const start = (): void => {
    const thread: Thread = { worker: startWorker(), current: undefined };
    thread.worker.on('message', (answer: Answer) => {
      settle(thread.current, answer);
      next(thread);
    });
    // A thread that ends takes its job with it; another one takes its place.
    thread.worker.on('error', (error) => {
      thread.current?.reject(error);
      const place = idle.indexOf(thread);
      if (place >= 0) idle.splice(place, 1);
      start();
    });
    next(thread);
  };
  for (let k = 0; k < width; k++) start();
  return {
    width,
    run: (job) =>
      new Promise((resolve, reject) => {
        queue.push({ job, resolve, reject });
        const thread = idle.pop();
        if (thread) next(thread);
      }),
  };
}

function settle(waiting: Waiting | undefined, answer: Answer): void {
  if ('done' in answer) waiting?.resolve(answer.done);
  else waiting?.reject(new Error(answer.fault));
}

function startWorker(): Worker {
  const program = new URL(`./worker${extname(import.meta.filename)}`, import.meta.url);
  const workerData: ThreadData = { finharborRistretto: { kernels: kernelsModule } };
  return new Worker(program, { workerData });
}
