import type { Pool } from 'pg';
import { checkAccountFilter } from '../model/check-filter.ts';
import type { AccountBalance, AccountFilter } from '../model/query.ts';
import { isReversed, sideOf } from './account-transfers.ts';
import { allOf, order, transferConditions } from './conditions.ts';
import { readRows } from './read.ts';
import { sumColumns, sumsOf } from './sum-rows.ts';
import { keptAccount } from './thread.ts';

/** How an account with the flag `history` stood after each of its transfers, the earliest first; nothing of others. Errors: `ledger.bad_filter`. */
export async function getAccountBalances(
  pool: Pool,
  filter: AccountFilter,
): Promise<readonly AccountBalance[]> {
  checkAccountFilter(filter);
  const account = await keptAccount(pool, filter.accountId);
  if (!account) return [];
  const { no } = account;
  const { timestampMin = 0n, timestampMax = 0n } = filter;
  const stands = [
    `b.account_no = ${no}`,
    `b."timestamp" >= ${timestampMin}`,
    ...(timestampMax > 0n ? [`b."timestamp" <= ${timestampMax}`] : []),
  ];
  const moves = allOf([...transferConditions('e', filter), sideOf(no, filter)]);
  const rows = await readRows(
    pool,
    `select b."timestamp", ${sumColumns.map((sum) => `b.${sum}`).join(', ')}
      from ledger_balance b
      cross join lateral (select 1 from ledger_entry e where e."timestamp" = b."timestamp" and ${moves} offset 0) moved
      where ${allOf(stands)} order by b."timestamp" ${order(isReversed(filter))} limit ${filter.limit}`,
  );
  return rows.map(([timestamp, ...row]) => ({ ...sumsOf(row), timestamp: BigInt(timestamp!) }));
}
