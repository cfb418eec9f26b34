import { accountFlags } from '../model/account.ts';
import { createTransferStatus as status } from '../model/status.ts';
import { transferFlags } from '../model/transfer.ts';
import { balanceAt } from './layout.ts';
import type { Place } from './place.ts';
import { Accumulator } from './u128.ts';

const { debitsPending, debitsPosted, creditsPending, creditsPosted, flags: flagsAt } = balanceAt;
const { balancingDebit, balancingCredit, pending } = transferFlags;

/** A movement that is judged: how both accounts stand, and how much is to move, which a balancing transfer makes less. */
export type Movement = {
  readonly debit: Place;
  readonly credit: Place;
  readonly amount: Accumulator;
  /** Whether its timeout ends beyond the last moment there is, 2^63 nanoseconds after 1970. */
  readonly isEndless: boolean;
};

const sum: Accumulator = new Accumulator();

/** What the accounts' state has against a movement; 0 where nothing. Lowers the amount of a balancing transfer to what there is. */
export function movementProblem(flags: number, movement: Movement): number {
  const { debit, credit, amount } = movement;
  if (isClosed(debit)) return status.debitAccountAlreadyClosed;
  if (isClosed(credit)) return status.creditAccountAlreadyClosed;
  if ((flags & balancingDebit) !== 0) lowerTo(amount, debit, [creditsPosted, debitsPosted, debitsPending]);
  if ((flags & balancingCredit) !== 0) lowerTo(amount, credit, [debitsPosted, creditsPosted, creditsPending]);
  const problem = overflow((flags & pending) !== 0, movement);
  if (problem) return problem;
  return movement.isEndless ? status.overflowsTimeout : excess(movement);
}

/** Whether an account takes no more transfers. */
export function isClosed({ words, at }: Place): boolean {
  return (words[at + flagsAt]! & accountFlags.closed) !== 0;
}

function lowerTo(amount: Accumulator, { words, at }: Place, fields: readonly [number, number, number]): void {
  const [total, ...parts] = fields;
  sum.load(words, at + total);
  let below = false;
  for (const part of parts) below = sum.subtract(words, at + part) || below;
  if (below) sum.clear();
  if (amount.isAbove(sum.words, 0)) amount.load(sum.words, 0);
}

function overflow(isPending: boolean, { debit, credit, amount }: Movement): number {
  if (isPending) {
    if (sum.load(amount.words, 0).add(debit.words, debit.at + debitsPending))
      return status.overflowsDebitsPending;
    if (sum.load(amount.words, 0).add(credit.words, credit.at + creditsPending))
      return status.overflowsCreditsPending;
  }
  if (sum.load(amount.words, 0).add(debit.words, debit.at + debitsPosted))
    return status.overflowsDebitsPosted;
  const overDebits = sum.add(debit.words, debit.at + debitsPending);
  if (sum.load(amount.words, 0).add(credit.words, credit.at + creditsPosted))
    return status.overflowsCreditsPosted;
  const overCredits = sum.add(credit.words, credit.at + creditsPending);
  if (overDebits) return status.overflowsDebits;
  return overCredits ? status.overflowsCredits : 0;
}

/** Sums do not overflow here: `overflow` has looked. */
function excess({ debit, credit, amount }: Movement): number {
  if ((debit.words[debit.at + flagsAt]! & accountFlags.debitsMustNotExceedCredits) !== 0) {
    const { words, at } = debit;
    sum.load(amount.words, 0);
    sum.add(words, at + debitsPending);
    sum.add(words, at + debitsPosted);
    if (sum.isAbove(words, at + creditsPosted)) return status.exceedsCredits;
  }
  if ((credit.words[credit.at + flagsAt]! & accountFlags.creditsMustNotExceedDebits) !== 0) {
    const { words, at } = credit;
    sum.load(amount.words, 0);
    sum.add(words, at + creditsPending);
    sum.add(words, at + creditsPosted);
    if (sum.isAbove(words, at + debitsPosted)) return status.exceedsDebits;
  }
  return 0;
}
