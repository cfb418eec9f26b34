import { placeOf } from '../machine/books.ts';
import { accountAt, entryAt, entryKind, entryWords, pendingState } from '../machine/layout.ts';
import { copyWords, type Place } from '../machine/place.ts';
import type { State } from '../machine/state.ts';
import { transferFlags } from '../model/transfer.ts';
import type { CopyDecoder } from './copy-decoder.ts';
import { entryColumns } from './entry-rows.ts';

/** What `readEntry` reads, as the columns of a select from `entryTables`. */
export const entrySelect: string = `select ${entryColumns.map((column) => `e."${column}"`).join(', ')}, p.id, p.amount, p.flags`;

/** Entries, and beside those that resolve a pending transfer that transfer; it is looked up one by one, as a plan over all would read all. */
export const entryTables = `from ledger_entry e left join lateral
  (select id, amount, flags from ledger_entry where "timestamp" = e.pending_timestamp offset 0) p on true`;

/** An entry as it stands in the journal, and the pending transfer that it resolves, of which id, amount and flags are known. */
export type ReadEntry = { readonly entry: Place; readonly resolved: Place | undefined };

/** Reads a row of `entrySelect`. */
export function readEntry(row: CopyDecoder, state: State): ReadEntry {
  const words = new Uint32Array(entryWords);
  row.int8(words, entryAt.timestamp);
  words[entryAt.kind] = row.int2();
  row.uuid(words, entryAt.id);
  words[entryAt.debitNo] = row.int4();
  words[entryAt.creditNo] = row.int4();
  row.numeric(words, entryAt.amount);
  row.int8(words, entryAt.debitPrevious);
  row.int8(words, entryAt.creditPrevious);
  row.int8(words, entryAt.pendingTimestamp);
  row.uuid(words, entryAt.userData128);
  row.numeric64(words, entryAt.userData64);
  words[entryAt.userData32] = row.word();
  words[entryAt.timeout] = row.word();
  words[entryAt.codeAndFlags] = row.int4() | (row.int4() << 16);
  const entry = { words, at: 0 };
  if (words[entryAt.kind] !== entryKind.refusal) nameAccounts(entry, state);
  return { entry, resolved: readResolved(row, entry) };
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

function readResolved(row: CopyDecoder, entry: Place): Place | undefined {
  const words = new Uint32Array(entryWords);
  row.uuid(words, entryAt.id);
  row.numeric(words, entryAt.amount);
  words[entryAt.codeAndFlags] = row.int4() << 16;
  if ((entry.words[entryAt.pendingTimestamp]! | entry.words[entryAt.pendingTimestamp + 1]!) === 0)
    return undefined;
  const isExpiry = entry.words[entryAt.kind] === entryKind.expiry;
  if (!isExpiry) copyWords({ words, at: entryAt.id }, { words: entry.words, at: entryAt.pendingId }, 4);
  return { words, at: 0 };
}

/** What became of a pending transfer, by kind and flags of the entry that resolved it; kind 0 where none did. */
export function stateOf(entry: Place, kind: number, flags: number): number {
  if (((entry.words[entryAt.codeAndFlags]! >>> 16) & transferFlags.pending) === 0) return pendingState.none;
  if (kind === 0) return pendingState.pending;
  if (kind === entryKind.expiry) return pendingState.expired;
  return (flags & transferFlags.postPendingTransfer) !== 0 ? pendingState.posted : pendingState.voided;
}
