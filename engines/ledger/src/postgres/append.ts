import type { Addition, Span } from '../engine/journal.ts';
import { placeOf } from '../machine/books.ts';
import { entryAt } from '../machine/layout.ts';
import { readU64 } from '../machine/u128.ts';
import { accountColumns, encodeAccount } from './account-rows.ts';
import { CopyEncoder } from './copy-encoder.ts';
import { encodeEntry, entryColumns } from './entry-rows.ts';
import { type Month, monthOf } from './months.ts';
import { encodeHistory, encodePage, historyColumns, pageColumns } from './page-rows.ts';

/** Statements that make up one transaction, with what their COPYs read. */
export type Transaction = { readonly statements: readonly string[]; readonly inputs: readonly Uint8Array[] };

const entryBytes = 220;
const accountBytes = 140;
const pageBytes = 200_000;
const historyBytes = 160;

/** The transaction that keeps an addition. `months` are those that have begun; further ones are begun. */
export function transactionOf(addition: Addition, months: readonly Month[], timeZone: string): Transaction {
  const statements: string[] = [];
  const inputs: Uint8Array[] = [];
  const copy = (table: string, columns: readonly string[], rows: CopyEncoder): void => {
    const names = columns.map((column) => `"${column}"`).join(', ');
    statements.push(`copy ${table} (${names}) from stdin (format binary)`);
    inputs.push(rows.finish());
  };
  const { state, accounts, histories, images, replayFrom } = addition;
  if (accounts.to > accounts.from) {
    const rows = new CopyEncoder((accounts.to - accounts.from) * accountBytes);
    for (let no = accounts.from; no < accounts.to; no++) encodeAccount(rows, no, placeOf(state.accounts, no));
    copy('ledger_account', accountColumns, rows);
  }
  for (const { month, entries } of byMonth(addition, timeZone)) {
    if (!months.some(({ since }) => since === month.since))
      statements.push(`select ledger_begin_month(${month.since}, ${month.until}, '${month.name}')`);
    const rows = new CopyEncoder((entries.to - entries.from) * entryBytes);
    for (let n = entries.from; n < entries.to; n++)
      encodeEntry(rows, placeOf(state.entries, state.entryNo(n)));
    copy(month.partition, entryColumns, rows);
  }
  if (histories.length > 0) {
    const rows = new CopyEncoder(histories.length * historyBytes);
    for (const history of histories) encodeHistory(rows, history);
    copy('ledger_balance', historyColumns, rows);
  }
  if (images.length > 0) {
    const rows = new CopyEncoder(images.length * pageBytes);
    for (const image of images) encodePage(rows, image);
    copy('ledger_page', pageColumns, rows);
  }
  if (replayFrom !== undefined) statements.push(...roundOver(replayFrom));
  return { statements, inputs };
}

type Stretch = { readonly month: ReturnType<typeof monthOf>; readonly entries: Span };

/** Entries follow one another in time, so that each month has one stretch of them. */
function byMonth({ state, entries }: Addition, timeZone: string): readonly Stretch[] {
  const momentOf = (n: number): bigint => {
    const { words, at } = placeOf(state.entries, state.entryNo(n));
    return readU64(words, at + entryAt.timestamp);
  };
  const parts: Stretch[] = [];
  for (let from = entries.from; from < entries.to; ) {
    const month = monthOf(momentOf(from), timeZone);
    let to = entries.to;
    while (momentOf(to - 1) >= month.until) to -= 1;
    parts.push({ month, entries: { from, to } });
    from = to;
  }
  return parts;
}

/** A round of pages is over: older ones of the same pages are not needed any more. */
function roundOver(replayFrom: bigint): readonly string[] {
  return [
    `update ledger_writer set replay_from = ${replayFrom}`,
    `delete from ledger_page old using ledger_page young
      where old.kind = young.kind and old.page = young.page and old.as_of < young.as_of`,
  ];
}
