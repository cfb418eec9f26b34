import { sha256 } from '@finharbor/kernel';
import { z } from 'zod';
import type { Mesh } from '../mesh.ts';
import { helpIntersectionJob, type JobOptions } from './run.ts';

/** One hand lent to a job: the peer's task of the same number is what it works with. */
export type HelpOrder = {
  /** The job's own `mesh.session`. */
  readonly session: string;
  /** Counted from 1. */
  readonly helper: number;
};

/** What a party's worker works with once it has met the peer's. */
export type HelpingHand = AsyncDisposable & {
  /** `session` is the job's; the channel is one of `helpSession(order)`. */
  readonly mesh: Mesh;
  readonly options: JobOptions;
};

/** A task as graphile-worker calls it. */
export type WorkerTask = (payload: unknown, helpers: { readonly abortSignal?: AbortSignal }) => Promise<void>;

/** What graphile-worker's `addJob` takes. */
export type WorkerJob = {
  readonly identifier: string;
  readonly payload: HelpOrder;
  readonly spec: { readonly jobKey: string; readonly maxAttempts: number };
};

const order = z.strictObject({ session: z.uuid(), helper: z.int().min(1).max(1000) });
const maxAttempts = 10;

/**
 * The tasks that lend `helpers` hands to a job, each to be added at both parties. A task of another number has another name
 * (`finharbor-intersect-1`, …), so that a worker at a known address can take those that the peer dials it for. Added again, a task that
 * waits is not doubled.
 */
export function helpTasks(session: string, helpers: number): readonly WorkerJob[] {
  return Array.from({ length: helpers }, (_, k) => ({
    identifier: helpTaskName(k + 1),
    payload: { session, helper: k + 1 },
    spec: { jobKey: `${helpTaskName(k + 1)}/${session}`, maxAttempts },
  }));
}

/** What graphile-worker knows a helper's task by. */
export function helpTaskName(helper: number): string {
  return `finharbor-intersect-${helper}`;
}

/** The session that both parties open a helper's channel under: the same for the same order, another for any other one. */
export function helpSession({ session, helper }: HelpOrder): string {
  const bytes = Buffer.from(sha256(`finharbor/help\0${session}\0${helper}`)).subarray(0, 16);
  // A UUID of version 8: its bits are ours to choose.
  bytes[6] = (bytes[6]! & 0x0f) | 0x80;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/**
 * A graphile-worker task that works on a job's shards beside the process that runs it, on whichever machine takes the task. `meet` brings
 * a channel of its own to the peer, the job's folder (which all of the party's machines reach) and a queue that they share
 * (`postgresShardQueue`). It fails while the job's table is still being read, or the peer's task is not there yet: the worker then tries
 * again later. Errors: those of `helpIntersectionJob`; a payload that is no `HelpOrder` is refused by name.
 */
export function helpTask(meet: (order: HelpOrder, signal?: AbortSignal) => Promise<HelpingHand>): WorkerTask {
  return async (payload, { abortSignal }) => {
    await using hand = await meet(order.parse(payload), abortSignal);
    await helpIntersectionJob(hand.mesh, {
      ...hand.options,
      ...(abortSignal && { signal: abortSignal }),
    });
  };
}
