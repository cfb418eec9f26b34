import { type Expiry, ExpiryQueue } from './expiry-queue.ts';
import { IdIndex } from './id-index.ts';
import {
  accountAt,
  accountWords,
  balanceWords,
  entryAt,
  entryWords,
  pendingState,
  pendingWords,
} from './layout.ts';
import { RecordTable } from './record-table.ts';
import { readU64 } from './u128.ts';
import type { Undo } from './undo.ts';

/** Entries that are remembered whole; a repetition of a later one than that is told at once, of an earlier one after a look at the store. */
export const entriesKept: number = 2 ** 17;

/** A point to which everything can be taken back. */
export type Mark = {
  readonly images: number;
  readonly accountCount: number;
  readonly entryCount: number;
  readonly resolved: number;
  readonly histories: number;
};

/**
 * All that a ledger holds in memory: accounts, how they stand, pending transfers, and the latest entries of the journal. It knows how to
 * take changes back; what they mean is the machine's business.
 */
export class State {
  readonly accounts: RecordTable = new RecordTable(accountWords);
  readonly balances: RecordTable = new RecordTable(balanceWords);
  readonly pendings: RecordTable = new RecordTable(pendingWords);
  readonly entries: RecordTable = new RecordTable(entryWords);
  readonly expiries: ExpiryQueue = new ExpiryQueue();
  accountCount = 0;
  /** How many entries there have been since the start; the last `entriesKept` of them are there. */
  entryCount = 0;
  readonly #accountIds: IdIndex;
  readonly #pendingIds: IdIndex;
  readonly #entryIds: IdIndex;
  readonly #freeSlots: number[] = [];
  #slotCount = 0;

  constructor(seed: number) {
    this.#accountIds = new IdIndex(this.accounts, seed);
    this.#pendingIds = new IdIndex(this.pendings, seed);
    this.#entryIds = new IdIndex(this.entries, seed);
  }

  /** When the latest account was opened or the latest entry made, whichever is later. */
  get latestNs(): bigint {
    const { accounts, entries } = this;
    const [account, entry] = [this.accountCount - 1, this.entryNo(this.entryCount - 1)];
    const openedNs =
      account < 0 ? 0n : readU64(accounts.page(account), accounts.at(account) + accountAt.timestamp);
    const madeNs = entry < 0 ? 0n : readU64(entries.page(entry), entries.at(entry) + entryAt.timestamp);
    return openedNs > madeNs ? openedNs : madeNs;
  }

  /** The number of the account with this id, or -1. */
  findAccount(words: Uint32Array, at: number): number {
    return this.#accountIds.find(words, at);
  }

  /** The slot of the pending transfer with this id, whatever became of it since, or -1. */
  findPending(words: Uint32Array, at: number): number {
    return this.#pendingIds.find(words, at);
  }

  /** The place in `entries` of what became of this id lately, or -1. */
  findEntry(words: Uint32Array, at: number): number {
    return this.#entryIds.find(words, at);
  }

  /** Room for a new account, whose record the caller fills before it calls `accountAdded`. */
  newAccount(): number {
    this.accounts.reserve(this.accountCount);
    this.balances.reserve(this.accountCount);
    return this.accountCount;
  }

  accountAdded(): void {
    this.accounts.touch(this.accountCount);
    this.balances.touch(this.accountCount);
    this.#accountIds.add(this.accountCount++);
  }

  /** Room for a new entry, with zeros; the caller fills it and calls `entryAdded`. */
  newEntry(): number {
    const no = this.entryCount % entriesKept;
    this.entries.reserve(no);
    const at = this.entries.at(no);
    const page = this.entries.page(no);
    if (this.entryCount >= entriesKept && hasId(page, at)) this.#entryIds.remove(no);
    page.fill(0, at, at + entryWords);
    return no;
  }

  entryAdded(): void {
    const no = this.entryCount++ % entriesKept;
    if (hasId(this.entries.page(no), this.entries.at(no))) this.#entryIds.add(no);
  }

  /** The place in `entries` of the `n`th entry since the start. */
  entryNo(n: number): number {
    return n % entriesKept;
  }

  /** A slot for a pending transfer, whose record the caller fills before it calls `pendingAdded`. */
  newPending(undo: Undo): number {
    const slot = this.#freeSlots.pop() ?? this.#slotCount++;
    this.pendings.reserve(slot);
    undo.save(this.pendings, slot);
    return slot;
  }

  pendingAdded(slot: number): void {
    this.#pendingIds.add(slot);
    const expiry = this.expiryOf(slot);
    if (expiry) this.expiries.add(expiry);
  }

  /** When the pending transfer in a slot expires; undefined where it never does. */
  expiryOf(slot: number): Expiry | undefined {
    const page = this.pendings.page(slot);
    const at = this.pendings.at(slot);
    const timeout = page[at + entryAt.timeout]!;
    if (timeout === 0) return undefined;
    const timestamp = readU64(page, at + entryAt.timestamp);
    return { expiresAt: timestamp + BigInt(timeout) * 1_000_000_000n, timestamp, slot };
  }

  /** Forgets a pending transfer that is resolved for good. */
  freePending(slot: number): void {
    this.#pendingIds.remove(slot);
    this.pendings.touch(slot);
    const at = this.pendings.at(slot);
    this.pendings.page(slot).fill(0, at, at + pendingWords);
    this.#freeSlots.push(slot);
  }

  /** Counts and finds again what stands in tables whose pages were put back. */
  index(): void {
    const { accounts, pendings } = this;
    while (
      this.accountCount < accounts.size &&
      hasId(accounts.page(this.accountCount), accounts.at(this.accountCount))
    )
      this.#accountIds.add(this.accountCount++);
    this.#slotCount = pendings.size;
    for (let slot = 0; slot < pendings.size; slot++) {
      const page = pendings.page(slot);
      const at = pendings.at(slot);
      if (page[at + entryAt.state] === pendingState.pending) this.pendingAdded(slot);
      else {
        page.fill(0, at, at + pendingWords);
        this.#freeSlots.push(slot);
      }
    }
  }

  /** Takes back everything since the mark. */
  rollBack(undo: Undo, mark: Mark): void {
    while (this.entryCount > mark.entryCount) {
      const no = --this.entryCount % entriesKept;
      if (hasId(this.entries.page(no), this.entries.at(no))) this.#entryIds.remove(no);
      this.entries.page(no).fill(0, this.entries.at(no), this.entries.at(no) + entryWords);
    }
    undo.rollBack(mark.images, (table, no, image) => {
      if (table === this.pendings) this.#pendingBack(no, image);
    });
    while (this.accountCount > mark.accountCount) this.#accountIds.remove(--this.accountCount);
  }

  #pendingBack(slot: number, image: Uint32Array): void {
    if (image[entryAt.state] === pendingState.none) {
      this.#pendingIds.remove(slot);
      this.#freeSlots.push(slot);
      return;
    }
    const { timeout, timestamp } = entryAt;
    // It may have left the queue; twice in it does no harm.
    if (image[timeout] !== 0)
      this.expiries.add({
        expiresAt: readU64(image, timestamp) + BigInt(image[timeout]!) * 1_000_000_000n,
        timestamp: readU64(image, timestamp),
        slot,
      });
  }
}

function hasId(page: Uint32Array, at: number): boolean {
  return (page[at]! | page[at + 1]! | page[at + 2]! | page[at + 3]!) !== 0;
}
