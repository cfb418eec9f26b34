import type { CreateTransferStatus } from '../../model/status.ts';
import type { Accepted } from './answer.ts';
import { transferParts } from './ids.ts';

/** What became of an accepted event at the ledger. */
export type Outcome =
  /** It is done, now or by an earlier try: the answer's `next` is the state. */
  | { readonly kind: 'done' }
  /** Another event has done this step, or the ledger has given the money back: the state it was compiled from is old. Nothing moved. */
  | { readonly kind: 'stale' }
  /** The ledger refuses, by this status: want of money, an account that is closed. Nothing moved, and the event's id is spent. */
  | { readonly kind: 'refused'; readonly status: CreateTransferStatus };

/** Reads the statuses that the ledger gave to an answer's transfers. */
export function conclude({ transfers }: Accepted, statuses: readonly CreateTransferStatus[]): Outcome {
  const at = statuses.findIndex((status) => status !== 'created' && status !== 'linkedEventFailed');
  if (at < 0) return { kind: 'done' };
  const status = statuses[at]!;
  if (at === 0) {
    // A chain is made as a whole, and the seal bears the event's mark: one that exists is the seal of this very chain.
    if (status === 'exists') return { kind: 'done' };
    return status === 'existsWithDifferentUserData128' ? { kind: 'stale' } : { kind: 'refused', status };
  }
  if (status !== 'pendingTransferExpired') return { kind: 'refused', status };
  // The ledger was quicker: what was to be given back is back.
  return { kind: transfers[at]!.userData32 === transferParts.giveBack ? 'done' : 'stale' };
}
