import { accountAt, entryAt, entryKind, entryWords, pendingState } from '../machine/layout.ts';
import type { Place } from '../machine/place.ts';
import type { State } from '../machine/state.ts';
import { u128Words } from '../machine/u128.ts';
import { transferFlags } from '../model/transfer.ts';
import type { CopyDecoder } from './copy-decoder.ts';
import { decodeEntry, entryColumns } from './entry-rows.ts';

/** What `readEntry` reads, as the columns of a select from `entryTables`. */
export const entrySelect: string = `select ${entryColumns.map((column) => `e."${column}"`).join(', ')}, p.id, p.amount, p.flags`;

/** Entries, and beside those that resolve a pending transfer that transfer; it is looked up one by one, as a plan over all would read all. */
export const entryTables = `from ledger_entry e left join lateral
  (select id, amount, flags from ledger_entry where "timestamp" = e.pending_timestamp offset 0) p on true`;

/** An entry as it stands in the journal, and the pending transfer that it resolves, of which id, amount and flags are known. Both are the reader's: the next row is read over them. */
export type ReadEntry = { readonly entry: Place; readonly resolved: Place | undefined };

/** Reads rows of `entrySelect`, each over the one before. `state` has the accounts that they name. */
export class EntryReader {
  readonly #state: State;
  readonly #entry: Place = { words: new Uint32Array(entryWords), at: 0 };
  readonly #resolved: Place = { words: new Uint32Array(entryWords), at: 0 };

  constructor(state: State) {
    this.#state = state;
  }

  read(row: CopyDecoder): ReadEntry {
    decodeEntry(row, this.#entry.words);
    this.#nameAccounts();
    return { entry: this.#entry, resolved: this.#readResolved(row) };
  }

  #nameAccounts(): void {
    const { words } = this.#entry;
    if (words[entryAt.kind] === entryKind.refusal) {
      words.fill(0, entryAt.debitAccountId, entryAt.creditAccountId + u128Words);
      words[entryAt.ledger] = 0;
      return;
    }
    this.#nameAccount(entryAt.debitNo, entryAt.debitAccountId);
    this.#nameAccount(entryAt.creditNo, entryAt.creditAccountId);
  }

  #nameAccount(noAt: number, idAt: number): void {
    const { words } = this.#entry;
    const { accounts } = this.#state;
    const no = words[noAt]!;
    const account = accounts.page(no);
    const at = accounts.at(no);
    for (let k = 0; k < u128Words; k++) words[idAt + k] = account[at + accountAt.id + k]!;
    words[entryAt.ledger] = account[at + accountAt.ledger]!;
  }

  #readResolved(row: CopyDecoder): Place | undefined {
    const { words } = this.#resolved;
    row.uuid(words, entryAt.id);
    row.numeric(words, entryAt.amount);
    words[entryAt.codeAndFlags] = row.int4() << 16;
    const entry = this.#entry.words;
    const isResolving = (entry[entryAt.pendingTimestamp]! | entry[entryAt.pendingTimestamp + 1]!) !== 0;
    const isExpiry = entry[entryAt.kind] === entryKind.expiry;
    for (let k = 0; k < u128Words; k++)
      entry[entryAt.pendingId + k] = isResolving && !isExpiry ? words[entryAt.id + k]! : 0;
    return isResolving ? this.#resolved : undefined;
  }
}

/** What became of a pending transfer, by kind and flags of the entry that resolved it; kind 0 where none did. */
export function stateOf(entry: Place, kind: number, flags: number): number {
  if (((entry.words[entryAt.codeAndFlags]! >>> 16) & transferFlags.pending) === 0) return pendingState.none;
  if (kind === 0) return pendingState.pending;
  if (kind === entryKind.expiry) return pendingState.expired;
  return (flags & transferFlags.postPendingTransfer) !== 0 ? pendingState.posted : pendingState.voided;
}
