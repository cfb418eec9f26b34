import { setTimeout as pause } from 'node:timers/promises';
import { FinharborError, systemPause, workQueue } from '@finharbor/kernel';
import { type Act, actor } from './act.ts';
import { endDue } from './agreements/end-due.ts';
import type { ConnectorContext } from './context.ts';
import { type Delivered, deliver } from './deliver.ts';
import { beginMove, nextMove } from './moves.ts';
import type { Claim, Outgoing, Stored } from './postgres/rows.ts';
import { isOver } from './protocol/states.ts';

/** What a connector does by itself: it tells and asks its owner after each step, and delivers messages. */
export type Work = {
  /** Goes on with a process that this one has just written, without a look at the database. */
  readonly turn: (stored: Stored) => void;
  readonly deliver: (stored: Stored, outgoing: Outgoing) => void;
  readonly act: Act;
  /** Ends it; what is under way is waited for, and left to another where it was not told the end. */
  readonly stop: () => Promise<void>;
};

const mostWaiting = 10_000;
const gatherMs = 3;

/**
 * Starts the work. Whoever writes a step goes on with it under a lease that stands in the row, so the fast path needs no polling;
 * a poll takes over whatever a lease has run out on: messages that wait for another attempt, and what a crash left.
 */
export function startWork(context: ConnectorContext): Work {
  const { settings, clock, store } = context;
  const ending = new AbortController();
  const { signal } = ending;
  const { run, allDone } = runner(context, signal);
  const settling = settler(context);
  const isOurs = (untilMs: number | undefined): boolean =>
    untilMs !== undefined && untilMs - clock.nowMs() > settings.timeoutMs;
  const goOn = (delivered: Delivered): void => {
    if (delivered.kind === 'turn') turn(delivered.stored);
    if (delivered.kind === 'deliver') send(delivered.stored, delivered.outgoing);
    if (delivered.kind === 'later') poll.wakeAt(delivered.atMs);
  };
  const send = (stored: Stored, outgoing: Outgoing): void =>
    run(async () => {
      // A lease that ran out while this waited belongs to whoever took it.
      if (isOurs(outgoing.dueAtMs)) goOn(await deliver(context, { stored, outgoing }, signal));
    });
  const turn = (stored: Stored): void =>
    run(async () => {
      if (settings.stepDelayMs > 0) await systemPause(settings.stepDelayMs, signal);
      if (signal.aborted || !isOurs(stored.turnUntilMs)) return;
      await context.onStep(stored.process);
      const move = isOver(stored.process.state) ? waiting : await nextMove(context, stored);
      if (move.kind === 'wait') return settling.add(stored);
      const begun = await beginMove(context, stored, { move });
      if (begun.kind === 'begun') send(begun.stored, begun.outgoing);
      if (begun.kind === 'ended') turn(begun.stored);
      if (begun.kind === 'refused') {
        const { code, text } = begun.reason;
        context.onFault(new FinharborError({ code, publicMessage: text.join(' ') }));
        await settling.add(stored);
      }
    });
  const act = actor(context, { turn, deliver: send });
  const poll = startPolling(context, signal, async (claim) => {
    const messages = await store.claimMessages(claim);
    for (const { stored, outgoing } of messages) send(stored, outgoing);
    const turns = await store.claimTurns(claim);
    for (const stored of turns) turn(stored);
    const agreements = await context.agreements.claim(claim);
    for (const kept of agreements) run(() => endDue(context, act, kept));
    return messages.length + turns.length + agreements.length;
  });
  return {
    turn,
    deliver: send,
    act,
    stop: async () => {
      ending.abort();
      await Promise.allSettled([allDone(), poll.done]);
    },
  };
}

type Runner = {
  readonly run: (work: () => Promise<void>) => void;
  readonly allDone: () => Promise<unknown>;
};

/** Runs so much at once as the settings say, and tells of faults; nothing more once the signal has fired. */
function runner({ settings, onFault }: ConnectorContext, signal: AbortSignal): Runner {
  const underWay = new Set<Promise<void>>();
  const queue = workQueue({ slots: settings.atOnce, waiting: { preferred: mostWaiting, other: 0 } });
  const run: Runner['run'] = (work) => {
    if (signal.aborted) return;
    // What the queue has no room for keeps its lease in the database, and is found again when that has run out.
    const done = queue
      .run(true, async () => {
        if (!signal.aborted) await work();
      })
      .then(
        () => {},
        (error: unknown) => {
          if (!signal.aborted) onFault(error);
        },
      )
      .finally(() => underWay.delete(done));
    underWay.add(done);
  };
  return { run, allDone: () => Promise.allSettled([...underWay]) };
}

const waiting = { kind: 'wait' } as const;

type Polling = { readonly wakeAt: (atMs: number) => void; readonly done: Promise<void> };

function startPolling(
  context: ConnectorContext,
  signal: AbortSignal,
  look: (claim: Claim) => Promise<number>,
): Polling {
  const { settings, clock } = context;
  let bell = new AbortController();
  const ring = (): void => bell.abort();
  signal.addEventListener('abort', ring);
  const timers = new Set<NodeJS.Timeout>();
  const loop = async (): Promise<void> => {
    while (!signal.aborted) {
      bell = new AbortController();
      const nowMs = clock.nowMs();
      const claim = { nowMs, untilMs: nowMs + settings.leaseMs, limit: settings.atOnce };
      const found = await look(claim).catch((error: unknown) => {
        if (!signal.aborted) context.onFault(error);
        return 0;
      });
      if (found < claim.limit && !signal.aborted) await systemPause(settings.pollMs, bell.signal);
    }
    for (const timer of timers) clearTimeout(timer);
  };
  return {
    wakeAt: (atMs) => {
      // Later than the next poll is early enough to be found by it.
      const waitMs = Math.max(0, atMs - clock.nowMs());
      if (waitMs >= settings.pollMs || signal.aborted) return;
      const timer = setTimeout(() => {
        timers.delete(timer);
        ring();
      }, waitMs);
      timers.add(timer);
    },
    done: loop(),
  };
}

/** Owners that have nothing to say are many at once, and nobody waits for the note: one statement takes all that gathered. */
function settler({ store }: ConnectorContext): { readonly add: (stored: Stored) => Promise<void> } {
  let gathered: Stored[] = [];
  let writing: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    await pause(gatherMs);
    const settled = gathered;
    gathered = [];
    writing = undefined;
    await store.settle(settled);
  };
  return {
    add: (stored) => {
      gathered.push(stored);
      writing ??= write();
      return writing;
    },
  };
}
