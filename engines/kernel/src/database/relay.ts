import { type Kysely, sql } from 'kysely';
import { type Clock, instantMs, instantText } from '../clock.ts';
import type { KernelTables } from '../database.gen.ts';
import { codeOf } from '../errors.ts';
import { type Lanes, openLanes } from './lanes.ts';
import type { Subscription } from './listen.ts';
import type { Database } from './open.ts';
import { type OutboxDelivery, outboxChannel } from './outbox.ts';

/** What the relay needs. */
export type OutboxRelay = {
  readonly db: Database<KernelTables>;
  /** Hands one message over; resolves once the receiver has it for good, rejects to have it tried again. */
  readonly deliver: (message: OutboxDelivery, signal: AbortSignal) => Promise<void>;
  readonly clock: Clock;
  /** Stops the relay; a delivery under way is aborted and will be made again. */
  readonly signal: AbortSignal;
  readonly policy?: Partial<OutboxPolicy>;
  /** Told of each failure, with its code only. */
  readonly onFailure?: (failure: OutboxFailure) => void;
  /** Told when the database failed the relay itself. */
  readonly onFault?: (error: unknown) => void;
};

/** How patient the relay is. */
export type OutboxPolicy = {
  /** Wait after the first failure; doubles with each further one. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** After so many tries a message is a dead letter and its key goes on without it. */
  readonly maxAttempts: number;
  /** Looks at the table at least this often, should a wake-up be lost. */
  readonly pollMs: number;
  /** Messages read at once. */
  readonly batch: number;
  /** Keys of one lane that are served side by side. */
  readonly laneWidth: number;
};

/** A delivery that failed: `dead` where it was the last try. */
export type OutboxFailure = { readonly id: bigint; readonly code: string; readonly dead: boolean };

const defaults: OutboxPolicy = {
  firstWaitMs: 500,
  longestWaitMs: 300_000,
  maxAttempts: 20,
  pollMs: 10_000,
  batch: 64,
  laneWidth: 16,
};

/** Any fixed number: held by the one relay at work, on the connection it listens on. */
const relayLock = 7_163_001_902_448n;

/**
 * Delivers what `enqueue` wrote, at least once and in order per key, until `signal` is raised; then resolves. One relay per
 * database is at work, others stand by and take over when it dies. A failing key backs off (doubling, capped) and holds back
 * only its own messages; a slow one takes one of its lane's places, and none of another lane's. Never rejects: when the database goes away it tells `onFault` and comes back with it.
 */
export async function runOutbox(relay: OutboxRelay): Promise<void> {
  const policy = { ...defaults, ...relay.policy };
  for (let failures = 0; !relay.signal.aborted; ) {
    const bell = wakeUp(relay.signal);
    try {
      const subscription = await relay.db.listen(outboxChannel, { onNotify: bell.ring, onLost: bell.lose });
      failures = 0;
      await lead(relay, policy, { bell, subscription }).finally(subscription.close);
    } catch (error) {
      relay.onFault?.(error);
      bell.reset();
      await bell.wait(backOffMs(policy, ++failures));
    }
  }
}

type Post = { readonly bell: Bell; readonly subscription: Subscription };

async function lead(relay: OutboxRelay, policy: OutboxPolicy, { bell, subscription }: Post): Promise<void> {
  const lanes = openLanes(policy.laneWidth, bell.ring);
  let leading = false;
  try {
    while (!relay.signal.aborted && !bell.lost()) {
      bell.reset();
      lanes.check();
      if (!leading) {
        const rows = await subscription.query('select pg_try_advisory_lock($1) as got', [relayLock]);
        leading = rows[0]?.got === true;
      }
      const waitMs = leading ? await dispatch(relay, policy, lanes) : policy.pollMs;
      if (waitMs > 0) await bell.wait(waitMs);
    }
  } finally {
    // Whoever takes over must not find messages of ours still on their way.
    await lanes.settled();
  }
}

/** Begins what is due and has a place in its lane; returns how long nothing more will be due. */
async function dispatch(relay: OutboxRelay, policy: OutboxPolicy, lanes: Lanes): Promise<number> {
  const nowMs = relay.clock.nowMs();
  const due = await dueMessages(relay.db, { nowMs, limit: policy.batch, busy: lanes.busy() });
  for (const [key, messages] of Map.groupBy(due, (message) => message.key))
    lanes.begin({ key, lane: messages[0]!.lane }, () => serve(relay, policy, messages));
  if (due.length > 0) return 0;
  const next = await relay.db
    .selectFrom('outbox_message')
    .select(({ fn }) => fn.min('next_at').as('at'))
    .where('dead_at', 'is', null)
    // What is due and was not read above waits for a place, and is told when there is one.
    .where('next_at', '>', instantText(nowMs))
    .executeTakeFirst();
  if (!next?.at) return policy.pollMs;
  return Math.min(Math.max(instantMs(next.at) - relay.clock.nowMs(), 1), policy.pollMs);
}

