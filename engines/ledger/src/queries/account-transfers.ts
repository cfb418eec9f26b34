import type { Pool } from 'pg';
import { checkAccountFilter } from '../model/check-filter.ts';
import { type AccountFilter, accountFilterFlags } from '../model/query.ts';
import type { Transfer } from '../model/transfer.ts';
import { allOf, order, transferConditions } from './conditions.ts';
import { readRows } from './read.ts';
import { accountNoOf, isOf, lastEntryOf, walkBack } from './thread.ts';
import { transferColumns, transferOf, transferTables } from './transfer-rows.ts';

/** Steps of a walk at first, and until it is given up: reading all there is takes less than so many looks. */
const firstSteps = 256;
const mostSteps = 20_000;

/**
 * The transfers of an account, the earliest first. `lastEntry` says when the account was last touched, if that is known already. Errors:
 * `ledger.bad_filter`.
 */
export async function getAccountTransfers(
  pool: Pool,
  filter: AccountFilter,
  lastEntry?: bigint,
): Promise<readonly Transfer[]> {
  checkAccountFilter(filter);
  const no = await accountNoOf(pool, filter.accountId);
  if (no === undefined) return [];
  const search = { pool, no, filter };
  return (await byThread(search, lastEntry ?? (await lastEntryOf(pool, no)))) ?? byTime(search);
}

type Search = { readonly pool: Pool; readonly no: number; readonly filter: AccountFilter };

/** Walks along the account's entries from its last one; undefined where there are so many that reading all is faster. */
async function byThread(search: Search, lastEntry: bigint): Promise<readonly Transfer[] | undefined> {
  const { pool, no, filter } = search;
  const { limit, timestampMin = 0n } = filter;
  const reversed = isReversed(filter);
  const found: Transfer[] = [];
  let from: bigint = lastEntry;
  let walked = 0;
  for (let steps = firstSteps; from > 0n && from >= timestampMin; steps *= 4) {
    if (reversed && found.length >= limit) break;
    if (walked >= mostSteps) return undefined;
    const walk = { no, from, sinceNs: timestampMin, steps };
    const matches = allOf([...transferConditions('e', filter), sideOf(no, filter)]);
    const rows = await readRows(
      pool,
      `select step, next, matches, ${transferColumns} from ${transferTables(`
        select *, ${matches} as matches from (${walkBack(walk)}) e`)} order by step`,
    );
    for (const [, , isMatch, ...row] of rows) if (isMatch === 't') found.push(transferOf(row));
    from = BigInt(rows.at(-1)![1] ?? 0);
    walked += rows.length;
  }
  return (reversed ? found : found.reverse()).slice(0, limit);
}

/** Reads all entries of the time asked for, in the order asked for. */
async function byTime({ pool, no, filter }: Search): Promise<readonly Transfer[]> {
  const conditions = allOf([...transferConditions('e', filter), isOf(no), sideOf(no, filter)]);
  const by = `e."timestamp" ${order(isReversed(filter))}`;
  const rows = await readRows(
    pool,
    `select ${transferColumns} from ${transferTables(
      `select * from ledger_entry e where ${conditions} order by ${by} limit ${filter.limit}`,
    )} order by ${by}`,
  );
  return rows.map(transferOf);
}

/** Whether the latest come first. */
export function isReversed({ flags = 0 }: AccountFilter): boolean {
  return (flags & accountFilterFlags.reversed) !== 0;
}

/** What a filter demands of the side on which the account is. */
export function sideOf(no: number, { flags = 0 }: AccountFilter): string {
  const { debits, credits } = accountFilterFlags;
  if ((flags & (debits | credits)) === (debits | credits)) return 'true';
  return (flags & debits) !== 0 ? `e.debit_no = ${no}` : `e.credit_no = ${no}`;
}
