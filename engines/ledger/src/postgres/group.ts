import type { Step } from '../machine/books.ts';
import { placeOf } from '../machine/books.ts';
import type { Known } from '../machine/known.ts';
import { transferAt, transferWords } from '../machine/layout.ts';
import type { Machine, Outcome } from '../machine/machine.ts';
import type { Place } from '../machine/place.ts';
import { readU128 } from '../machine/u128.ts';
import { accountColumns, encodeAccount } from './account-rows.ts';
import { CopyEncoder } from './copy-encoder.ts';
import type { Copied } from './copy-in.ts';
import { encodeEntry, entryColumns } from './journal-rows.ts';

/** What a caller asks for, and where the answer goes. */
export type Request = {
  readonly kind: 'accounts' | 'transfers';
  readonly events: Uint32Array;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
};

/** Requests that are carried out and committed together. */
export type Group = {
  readonly requests: readonly Request[];
  readonly step: Step;
  readonly outcomes: readonly Outcome[];
  /** What has to be in the database before any outcome is told. */
  readonly copies: readonly Copied[];
  /** Pending transfers that were asked for and are not in memory: the outcomes stand only if they are not in the database either. */
  readonly missed: readonly bigint[];
};

/** What was found in the database, by id; a group asks here for what is not in memory. */
export type Found = ReadonlyMap<bigint, Place>;

/** Judges requests in their order, `found` being all that the database knows of ids they name, or nothing if it was not asked. */
export function judge(
  machine: Machine,
  requests: readonly Request[],
  { nowNs, found }: { readonly nowNs: bigint; readonly found?: Found },
): Group {
  const missed: bigint[] = [];
  const known: Known = {
    entry: ({ words, at }) => (found && found.size > 0 ? found.get(readU128(words, at)) : undefined),
    pending: ({ words, at }) => {
      const id = readU128(words, at);
      if (!found) missed.push(id);
      return found?.get(id);
    },
  };
  const step = machine.begin();
  const outcomes = requests.map(({ kind, events }) =>
    kind === 'accounts'
      ? machine.createAccounts(events, nowNs)
      : machine.createTransfers(events, nowNs, known),
  );
  return { requests, step, outcomes, copies: missed.length > 0 ? [] : copiesOf(machine, step), missed };
}

/** Every id that requests name. */
export function idsOf(requests: readonly Request[]): readonly bigint[] {
  const ids = new Set<bigint>();
  for (const { kind, events } of requests)
    if (kind === 'transfers')
      for (let at = 0; at < events.length; at += transferWords) {
        ids.add(readU128(events, at + transferAt.id));
        ids.add(readU128(events, at + transferAt.pendingId));
      }
  return [...ids];
}

const entryBytes = 220;
const accountBytes = 140;

function copiesOf({ books: { state } }: Machine, { from }: Step): readonly Copied[] {
  const copies: Copied[] = [];
  if (state.accountCount > from.accountCount) {
    const encoder = new CopyEncoder((state.accountCount - from.accountCount) * accountBytes);
    for (let no = from.accountCount; no < state.accountCount; no++)
      encodeAccount(encoder, no, placeOf(state.accounts, no));
    copies.push({ table: 'ledger_account', columns: accountColumns, rows: encoder.finish() });
  }
  if (state.entryCount > from.entryCount) {
    const encoder = new CopyEncoder((state.entryCount - from.entryCount) * entryBytes);
    for (let n = from.entryCount; n < state.entryCount; n++)
      encodeEntry(encoder, placeOf(state.entries, state.entryNo(n)));
    copies.push({ table: 'ledger_entry', columns: entryColumns, rows: encoder.finish() });
  }
  return copies;
}
