import type { Transfer } from '../model/transfer.ts';
import { numberOf, type TextRow } from './read.ts';

/** What `transferOf` reads: columns of `transferTables`. */
export const transferColumns = `e."timestamp", e.id, debit.id, credit.id, e.amount, pending.id, e.user_data_128,
  e.user_data_64, e.user_data_32, e.timeout_s, debit.ledger, e.code, e.flags`;

/**
 * Entries `e`, which `entries` selects, beside the names that they know by numbers and moments only. Each name is looked up by its key: a
 * plan over all would read all accounts for one entry.
 */
export function transferTables(entries: string): string {
  return `(${entries}) e
    left join lateral (select id, ledger from ledger_account where no = e.debit_no offset 0) debit on true
    left join lateral (select id from ledger_account where no = e.credit_no offset 0) credit on true
    left join lateral (select id from ledger_entry where "timestamp" = e.pending_timestamp offset 0) pending on true`;
}

/** Reads a row of `transferColumns`. */
export function transferOf(row: TextRow): Transfer {
  const [
    timestamp,
    id,
    debit,
    credit,
    amount,
    pending,
    data128,
    data64,
    data32,
    timeout,
    ledger,
    code,
    flags,
  ] = row;
  return {
    id: numberOf(id),
    debitAccountId: numberOf(debit),
    creditAccountId: numberOf(credit),
    amount: BigInt(amount!),
    pendingId: numberOf(pending),
    userData128: numberOf(data128),
    userData64: BigInt(data64 ?? 0),
    userData32: Number(data32),
    timeout: Number(timeout),
    ledger: Number(ledger),
    code: Number(code),
    flags: Number(flags),
    timestamp: BigInt(timestamp!),
  };
}
