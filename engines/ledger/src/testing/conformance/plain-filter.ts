import type { Account } from '../../model/account.ts';
import {
  type AccountBalance,
  type AccountFilter,
  accountFilterFlags,
  type QueryFilter,
  queryFilterFlags,
} from '../../model/query.ts';
import type { Transfer } from '../../model/transfer.ts';
import type { Book } from './book.ts';

const fields = ['userData128', 'userData64', 'userData32', 'code', 'ledger'] as const;

/** What `getAccountTransfers` must tell. */
export function transfersOf(book: Book, filter: AccountFilter): readonly Transfer[] {
  return cut(ofAccount(book, filter), filter, accountFilterFlags.reversed);
}

/** What `getAccountBalances` must tell. */
export function balancesOf(book: Book, filter: AccountFilter): readonly AccountBalance[] {
  const moments = new Set(ofAccount(book, filter).map(({ timestamp }) => timestamp));
  const balances = book.balances(filter.accountId).filter(({ timestamp }) => moments.has(timestamp));
  return cut(balances, filter, accountFilterFlags.reversed);
}

/** What `queryAccounts` must tell, of all accounts, or `queryTransfers`, of all transfers. */
export function found<Kept extends Account | Transfer>(
  kept: readonly Kept[],
  filter: QueryFilter,
): readonly Kept[] {
  return cut(
    kept.filter((one) => fits(one, filter)),
    filter,
    queryFilterFlags.reversed,
  );
}

function ofAccount(book: Book, filter: AccountFilter): readonly Transfer[] {
  const { accountId, flags = 0 } = filter;
  return book
    .transfers()
    .filter(
      ({ debitAccountId, creditAccountId }) =>
        (flags & accountFilterFlags.debits && debitAccountId === accountId) ||
        (flags & accountFilterFlags.credits && creditAccountId === accountId),
    )
    .filter((transfer) => fits(transfer, filter));
}

function fits(one: Account | Transfer, filter: QueryFilter): boolean {
  const { timestampMin = 0n, timestampMax = 0n } = filter;
  return (
    fields.every((field) => !filter[field] || filter[field] === one[field]) &&
    one.timestamp >= timestampMin &&
    (timestampMax === 0n || one.timestamp <= timestampMax)
  );
}

function cut<Kept>(
  kept: readonly Kept[],
  { flags = 0, limit }: QueryFilter,
  reversed: number,
): readonly Kept[] {
  return (flags & reversed ? kept.toReversed() : kept).slice(0, limit);
}
