import { createTransferStatus as status } from '../model/status.ts';
import { transferFlags } from '../model/transfer.ts';
import { transferAt } from './layout.ts';
import { isMax, isZero } from './u128.ts';

const known = Object.values(transferFlags).reduce((all, one) => all | one, 0) & ~transferFlags.imported;
const { pending, postPendingTransfer, voidPendingTransfer, balancingDebit, balancingCredit } = transferFlags;
const closing = transferFlags.closingDebit | transferFlags.closingCredit;

/** Flags that say a transfer posts or voids another. */
export const resolving: number = postPendingTransfer | voidPendingTransfer;

/** The flags of a transfer. */
export function flagsOf(words: Uint32Array, at: number): number {
  return words[at + transferAt.codeAndFlags]! >>> 16;
}

/** The code of a transfer. */
export function codeOf(words: Uint32Array, at: number): number {
  return words[at + transferAt.codeAndFlags]! & 0xffff;
}

/** What is wrong with a transfer's flags and id, whatever there is in the ledger; 0 where nothing is. */
export function checkId(words: Uint32Array, at: number): number {
  if ((flagsOf(words, at) & ~known) !== 0) return status.reservedFlag;
  if (isZero(words, at + transferAt.id)) return status.idMustNotBeZero;
  if (isMax(words, at + transferAt.id)) return status.idMustNotBeIntMax;
  return 0;
}

/** What is wrong with a transfer that moves money between two accounts, whatever there is in the ledger. */
export function checkMove(words: Uint32Array, at: number): number {
  const { debitAccountId, creditAccountId, pendingId, timeout, ledger } = transferAt;
  if (isZero(words, at + debitAccountId)) return status.debitAccountIdMustNotBeZero;
  if (isMax(words, at + debitAccountId)) return status.debitAccountIdMustNotBeIntMax;
  if (isZero(words, at + creditAccountId)) return status.creditAccountIdMustNotBeZero;
  if (isMax(words, at + creditAccountId)) return status.creditAccountIdMustNotBeIntMax;
  if (same(words, at + debitAccountId, at + creditAccountId)) return status.accountsMustBeDifferent;
  if (!isZero(words, at + pendingId)) return status.pendingIdMustBeZero;
  const flags = flagsOf(words, at);
  if ((flags & pending) === 0) {
    if (words[at + timeout] !== 0) return status.timeoutReservedForPendingTransfer;
    if ((flags & closing) !== 0) return status.closingTransferMustBePending;
  }
  if (words[at + ledger] === 0) return status.ledgerMustNotBeZero;
  if (codeOf(words, at) === 0) return status.codeMustNotBeZero;
  return 0;
}

/** What is wrong with a transfer that posts or voids another, whatever there is in the ledger. */
export function checkResolving(words: Uint32Array, at: number): number {
  const flags = flagsOf(words, at);
  const others = pending | balancingDebit | balancingCredit | closing;
  if ((flags & resolving) === resolving || (flags & others) !== 0) return status.flagsAreMutuallyExclusive;
  const { id, pendingId, timeout } = transferAt;
  if (isZero(words, at + pendingId)) return status.pendingIdMustNotBeZero;
  if (isMax(words, at + pendingId)) return status.pendingIdMustNotBeIntMax;
  if (same(words, at + id, at + pendingId)) return status.pendingIdMustBeDifferent;
  if (words[at + timeout] !== 0) return status.timeoutReservedForPendingTransfer;
  return 0;
}

function same(words: Uint32Array, one: number, other: number): boolean {
  return (
    words[one] === words[other] &&
    words[one + 1] === words[other + 1] &&
    words[one + 2] === words[other + 2] &&
    words[one + 3] === words[other + 3]
  );
}
