import { transferFlags } from '../model/transfer.ts';
import { type Books, placeOf } from './books.ts';
import { flagsOf } from './check.ts';
import {
  accountAt,
  balanceAt,
  balanceWords,
  entryAt,
  entryKind,
  entryWords,
  pendingState,
  pendingWords,
} from './layout.ts';
import { type PageImage, pageKind, tableOf } from './pages.ts';
import { copyWords, type Place } from './place.ts';
import { pageRecords } from './record-table.ts';
import { creditSide, debitSide, enter, type Side } from './sides.ts';
import { readU64 } from './u128.ts';

/**
 * Brings empty books up to the end of a journal: first pages of memory as they once were, each of an age of its own, then accounts, then
 * entries in their order. What a page has already is left as it is; an entry may come that all pages have.
 */
export class Replay {
  readonly #books: Books;
  /** By `kind * 2^32 + page`. */
  readonly #ages: Map<number, bigint> = new Map();

  constructor(books: Books) {
    this.#books = books;
  }

  /** Puts a page back. All pages come before anything else. */
  page({ kind, page, asOf, words }: PageImage): void {
    tableOf(this.#books.state, kind).restore(page * pageRecords, words);
    this.#ages.set(kind * 2 ** 32 + page, asOf);
  }

  /** An account in the layout of `accountAt`, with its number. All accounts come before entries. */
  account(no: number, account: Place): void {
    const { accounts, balances } = this.#books.state;
    const timestamp = readU64(account.words, account.at + accountAt.timestamp);
    accounts.reserve(no);
    balances.reserve(no);
    if (this.#isNew(pageKind.accounts, no, timestamp)) {
      accounts.touch(no);
      copyWords(account, placeOf(accounts, no), accounts.width);
    }
    if (!this.#isNew(pageKind.balances, no, timestamp)) return;
    balances.touch(no);
    const { words, at } = placeOf(balances, no);
    words.fill(0, at, at + balanceWords);
    words[at + balanceAt.flags] = account.words[account.at + accountAt.codeAndFlags]! >>> 16;
  }

  /** Says that entries come now. */
  index(): void {
    this.#books.state.index();
  }

  /** An entry of the journal; `resolved` is the pending transfer that it resolves, if it does. */
  entry(entry: Place, resolved: Place | undefined): void {
    const { state, clockwork } = this.#books;
    const { words, at } = entry;
    clockwork.resetTo(readU64(words, at + entryAt.timestamp));
    copyWords(entry, placeOf(state.entries, state.newEntry()), entryWords);
    state.entryAdded();
    if (words[at + entryAt.kind] === entryKind.refusal) return;
    for (const side of [debitSide, creditSide]) this.#enter(side, entry, resolved);
    if (resolved) this.#free(resolved);
    else if ((flagsOf(words, at) & transferFlags.pending) !== 0) this.#addPending(entry);
  }

  #enter(side: Side, entry: Place, resolved: Place | undefined): void {
    const { balances } = this.#books.state;
    const no = entry.words[entry.at + side.no]!;
    if (!this.#isNew(pageKind.balances, no, this.#books.clockwork.lastNs)) return;
    balances.touch(no);
    enter(placeOf(balances, no), side, { entry, resolved });
  }

  /** A pending transfer that was resolved before its page was saved is added anew, and freed by the entry that resolves it. */
  #addPending(entry: Place): void {
    const { state, step } = this.#books;
    if (state.findPending(entry.words, entry.at + entryAt.id) >= 0) return;
    const slot = state.newPending(step.undo);
    const place = placeOf(state.pendings, slot);
    copyWords(entry, place, pendingWords);
    place.words[place.at + entryAt.state] = pendingState.pending;
    state.pendingAdded(slot);
  }

  #free(resolved: Place): void {
    const { state } = this.#books;
    const slot = state.findPending(resolved.words, resolved.at + entryAt.id);
    if (slot >= 0) state.freePending(slot);
  }

  #isNew(kind: number, no: number, timestamp: bigint): boolean {
    const age = this.#ages.get(kind * 2 ** 32 + Math.floor(no / pageRecords));
    return age === undefined || age < timestamp;
  }
}
