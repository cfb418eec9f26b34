import { EventEmitter } from 'node:events';
import { fail, repeat } from '@finharbor/kernel';
import { openPool } from '@finharbor/kernel/database';
import {
  type JobHelpers,
  parseCronItems,
  run,
  type TaskList,
  type WorkerEventMap,
  type WorkerEvents,
} from 'graphile-worker';
import type { Kysely } from 'kysely';
import { settleForsaken } from '../attachments/postgres.ts';
import { type CasesContext, ring } from '../cases.ts';
import type { CasesTables } from '../database.gen.ts';
import { forgetCases } from '../postgres/forget.ts';
import { catchUp } from '../postgres/listed.ts';
import { giveBack, holdAlive } from './abandoned.ts';
import { doJob, removeMarks } from './do-job.ts';
import { handOver } from './hand-over.ts';
import type { CaseEffect, CaseNotice, CasePort } from './port.ts';
import { codeOnly, silent } from './queue.ts';
import { recountCases } from './recount.ts';

/** What a process needs to work on what follows from cases. */
export type CaseWork = {
  /** The database, for the queue's own connections. */
  readonly url: string;
  readonly db: Kysely<CasesTables>;
  /** By the name that effects call them. */
  readonly ports: Readonly<Record<string, CasePort<CaseEffect>>>;
  readonly tell: CasePort<CaseNotice>;
  /** Jobs at once in this process; 8 where left out. */
  readonly atOnce?: number;
  /** A job whose worker has been gone for so long goes to another one; 30 seconds where left out. */
  readonly goneAfterMs?: number;
  /** Told when the queue cannot be reached any more; it is tried again each second. */
  readonly onFault: (error: unknown) => void;
};

const usualAtOnce = 8;
const usualGoneAfterMs = 30_000;
const retryMs = 1_000;
const handOverMs = 100;
const recountMs = 60_000;

/**
 * Works on what follows from cases until the signal fires: effects, notices, each minute what terms call for, and days that are to be
 * counted anew. Any number of processes share the work; one that is killed leaves it to the others. What was under way when the signal
 * fires is given five seconds, then its own signal. Never rejects. Wants `migrateQueue` to have run.
 */
export async function runCases(ctx: CasesContext, work: CaseWork, signal: AbortSignal): Promise<void> {
  const always = { retryMs, signal, onFault: work.onFault };
  await Promise.all([
    repeat(() => handOver(work.db), { ...always, everyMs: handOverMs }),
    repeat(() => catchUp(work.db), { ...always, everyMs: handOverMs }),
    repeat(() => recountCases(ctx, work.db), { ...always, everyMs: recountMs, retryMs: recountMs }),
    repeat(() => untilStopped(ctx, work, signal), { ...always, everyMs: 0 }),
  ]);
}

async function untilStopped(ctx: CasesContext, work: CaseWork, signal: AbortSignal): Promise<void> {
  const atOnce = work.atOnce ?? usualAtOnce;
  // What has come due while nobody was there does not wait for the minute to be full.
  await byTheClock(ctx, work, signal);
  if (signal.aborted) return;
  // One more listens. The queue's own pool would be deaf once it is being closed: a database that goes at that moment would end the process.
  const pool = openPool({ connectionString: work.url, max: atOnce + 2 });
  try {
    await worked(ctx, { ...work, atOnce, pool }, signal);
  } finally {
    void pool.end().catch(() => {});
  }
}

async function worked(
  ctx: CasesContext,
  work: CaseWork & { readonly atOnce: number; readonly pool: ReturnType<typeof openPool> },
  signal: AbortSignal,
): Promise<void> {
  const runner = await run({
    pgPool: work.pool,
    // Without a batch, what it cannot tell a database that has gone is an unhandled rejection, and the end of the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
    concurrency: work.atOnce,
    logger: silent,
    noHandleSignals: true,
    events: alive(),
    taskList: tasks(ctx, work),
    parsedCronItems: parseCronItems([
      { task: 'case-ring', match: '* * * * *', identifier: 'case-ring', options: { jobKey: 'case-ring' } },
    ]),
  });
  const stop = (): void => void runner.stop().catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    await runner.promise;
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Has the connection on which a worker listens hold its lock: a worker is there as long as that is. */
function alive(): WorkerEvents {
  const events: WorkerEvents = new EventEmitter();
  events.on('pool:listen:success', ({ workerPool, client }: WorkerEventMap['pool:listen:success']) => {
    // Its own first query comes before. Where this one fails the connection does, and the next one is asked.
    client.once('drain', () => void client.query(holdAlive, [workerPool.id]).catch(() => {}));
  });
  return events;
}

function tasks(ctx: CasesContext, work: CaseWork): TaskList {
  const { db, ports, tell } = work;
  const kept = { db, clock: ctx.clock };
  const task =
    <T>(todo: (job: T, signal: AbortSignal) => Promise<void>) =>
    async (payload: unknown, { job, abortSignal }: JobHelpers): Promise<void> => {
      try {
        await todo({ ...(payload as T), key: job.key ?? job.id }, abortSignal);
      } catch (error) {
        throw codeOnly(error);
      }
    };
  return {
    'case-effect': task<CaseEffect>(async (job, signal) => {
      const port = Object.hasOwn(ports, job.port) ? ports[job.port]! : undefined;
      if (!port) fail('case.port_unknown', 'Nobody here does what this case wants done.');
      await doJob(kept, { port, job, signal });
    }),
    'case-notices': task<Notices>(async ({ notices }, signal) => {
      const faults: unknown[] = [];
      // One that cannot be told holds up no other; tried again, those told already are left out.
      for (const { key, notice } of notices)
        await doJob(kept, { port: tell, job: { ...notice, key }, signal }).catch((error) =>
          faults.push(error),
        );
      if (faults.length > 0) throw faults[0];
    }),
    'case-ring': task<object>((_job, signal) => byTheClock(ctx, work, signal)),
  };
}

/** Who is to be told what of a case, each under its own key. */
type Notices = {
  readonly notices: readonly { readonly key: string; readonly notice: Omit<CaseNotice, 'key'> }[];
};

async function byTheClock(
  ctx: CasesContext,
  { db, goneAfterMs }: CaseWork,
  signal: AbortSignal,
): Promise<void> {
  await giveBack(db, goneAfterMs ?? usualGoneAfterMs);
  await removeMarks({ db, clock: ctx.clock });
  await settleForsaken(db, ctx.clock);
  await ring(ctx, signal);
  // A minute's worth: a backlog holds up nothing.
  if (!signal.aborted) await forgetCases(ctx, db);
}
