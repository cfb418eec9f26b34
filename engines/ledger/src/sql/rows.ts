import type { Selectable } from 'kysely';
import type { LedgerTables } from '../database.gen.ts';
import type { Account } from '../model/account.ts';
import type { AccountBalance } from '../model/query.ts';
import type { Transfer } from '../model/transfer.ts';
import { numberOf } from './uuid.ts';

/** A row of accounts, transfers or balances. */
export type AccountRow = Selectable<LedgerTables['ledger_sql_account']>;
export type TransferRow = Selectable<LedgerTables['ledger_sql_transfer']>;
export type BalanceRow = Selectable<LedgerTables['ledger_sql_balance']>;

/** An account from its row. */
export function accountOf(row: AccountRow): Account {
  return {
    id: numberOf(row.id),
    ...sumsOf(row),
    ...userDataOf(row),
    ledger: Number(row.ledger),
    code: row.code,
    flags: row.flags,
    timestamp: row.timestamp,
  };
}

/** A transfer from its row. */
export function transferOf(row: TransferRow): Transfer {
  return {
    id: numberOf(row.id),
    debitAccountId: numberOf(row.debit_account_id),
    creditAccountId: numberOf(row.credit_account_id),
    amount: BigInt(row.amount),
    pendingId: numberOf(row.pending_id),
    ...userDataOf(row),
    timeout: Number(row.timeout_s),
    ledger: Number(row.ledger),
    code: row.code,
    flags: row.flags,
    timestamp: row.timestamp,
  };
}

/** How an account stood, from its row. */
export function balanceOf(row: BalanceRow): AccountBalance {
  return { ...sumsOf(row), timestamp: row.timestamp };
}

function sumsOf(row: Omit<BalanceRow, 'account_id' | 'timestamp'>): Omit<AccountBalance, 'timestamp'> {
  return {
    debitsPending: BigInt(row.debits_pending),
    debitsPosted: BigInt(row.debits_posted),
    creditsPending: BigInt(row.credits_pending),
    creditsPosted: BigInt(row.credits_posted),
  };
}

function userDataOf(
  row: AccountRow | TransferRow,
): Pick<Account, 'userData128' | 'userData64' | 'userData32'> {
  return {
    userData128: numberOf(row.user_data_128),
    userData64: BigInt(row.user_data_64 ?? 0),
    userData32: Number(row.user_data_32 ?? 0),
  };
}