type Due = OutboxDelivery & { readonly lane: string };
type Search = { readonly nowMs: number; readonly limit: number; readonly busy: ReturnType<Lanes['busy']> };

function dueMessages(db: Kysely<KernelTables>, { nowMs, limit, busy }: Search): Promise<readonly Due[]> {
  // No row locks: the advisory lock makes this the only relay. A key with a message that backs off is left out whole,
  // or its later messages would overtake.
  return db
    .selectFrom('outbox_message as m')
    .select([
      'm.id',
      'm.key',
      'm.topic',
      'm.lane',
      'm.payload',
      ({ eb }) => eb('m.attempts', '+', 1).as('attempt'),
    ])
    .where('m.dead_at', 'is', null)
    .where('m.key', '<>', sql<string>`all(${[...busy.keys]}::text[])`)
    .where('m.lane', '<>', sql<string>`all(${[...busy.lanes]}::text[])`)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('outbox_message as b')
            .select('b.id')
            .whereRef('b.key', '=', 'm.key')
            .where('b.dead_at', 'is', null)
            .where('b.next_at', '>', instantText(nowMs)),
        ),
      ),
    )
    .orderBy('m.id')
    .limit(limit)
    .execute();
}

async function serve(
  relay: OutboxRelay,
  policy: OutboxPolicy,
  messages: readonly OutboxDelivery[],
): Promise<void> {
  const db = relay.db;
  for (const message of messages) {
    if (relay.signal.aborted) return;
    try {
      await orAborted(relay.deliver(message, relay.signal), relay.signal);
    } catch (error) {
      if (relay.signal.aborted) return;
      await recordFailure(relay, policy, { message, code: codeOf(error) });
      return;
    }
    await db.deleteFrom('outbox_message').where('id', '=', message.id).execute();
  }
}

/** A receiver that does not answer must not keep a process from stopping: what it may have got is sent again. */
async function orAborted(work: Promise<void>, signal: AbortSignal): Promise<void> {
  const aborted = Promise.withResolvers<never>();
  const onAbort = (): void => aborted.reject(signal.reason);
  signal.addEventListener('abort', onAbort);
  try {
    await Promise.race([work, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

async function recordFailure(
  relay: OutboxRelay,
  policy: OutboxPolicy,
  { message, code }: { message: OutboxDelivery; code: string },
): Promise<void> {
  const nowMs = relay.clock.nowMs();
  const dead = message.attempt >= policy.maxAttempts;
  await relay.db
    .updateTable('outbox_message')
    .set({
      attempts: message.attempt,
      last_error_code: code,
      next_at: dead ? null : instantText(nowMs + backOffMs(policy, message.attempt)),
      dead_at: dead ? instantText(nowMs) : null,
    })
    .where('id', '=', message.id)
    .execute();
  relay.onFailure?.({ id: message.id, code, dead });
}

/** The wait after the n-th failure: doubling from the first, capped. */
export function backOffMs(
  policy: Pick<OutboxPolicy, 'firstWaitMs' | 'longestWaitMs'>,
  attempt: number,
): number {
  return Math.min(policy.firstWaitMs * 2 ** (attempt - 1), policy.longestWaitMs);
}

/** Rung by a notification, by the signal, and by the loss of the connection. */
type Bell = {
  readonly ring: () => void;
  readonly lose: () => void;
  readonly lost: () => boolean;
  readonly reset: () => void;
  readonly wait: (ms: number) => Promise<void>;
};

function wakeUp(signal: AbortSignal): Bell {
  let rung = Promise.withResolvers<void>();
  let lost = false;
  const ring = (): void => rung.resolve();
  const lose = (): void => {
    lost = true;
    ring();
  };
  return {
    ring,
    lose,
    lost: () => lost,
    reset: () => {
      rung = Promise.withResolvers<void>();
      if (signal.aborted || lost) ring();
    },
    wait: async (ms) => {
      const timer = setTimeout(ring, ms);
      signal.addEventListener('abort', ring);
      // Raised since the reset, it calls no listener any more.
      if (signal.aborted) ring();
      await rung.promise;
      signal.removeEventListener('abort', ring);
      clearTimeout(timer);
    },
  };
}
