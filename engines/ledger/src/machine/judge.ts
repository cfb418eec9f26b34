import { createTransferStatus as status } from '../model/status.ts';
import { transferFlags } from '../model/transfer.ts';
import { type Books, placeOf } from './books.ts';
import { checkId, checkMove, checkResolving, codeOf, flagsOf, resolving } from './check.ts';
import type { Clockwork } from './clockwork.ts';
import { compareWithMade } from './exists.ts';
import type { Known } from './known.ts';
import { accountAt, entryAt, entryKind, pendingState, transferAt } from './layout.ts';
import { isClosed, movementProblem } from './limits.ts';
import { emptyField, type Place, sameField } from './place.ts';
import { sidesOf } from './sides.ts';
import type { State } from './state.ts';
import { Accumulator, isMax, isZero } from './u128.ts';

const amount: Accumulator = new Accumulator();

/** What a transfer is judged with; `time` is where its timestamp goes. */
type Court = { readonly books: Books; readonly known: Known; readonly time: Place };

/** Judges one transfer and, if it is right, writes it into the books. Returns its status. */
export function createTransfer(event: Place, court: Court): number {
  const wrong = checkId(event.words, event.at) || judgeEarlier(event, court);
  if (wrong) return wrong;
  return (flagsOf(event.words, event.at) & resolving) !== 0
    ? judgeSettling(event, court)
    : judgeMove(event, court);
}

/** What the id says, if it was used before. */
function judgeEarlier(event: Place, { books: { state }, known, time }: Court): number {
  const no = state.findEntry(event.words, event.at);
  const made = no < 0 ? known.entry(event) : placeOf(state.entries, no);
  if (!made) return 0;
  if (made.words[made.at + entryAt.kind] === entryKind.refusal) return status.idAlreadyFailed;
  const isResolving = (flagsOf(made.words, made.at) & resolving) !== 0;
  const pendingId = { words: made.words, at: made.at + entryAt.pendingId };
  const slot = isResolving ? state.findPending(pendingId.words, pendingId.at) : -1;
  const resolved =
    slot >= 0 ? placeOf(state.pendings, slot) : isResolving ? known.pending(pendingId) : undefined;
  const result = compareWithMade(event, made, resolved);
  if (result === status.exists)
    for (let k = 0; k < 2; k++) time.words[time.at + k] = made.words[made.at + entryAt.timestamp + k]!;
  return result;
}

function judgeMove(event: Place, { books }: Court): number {
  const { words, at } = event;
  const wrong = checkMove(words, at);
  if (wrong) return wrong;
  const { state, clockwork } = books;
  const debitNo = state.findAccount(words, at + transferAt.debitAccountId);
  if (debitNo < 0) return status.debitAccountNotFound;
  const creditNo = state.findAccount(words, at + transferAt.creditAccountId);
  if (creditNo < 0) return status.creditAccountNotFound;
  const ledger = state.accounts.page(debitNo)[state.accounts.at(debitNo) + accountAt.ledger]!;
  if (ledger !== state.accounts.page(creditNo)[state.accounts.at(creditNo) + accountAt.ledger])
    return status.accountsMustHaveTheSameLedger;
  if (ledger !== words[at + transferAt.ledger]) return status.transferMustHaveTheSameLedgerAsAccounts;
  amount.load(words, at + transferAt.amount);
  const problem = movementProblem(flagsOf(words, at), {
    debit: books.balance(debitNo),
    credit: books.balance(creditNo),
    amount,
    isEndless: isEndless(words[at + transferAt.timeout]!, clockwork),
  });
  if (problem) return problem;
  books.move(event, { debitNo, creditNo }, amount);
  return status.created;
}

function isEndless(timeoutS: number, clockwork: Clockwork): boolean {
  return timeoutS > 0 && clockwork.lastNs + BigInt(timeoutS) * 1_000_000_000n >= 2n ** 63n;
}

function judgeSettling(event: Place, { books, known }: Court): number {
  const { words, at } = event;
  const wrong = checkResolving(words, at);
  if (wrong) return wrong;
  const { state, clockwork } = books;
  const id = { words, at: at + transferAt.pendingId };
  const slot = state.findPending(id.words, id.at);
  const pending = slot >= 0 ? placeOf(state.pendings, slot) : (known.pending(id) ?? unpending(id, state));
  if (!pending || (slot < 0 && pending.words[pending.at + entryAt.kind] === entryKind.refusal))
    return status.pendingTransferNotFound;
  const problem = settlingProblem(event, pending);
  if (problem) return problem;
  const expiry = state.expiryOf(slot);
  if (expiry && expiry.expiresAt <= clockwork.lastNs) return status.pendingTransferExpired;
  if ((flagsOf(words, at) & transferFlags.postPendingTransfer) !== 0) {
    const { debitNo, creditNo } = sidesOf(pending);
    if (isClosed(books.balance(debitNo))) return status.debitAccountAlreadyClosed;
    if (isClosed(books.balance(creditNo))) return status.creditAccountAlreadyClosed;
  }
  books.settle(event, slot, amount);
  return status.created;
}

/** The latest entry of an id that was never pending. What became of one that was is not in it. */
function unpending({ words, at }: Place, state: State): Place | undefined {
  const no = state.findEntry(words, at);
  if (no < 0) return undefined;
  const entry = placeOf(state.entries, no);
  return (flagsOf(entry.words, entry.at) & transferFlags.pending) === 0 ? entry : undefined;
}

/** What the pending transfer has against being posted or voided in this way. Leaves in `amount` what the settling moves. */
function settlingProblem(event: Place, pending: Place): number {
  const { words, at } = event;
  if ((flagsOf(pending.words, pending.at) & transferFlags.pending) === 0)
    return status.pendingTransferNotPending;
  const differs = (field: readonly [number, number]): boolean =>
    !emptyField(event, field) && !sameField(event, pending, field);
  if (differs([transferAt.debitAccountId, 4])) return status.pendingTransferHasDifferentDebitAccountId;
  if (differs([transferAt.creditAccountId, 4])) return status.pendingTransferHasDifferentCreditAccountId;
  if (differs([transferAt.ledger, 1])) return status.pendingTransferHasDifferentLedger;
  const code = codeOf(words, at);
  if (code !== 0 && code !== codeOf(pending.words, pending.at)) return status.pendingTransferHasDifferentCode;
  const wrong = settledAmount(event, pending);
  if (wrong) return wrong;
  switch (pending.words[pending.at + entryAt.state]) {
    case pendingState.posted:
      return status.pendingTransferAlreadyPosted;
    case pendingState.voided:
      return status.pendingTransferAlreadyVoided;
    case pendingState.expired:
      return status.pendingTransferExpired;
    default:
      return 0;
  }
}

function settledAmount({ words, at }: Place, pending: Place): number {
  const isVoid = (flagsOf(words, at) & transferFlags.voidPendingTransfer) !== 0;
  const own = at + transferAt.amount;
  const whole = pending.at + transferAt.amount;
  if (isVoid ? isZero(words, own) : isMax(words, own)) {
    amount.load(pending.words, whole);
    return 0;
  }
  amount.load(words, own);
  if (amount.isAbove(pending.words, whole)) return status.exceedsPendingTransferAmount;
  const isLess = !sameField({ words, at }, pending, [transferAt.amount, 4]);
  return isVoid && isLess ? status.pendingTransferHasDifferentAmount : 0;
}
