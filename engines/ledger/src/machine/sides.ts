import { accountFlags } from '../model/account.ts';
import { transferFlags } from '../model/transfer.ts';
import { flagsOf } from './check.ts';
import { balanceAt, entryAt } from './layout.ts';
import type { Place } from './place.ts';
import { addTo, subtractFrom } from './u128.ts';

/** The two accounts of a movement, by their numbers. */
export type Sides = { readonly debitNo: number; readonly creditNo: number };

/** One side of a movement: where an entry names it, and what it changes there. Offsets are in words. */
export type Side = {
  readonly no: number;
  readonly previous: number;
  readonly pending: number;
  readonly posted: number;
  /** The flag of a transfer that closes the account on this side. */
  readonly closing: number;
};

/** The side that pays. */
export const debitSide: Side = {
  no: entryAt.debitNo,
  previous: entryAt.debitPrevious,
  pending: balanceAt.debitsPending,
  posted: balanceAt.debitsPosted,
  closing: transferFlags.closingDebit,
};

/** The side that is paid. */
export const creditSide: Side = {
  no: entryAt.creditNo,
  previous: entryAt.creditPrevious,
  pending: balanceAt.creditsPending,
  posted: balanceAt.creditsPosted,
  closing: transferFlags.closingCredit,
};

/** The accounts of an entry or a pending transfer. */
export function sidesOf({ words, at }: Place): Sides {
  return { debitNo: words[at + entryAt.debitNo]!, creditNo: words[at + entryAt.creditNo]! };
}

/** An entry, and the pending transfer that it posts, voids or expires. */
export type Happening = { readonly entry: Place; readonly resolved: Place | undefined };

/** Carries out on one account what an entry says of it. */
export function enter({ words, at }: Place, side: Side, { entry, resolved }: Happening): void {
  const flags = flagsOf(entry.words, entry.at);
  const amount = { words: entry.words, at: entry.at + entryAt.amount };
  if (!resolved) {
    const isPending = (flags & transferFlags.pending) !== 0;
    addTo(words, at + (isPending ? side.pending : side.posted), amount);
    if ((flags & side.closing) !== 0) words[at + balanceAt.flags]! |= accountFlags.closed;
  } else {
    subtractFrom(words, at + side.pending, { words: resolved.words, at: resolved.at + entryAt.amount });
    const isPost = (flags & transferFlags.postPendingTransfer) !== 0;
    if (isPost) addTo(words, at + side.posted, amount);
    else if ((flagsOf(resolved.words, resolved.at) & side.closing) !== 0)
      words[at + balanceAt.flags]! &= ~accountFlags.closed;
  }
  words[at + balanceAt.lastEntry] = entry.words[entry.at + entryAt.timestamp]!;
  words[at + balanceAt.lastEntry + 1] = entry.words[entry.at + entryAt.timestamp + 1]!;
}
