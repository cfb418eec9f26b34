import type { Clock } from '@finharbor/kernel';
import type { Kysely } from 'kysely';
import type { LedgerBooks, LedgerPast } from '../store.ts';
import { entryBook } from './account-entries.ts';
import { accountBook } from './accounts.ts';
import type { Tables } from './tables.ts';
import { transferBook } from './transfers.ts';

/** What can be read of a ledger, on the database it is kept in; `past` is asked how accounts stood. */
export function postgresBooks(
  db: Kysely<Tables>,
  { past, clock }: { readonly past: LedgerPast; readonly clock: Clock },
): LedgerBooks {
  return { ...accountBook(db, clock), ...transferBook(db), ...entryBook(db, past) };
}
