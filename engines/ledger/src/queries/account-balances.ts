import type { Pool } from 'pg';
import { checkAccountFilter } from '../model/check-filter.ts';
import type { AccountBalance, AccountFilter } from '../model/query.ts';
import { isReversed, sideOf } from './account-transfers.ts';
import { allOf, order, transferConditions } from './conditions.ts';
import { readRows, type TextRow } from './read.ts';
import { accountNoOf } from './thread.ts';

/** How an account with the flag `history` stood after each of its transfers, the earliest first; nothing of others. Errors: `ledger.bad_filter`. */
export async function getAccountBalances(
  pool: Pool,
  filter: AccountFilter,
): Promise<readonly AccountBalance[]> {
  checkAccountFilter(filter);
  const no = await accountNoOf(pool, filter.accountId);
  if (no === undefined) return [];
  const { timestampMin = 0n, timestampMax = 0n } = filter;
  const stands = [
    `b.account_no = ${no}`,
    `b."timestamp" >= ${timestampMin}`,
    ...(timestampMax > 0n ? [`b."timestamp" <= ${timestampMax}`] : []),
  ];
  const moves = allOf([...transferConditions('e', filter), sideOf(no, filter)]);
  const rows = await readRows(
    pool,
    `select b."timestamp", b.debits_pending, b.debits_posted, b.credits_pending, b.credits_posted
      from ledger_balance b
      cross join lateral (select 1 from ledger_entry e where e."timestamp" = b."timestamp" and ${moves} offset 0) moved
      where ${allOf(stands)} order by b."timestamp" ${order(isReversed(filter))} limit ${filter.limit}`,
  );
  return rows.map(balanceOf);
}

/** Reads a moment and four sums. */
function balanceOf([timestamp, ...sums]: TextRow): AccountBalance {
  const [debitsPending, debitsPosted, creditsPending, creditsPosted] = sums.map((sum) => BigInt(sum!));
  return {
    debitsPending: debitsPending!,
    debitsPosted: debitsPosted!,
    creditsPending: creditsPending!,
    creditsPosted: creditsPosted!,
    timestamp: BigInt(timestamp!),
  };
}
