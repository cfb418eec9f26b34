import type { Clock, Pause } from '@finharbor/kernel';
import type { EventStream } from '@finharbor/kernel/contract';
import type { LedgerPort } from './store.ts';

/** How busy the ledger is at a moment. */
export type Pulse = {
  readonly atMs: number;
  /** Transfers that were carried out in each of the last whole seconds, the latest last. */
  readonly perSecond: readonly number[];
  /** Events that wait for their outcome. */
  readonly waiting: number;
  /** Transfers since this process opened the ledger: those carried out and those refused. */
  readonly total: number;
  readonly refused: number;
  /** The moment of the journal's last entry. */
  readonly lastEntry: bigint | null;
  /** The last moment of which a start need not read the journal again; 0 where nothing is saved yet. */
  readonly savedUpTo: bigint;
};

/** Counts what goes through a ledger. */
export type Meter = {
  /** The same ledger, counted. */
  readonly ledger: LedgerPort;
  readonly read: () => Omit<Pulse, 'lastEntry' | 'savedUpTo'>;
};

const keptSeconds = 60;

/** Puts a meter on a ledger: whoever is to be counted takes the ledger from it. */
export function meterOf(ledger: LedgerPort, clock: Clock): Meter {
  const counts = new Map<number, number>();
  let waiting = 0;
  let total = 0;
  let refused = 0;
  const second = (): number => Math.floor(clock.nowMs() / 1000);
  const count = (made: number): void => {
    const now = second();
    counts.set(now, (counts.get(now) ?? 0) + made);
    total += made;
    for (const old of counts.keys()) if (old < now - keptSeconds) counts.delete(old);
  };
  const waited = async <T>(events: number, outcome: Promise<T>): Promise<T> => {
    waiting += events;
    try {
      return await outcome;
    } finally {
      waiting -= events;
    }
  };
  return {
    ledger: {
      lookupAccounts: (ids) => ledger.lookupAccounts(ids),
      createAccounts: (accounts) => waited(accounts.length, ledger.createAccounts(accounts)),
      async createTransfers(transfers) {
        const results = await waited(transfers.length, ledger.createTransfers(transfers));
        const made = results.filter(({ status }) => status === 'created').length;
        count(made);
        refused += results.filter(({ status }) => status !== 'created' && status !== 'exists').length;
        return results;
      },
    },
    read() {
      const first = second() - keptSeconds;
      const perSecond = Array.from({ length: keptSeconds }, (_, at) => counts.get(first + at) ?? 0);
      return { atMs: clock.nowMs(), perSecond, waiting, total, refused };
    },
  };
}

/** What a meter shows, each second anew until the signal fires. */
export async function* pulses(
  read: () => Promise<Pulse>,
  { signal, pause }: { readonly signal: AbortSignal; readonly pause: Pause },
): EventStream<Pulse> {
  while (!signal.aborted) {
    yield { data: await read() };
    await pause(1000, signal);
  }
}
