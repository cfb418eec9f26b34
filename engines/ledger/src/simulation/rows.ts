import type { Addition } from '../engine/journal.ts';
import { placeOf } from '../machine/books.ts';
import { flagsOf } from '../machine/check.ts';
import { accountAt, accountWords, entryAt, entryKind, entryWords, pendingState } from '../machine/layout.ts';
import type { PageImage } from '../machine/pages.ts';
import { copyWords, type Place } from '../machine/place.ts';
import type { State } from '../machine/state.ts';
import { readU64, readU128 } from '../machine/u128.ts';
import { transferFlags } from '../model/transfer.ts';

/** An entry in the layout of `entryAt`, where the fields that have no column are 0. */
export type EntryRow = Uint32Array;

/** What an addition is on its way to the database. */
export type Rows = {
  readonly accounts: readonly { readonly no: number; readonly words: Uint32Array }[];
  readonly entries: readonly EntryRow[];
  readonly histories: readonly Uint32Array[];
  readonly images: readonly PageImage[];
  readonly replayFrom: bigint | undefined;
};

/** What the journal names by number, or finds through another entry: it has no column of its own. */
const withoutColumn: readonly (readonly [number, number])[] = [
  [entryAt.debitAccountId, 8],
  [entryAt.pendingId, 4],
  [entryAt.ledger, 1],
  [entryAt.state, 1],
];

export function rowsOf({ state, accounts, entries, histories, images, replayFrom }: Addition): Rows {
  return {
    accounts: numbersOf(accounts).map((no) => {
      const { words, at } = placeOf(state.accounts, no);
      return { no, words: words.slice(at, at + accountWords) };
    }),
    entries: numbersOf(entries).map((n) => {
      const { words, at } = placeOf(state.entries, state.entryNo(n));
      const row = words.slice(at, at + entryWords);
      for (const [field, size] of withoutColumn) row.fill(0, field, field + size);
      return row;
    }),
    histories: [...histories],
    images: [...images],
    replayFrom,
  };
}

function numbersOf({ from, to }: Addition['entries']): readonly number[] {
  return Array.from({ length: to - from }, (_, k) => from + k);
}

/** 0 where there is none. */
export function idOf(row: EntryRow): bigint {
  return readU128(row, entryAt.id);
}

export function momentOf(row: EntryRow): bigint {
  return readU64(row, entryAt.timestamp);
}

/** The moment of the pending transfer that an entry resolves; 0 where it resolves none. */
export function resolvesOf(row: EntryRow): bigint {
  return readU64(row, entryAt.pendingTimestamp);
}

/** An entry as it was in memory, and of the pending transfer that it resolves what is read with it: id, amount and flags. */
export function readRow(
  row: EntryRow,
  pending: EntryRow | undefined,
  state: State,
): { readonly entry: Place; readonly resolved: Place | undefined } {
  const entry = { words: row.slice(), at: 0 };
  if (row[entryAt.kind] !== entryKind.refusal) nameAccounts(entry, state);
  if (!pending) return { entry, resolved: undefined };
  const resolved = { words: new Uint32Array(entryWords), at: 0 };
  copyWords({ words: pending, at: entryAt.id }, { words: resolved.words, at: entryAt.id }, 4);
  copyWords({ words: pending, at: entryAt.amount }, { words: resolved.words, at: entryAt.amount }, 4);
  resolved.words[entryAt.codeAndFlags] = (flagsOf(pending, 0) << 16) >>> 0;
  if (row[entryAt.kind] !== entryKind.expiry)
    copyWords({ words: pending, at: entryAt.id }, { words: entry.words, at: entryAt.pendingId }, 4);
  return { entry, resolved };
}

function nameAccounts({ words }: Place, { accounts }: State): void {
  for (const [noAt, idAt] of [
    [entryAt.debitNo, entryAt.debitAccountId],
    [entryAt.creditNo, entryAt.creditAccountId],
  ] as const) {
    const account = placeOf(accounts, words[noAt]!);
    copyWords({ words: account.words, at: account.at + accountAt.id }, { words, at: idAt }, 4);
    words[entryAt.ledger] = account.words[account.at + accountAt.ledger]!;
  }
}

/** What became of an entry that may be a pending transfer, by the entry that resolved it. */
export function fateOf(row: EntryRow, resolver: EntryRow | undefined): number {
  if ((flagsOf(row, 0) & transferFlags.pending) === 0) return pendingState.none;
  if (!resolver) return pendingState.pending;
  if (resolver[entryAt.kind] === entryKind.expiry) return pendingState.expired;
  const isPost = (flagsOf(resolver, 0) & transferFlags.postPendingTransfer) !== 0;
  return isPost ? pendingState.posted : pendingState.voided;
}
