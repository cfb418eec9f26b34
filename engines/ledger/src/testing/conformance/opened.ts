import type { Clock } from '@finharbor/kernel';
import type { Ledger } from '../../ledger.ts';

/** A clock that a test moves, also back. */
export type MovableClock = Clock & { readonly advance: (deltaMs: number) => void };

/** A ledger for one test or history. */
export type Opened = AsyncDisposable & {
  readonly ledger: Ledger;
  /** The ledger's clock, where it is a parameter; such a ledger is empty. Without it, it is one of a server with a past and a clock of its own. */
  readonly clock?: MovableClock;
};

/** Opens a ledger whose clock, if it is a parameter, says `startMs`. */
export type Open = (startMs: number) => Promise<Opened>;

/** What the ledger takes for now, or any moment where it does not say. */
export function nowNsOf({ clock }: Opened): bigint {
  return BigInt(clock?.nowMs() ?? usualStartMs) * 1_000_000n;
}

/** A day on which nothing is special. */
export const usualStartMs = 1_795_248_000_000;
