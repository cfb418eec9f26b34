import { placeOf } from '../machine/books.ts';
import type { Known } from '../machine/known.ts';
import { accountAt, balanceAt, entryAt, entryKind, entryWords, pendingState } from '../machine/layout.ts';
import type { Machine } from '../machine/machine.ts';
import { readU128, writeU64 } from '../machine/u128.ts';
import { encodeTransfers } from '../model/records.ts';
import type { Model, ModelAccount } from './model.ts';

/** Every account of a machine as the model tells it. */
export function accountsOf({ books: { state } }: Machine): readonly ModelAccount[] {
  return Array.from({ length: state.accountCount }, (_, no) => {
    const account = placeOf(state.accounts, no);
    const { words, at } = placeOf(state.balances, no);
    return {
      id: readU128(account.words, account.at + accountAt.id),
      ledger: account.words[account.at + accountAt.ledger]!,
      debitsPending: readU128(words, at + balanceAt.debitsPending),
      debitsPosted: readU128(words, at + balanceAt.debitsPosted),
      creditsPending: readU128(words, at + balanceAt.creditsPending),
      creditsPosted: readU128(words, at + balanceAt.creditsPosted),
      flags: words[at + balanceAt.flags]!,
    };
  });
}

/** The journal as a model remembers it. */
export function knownFrom({ transfers, spent }: Pick<Model, 'transfers' | 'spent'>): Known {
  const entry: Known['entry'] = ({ words, at }) => {
    const id = readU128(words, at);
    const made = transfers.get(id);
    if (!made && !spent.has(id)) return undefined;
    const found = new Uint32Array(entryWords);
    if (!made) {
      found[entryAt.kind] = entryKind.refusal;
      return { words: found, at: 0 };
    }
    found.set(encodeTransfers([made]));
    writeU64(found, entryAt.timestamp, made.timestamp);
    found[entryAt.kind] = entryKind.transfer;
    found[entryAt.state] = pendingState[made.fate ?? 'none'];
    return { words: found, at: 0 };
  };
  return { entry, pending: entry };
}

/** The ids of all transfers that are pending in a machine. */
export function pendingIdsOf({ books: { state } }: Machine): readonly bigint[] {
  return Array.from({ length: state.pendings.size }, (_, slot) => placeOf(state.pendings, slot)).flatMap(
    ({ words, at }) =>
      words[at + entryAt.state] === pendingState.pending ? [readU128(words, at + entryAt.id)] : [],
  );
}
