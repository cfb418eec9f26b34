import { type Clock, codeOf, repeat } from '@finharbor/kernel';
import type { Incoming, Outgoing, PlaneStore } from './store.ts';

/** What became of an attempt at a piece of work. */
export type Attempt =
  | { readonly kind: 'done' }
  | { readonly kind: 'later' | 'failed'; readonly code: string };

/** Work that goes on by itself until the signal fires. */
export type WorkOptions<T extends Incoming | Outgoing> = {
  readonly store: T extends Incoming ? PlaneStore['incoming'] : PlaneStore['outgoing'];
  readonly clock: Clock;
  /** One attempt; its signal fires when the transfer is suspended or ends. What it throws is tried again. */
  readonly attempt: (piece: T, signal: AbortSignal) => Promise<Attempt>;
  /** Attempts at once; default 4. */
  readonly slots?: number;
  readonly signal: AbortSignal;
  /** Told when the database or an attempt begins to fail. */
  readonly onFault: (error: unknown) => void;
  readonly everyMs?: number;
};

const leaseMs = 15_000;
const checkMs = 1_000;
const shortestPauseMs = 500;
const longestPauseMs = 60_000;

/**
 * Takes up what is due, piece by piece: one process at a time holds a piece, and another takes it over when that process has died.
 * Never rejects.
 */
export async function runWork<T extends Incoming | Outgoing>(options: WorkOptions<T>): Promise<void> {
  const { slots = 4, signal, onFault, everyMs = 500 } = options;
  const slot = (): Promise<void> =>
    repeat(
      async () => {
        while (!signal.aborted && (await workOnce(options))) {
          // Until nothing is due.
        }
      },
      { everyMs, signal, onFault },
    );
  await Promise.all(Array.from({ length: slots }, slot));
}

async function workOnce<T extends Incoming | Outgoing>(options: WorkOptions<T>): Promise<boolean> {
  const { clock, signal, onFault } = options;
  const store = options.store as Pick<
    PlaneStore['incoming'],
    'claim' | 'find' | 'renew' | 'rest' | 'postpone'
  >;
  const piece = await store.claim({ nowMs: clock.nowMs(), leaseMs });
  if (!piece) return false;
  const { transferId, attempts } = piece;
  const over = new AbortController();
  const checking = new AbortController();
  const watch = repeat(
    async () => {
      if ((await store.find(transferId))?.state !== 'started') over.abort();
      await store.renew(transferId, { nowMs: clock.nowMs(), leaseMs });
    },
    { everyMs: checkMs, signal: checking.signal, onFault },
  );
  let outcome: Attempt;
  try {
    outcome = await options.attempt(piece as unknown as T, AbortSignal.any([signal, over.signal]));
  } catch (error) {
    if (!over.signal.aborted && !signal.aborted) onFault(error);
    outcome = { kind: 'later', code: codeOf(error) };
  }
  checking.abort();
  await watch;
  if (outcome.kind === 'later') {
    const pauseMs = Math.min(longestPauseMs, shortestPauseMs * 2 ** Math.min(attempts, 10));
    await store.postpone(transferId, { dueMs: clock.nowMs() + pauseMs, fault: outcome.code });
  } else await store.rest(transferId, outcome.kind === 'failed' ? outcome.code : undefined);
  return true;
}
