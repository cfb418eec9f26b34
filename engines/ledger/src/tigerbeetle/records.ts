import { fail } from '@finharbor/kernel';
import { type Account, accountFlags, type NewAccount } from '../model/account.ts';
import { LimitChecker } from '../model/limit-checker.ts';
import type { AccountBalance, AccountFilter, QueryFilter } from '../model/query.ts';
import {
  accountStatusName,
  type CreateAccountStatus,
  type CreateTransferStatus,
  createTransferStatus,
  transferStatusName,
} from '../model/status.ts';
import { type NewTransfer, type Transfer, transferFlags } from '../model/transfer.ts';
import type {
  WireAccount,
  WireAccountFilter,
  WireBalance,
  WireFilter,
  WireQueryFilter,
  WireTransfer,
} from './client.ts';

/** TigerBeetle's number for what was carried out, since 0.17. */
const wireCreated = 0xffff_ffff;

/** A flag that TigerBeetle does not know. */
const unknownFlag = 0x8000;

/** Accounts to be opened, as TigerBeetle takes them. Errors: `ledger.out_of_range`, with the event and its field. */
export function toWireAccounts(accounts: readonly NewAccount[]): readonly WireAccount[] {
  const limit = new LimitChecker();
  return accounts.map((account, k) => {
    limit.event = k;
    return {
      id: limit.big(account.id, 128, 'id'),
      debits_pending: 0n,
      debits_posted: 0n,
      credits_pending: 0n,
      credits_posted: 0n,
      user_data_128: limit.big(account.userData128 ?? 0n, 128, 'userData128'),
      user_data_64: limit.big(account.userData64 ?? 0n, 64, 'userData64'),
      user_data_32: limit.small(account.userData32, 32, 'userData32'),
      reserved: 0,
      ledger: limit.small(account.ledger, 32, 'ledger'),
      code: limit.small(account.code, 16, 'code'),
      flags: notImported(limit.small(account.flags, 16, 'flags'), accountFlags.imported),
      timestamp: 0n,
    };
  });
}

/** Transfers to be made, as TigerBeetle takes them. Errors: `ledger.out_of_range`, with the event and its field. */
export function toWireTransfers(transfers: readonly NewTransfer[]): readonly WireTransfer[] {
  const limit = new LimitChecker();
  return transfers.map((transfer, k) => {
    limit.event = k;
    return {
      id: limit.big(transfer.id, 128, 'id'),
      debit_account_id: limit.big(transfer.debitAccountId ?? 0n, 128, 'debitAccountId'),
      credit_account_id: limit.big(transfer.creditAccountId ?? 0n, 128, 'creditAccountId'),
      amount: limit.big(transfer.amount, 128, 'amount'),
      pending_id: limit.big(transfer.pendingId ?? 0n, 128, 'pendingId'),
      user_data_128: limit.big(transfer.userData128 ?? 0n, 128, 'userData128'),
      user_data_64: limit.big(transfer.userData64 ?? 0n, 64, 'userData64'),
      user_data_32: limit.small(transfer.userData32, 32, 'userData32'),
      timeout: limit.small(transfer.timeout, 32, 'timeout'),
      ledger: limit.small(transfer.ledger, 32, 'ledger'),
      code: limit.small(transfer.code, 16, 'code'),
      flags: notImported(limit.small(transfer.flags, 16, 'flags'), transferFlags.imported),
      timestamp: 0n,
    };
  });
}

/** Ids to be looked up. Errors: `ledger.out_of_range`, with the place of the one that cannot be. */
export function toWireIds(ids: readonly bigint[]): readonly bigint[] {
  const limit = new LimitChecker();
  return ids.map((id, k) => {
    limit.event = k;
    return limit.big(id, 128, 'id');
  });
}

/**
 * Events with moments of their own are not part of this ledger. TigerBeetle, which has them, lets the first event say whether all of a
 * request are such; an unknown flag instead makes it refuse the one event, in its turn, as `reservedFlag`.
 */
function notImported(flags: number, imported: number): number {
  return (flags & imported) === 0 ? flags : (flags & ~imported) | unknownFlag;
}

/** A filter that has been checked, as TigerBeetle takes it. */
export function toWireAccountFilter(filter: AccountFilter): WireAccountFilter {
  return { ...commonFilter(filter), account_id: filter.accountId };
}

/** A filter that has been checked, as TigerBeetle takes it. */
export function toWireQueryFilter(filter: QueryFilter): WireQueryFilter {
  return { ...commonFilter(filter), ledger: filter.ledger ?? 0 };
}

function commonFilter(filter: Omit<QueryFilter, 'ledger'>): WireFilter {
  return {
    user_data_128: filter.userData128 ?? 0n,
    user_data_64: filter.userData64 ?? 0n,
    user_data_32: filter.userData32 ?? 0,
    code: filter.code ?? 0,
    timestamp_min: filter.timestampMin ?? 0n,
    timestamp_max: filter.timestampMax ?? 0n,
    limit: filter.limit,
    flags: filter.flags ?? 0,
  };
}

/** An account that TigerBeetle has. */
export function fromWireAccount(account: WireAccount): Account {
  return {
    id: account.id,
    ...fromWireBalance(account),
    userData128: account.user_data_128,
    userData64: account.user_data_64,
    userData32: account.user_data_32,
    ledger: account.ledger,
    code: account.code,
    flags: account.flags,
  };
}

/** A transfer that TigerBeetle has. */
export function fromWireTransfer(transfer: WireTransfer): Transfer {
  return {
    id: transfer.id,
    debitAccountId: transfer.debit_account_id,
    creditAccountId: transfer.credit_account_id,
    amount: transfer.amount,
    pendingId: transfer.pending_id,
    userData128: transfer.user_data_128,
    userData64: transfer.user_data_64,
    userData32: transfer.user_data_32,
    timeout: transfer.timeout,
    ledger: transfer.ledger,
    code: transfer.code,
    flags: transfer.flags,
    timestamp: transfer.timestamp,
  };
}

/** How an account stood, as TigerBeetle has it. */
export function fromWireBalance(balance: WireBalance): AccountBalance {
  return {
    debitsPending: balance.debits_pending,
    debitsPosted: balance.debits_posted,
    creditsPending: balance.credits_pending,
    creditsPosted: balance.credits_posted,
    timestamp: balance.timestamp,
  };
}

/** The name of TigerBeetle's status of an account. Errors: `ledger.unknown_status`. */
export function fromWireAccountStatus(status: number): CreateAccountStatus {
  const name: CreateAccountStatus | undefined = accountStatusName(ourNumber(status));
  return name ?? unknown(status);
}

/** The name of TigerBeetle's status of a transfer. Errors: `ledger.unknown_status`. */
export function fromWireTransferStatus(status: number): CreateTransferStatus {
  const name: CreateTransferStatus | undefined = transferStatusName(ourNumber(status));
  return name ?? unknown(status);
}

function ourNumber(status: number): number {
  return status === wireCreated ? createTransferStatus.created : status;
}

function unknown(status: number): never {
  return fail(
    'ledger.unknown_status',
    `TigerBeetle answers with status ${status}, which this version does not know.`,
  );
}
