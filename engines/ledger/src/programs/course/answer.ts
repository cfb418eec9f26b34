import type { NewAccount } from '../../model/account.ts';
import type { NewTransfer } from '../../model/transfer.ts';
import type { Refusal } from './refusal.ts';
import type { ProgramState } from './state.ts';

/** What a program answers to an event. */
export type Answer =
  | Refused
  /** This very event was accepted before. */
  | { readonly kind: 'repeated' }
  | Accepted;

/** An event is against the rules; nothing moves. */
export type Refused = { readonly kind: 'refused'; readonly refusal: Refusal };

/** An event is right by the rules. Where it has transfers, `next` is the state once the ledger has made them, and not before. */
export type Accepted = {
  readonly kind: 'accepted';
  /** To be opened first; those that exist are left as they are. */
  readonly accounts: readonly NewAccount[];
  /** One linked chain, or none. */
  readonly transfers: readonly NewTransfer[];
  readonly next: ProgramState;
};

/** A refusal as an answer. */
export function refused(refusal: Refusal): Refused {
  return { kind: 'refused', refusal };
}
