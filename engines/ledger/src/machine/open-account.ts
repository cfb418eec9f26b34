import { accountFlags } from '../model/account.ts';
import { createAccountStatus as status } from '../model/status.ts';
import { type Books, placeOf } from './books.ts';
import { accountAt, balanceAt, newAccountAt } from './layout.ts';
import type { Place } from './place.ts';
import { isMax, isZero } from './u128.ts';

const { debitsMustNotExceedCredits, creditsMustNotExceedDebits, linked, history, closed } = accountFlags;
const exclusive = debitsMustNotExceedCredits | creditsMustNotExceedDebits;
const known = exclusive | linked | history | closed;

/** Opens an account, or says why not. `time` holds its timestamp, and is set to that of the account there is. */
export function createAccount(event: Place, books: Books, time: Place): number {
  const { words, at } = event;
  const flags = words[at + newAccountAt.codeAndFlags]! >>> 16;
  if ((flags & ~known) !== 0) return status.reservedFlag;
  if (isZero(words, at + newAccountAt.id)) return status.idMustNotBeZero;
  if (isMax(words, at + newAccountAt.id)) return status.idMustNotBeIntMax;
  const no = books.state.findAccount(words, at + newAccountAt.id);
  if (no >= 0) return compare(event, { books, no, time });
  if ((flags & exclusive) === exclusive) return status.flagsAreMutuallyExclusive;
  if (words[at + newAccountAt.ledger] === 0) return status.ledgerMustNotBeZero;
  if ((words[at + newAccountAt.codeAndFlags]! & 0xffff) === 0) return status.codeMustNotBeZero;
  add(event, books, time);
  return status.created;
}

function add({ words, at }: Place, books: Books, time: Place): void {
  const { state } = books;
  const no = state.newAccount();
  const account = placeOf(state.accounts, no);
  const put = (to: number, from: number, size: number): void => {
    for (let k = 0; k < size; k++) account.words[account.at + to + k] = words[at + from + k]!;
  };
  put(accountAt.id, newAccountAt.id, 4);
  put(accountAt.userData128, newAccountAt.userData128, 7);
  put(accountAt.ledger, newAccountAt.ledger, 2);
  for (let k = 0; k < 2; k++) account.words[account.at + accountAt.timestamp + k] = time.words[time.at + k]!;
  const balance = books.balance(no);
  balance.words.fill(0, balance.at, balance.at + state.balances.width);
  balance.words[balance.at + balanceAt.flags] = words[at + newAccountAt.codeAndFlags]! >>> 16;
  state.accountAdded();
}

type Existing = { readonly books: Books; readonly no: number; readonly time: Place };

function compare({ words, at }: Place, { books, no, time }: Existing): number {
  const account = placeOf(books.state.accounts, no);
  const differs = (own: number, theirs: number, size: number): boolean => {
    for (let k = 0; k < size; k++)
      if (words[at + theirs + k] !== account.words[account.at + own + k]) return true;
    return false;
  };
  const balance = books.balance(no);
  // As it is flagged now: one that was closed since is not the one that is asked for.
  const flags = balance.words[balance.at + balanceAt.flags]!;
  if (words[at + newAccountAt.codeAndFlags]! >>> 16 !== flags) return status.existsWithDifferentFlags;
  if (differs(accountAt.userData128, newAccountAt.userData128, 4))
    return status.existsWithDifferentUserData128;
  if (differs(accountAt.userData64, newAccountAt.userData64, 2)) return status.existsWithDifferentUserData64;
  if (differs(accountAt.userData32, newAccountAt.userData32, 1)) return status.existsWithDifferentUserData32;
  if (differs(accountAt.ledger, newAccountAt.ledger, 1)) return status.existsWithDifferentLedger;
  const codes = words[at + newAccountAt.codeAndFlags]! ^ account.words[account.at + accountAt.codeAndFlags]!;
  if ((codes & 0xffff) !== 0) return status.existsWithDifferentCode;
  for (let k = 0; k < 2; k++) time.words[time.at + k] = account.words[account.at + accountAt.timestamp + k]!;
  return status.exists;
}
