import type { Pool } from 'pg';
import { checkAccountFilter } from '../model/check-filter.ts';
import { type AccountFilter, accountFilterFlags } from '../model/query.ts';
import type { Transfer } from '../model/transfer.ts';
import { allOf, order, transferConditions } from './conditions.ts';
import { readRows } from './read.ts';
import { isOf, type KeptAccount, keptAccount, lastEntryOf, longestWalk, never, walkBack } from './thread.ts';
import { transferColumns, transferOf, transferTables } from './transfer-rows.ts';

const firstSteps = 256;
const { debits, credits, reversed } = accountFilterFlags;

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
  const account = await keptAccount(pool, filter.accountId);
  if (!account) return [];
  const found: Transfer[] = [];
  for (const { from, to, read } of partsOf(account, filter)) {
    const limit = filter.limit - found.length;
    if (from > to || limit === 0) continue;
    const part = { ...filter, timestampMin: from, timestampMax: to, limit };
    found.push(...(await read({ pool, no: account.no, filter: part, lastEntry })));
  }
  return found;
}

type Search = {
  readonly pool: Pool;
  readonly no: number;
  readonly filter: AccountFilter;
  readonly lastEntry: bigint | undefined;
};

type Part = {
  readonly from: bigint;
  readonly to: bigint;
  readonly read: (search: Search) => Promise<readonly Transfer[]>;
};

/** The time of a filter in the months that are closed and in those that are open, in the order asked for. */
function partsOf({ openSinceNs }: KeptAccount, filter: AccountFilter): readonly Part[] {
  const { timestampMin: from = 0n } = filter;
  const to = filter.timestampMax || never;
  const closed = { from, to: to < openSinceNs ? to : openSinceNs - 1n, read: byIndex };
  const open = { from: from > openSinceNs ? from : openSinceNs, to, read: fromOpen };
  return isReversed(filter) ? [open, closed] : [closed, open];
}

async function fromOpen(search: Search): Promise<readonly Transfer[]> {
  const lastEntry = search.lastEntry ?? (await lastEntryOf(search.pool, search.no));
  return (await byThread(search, lastEntry)) ?? byTime(search);
}

/** Walks along the account's entries from its last one; undefined where there are so many that reading all is faster. */
async function byThread(search: Search, lastEntry: bigint): Promise<readonly Transfer[] | undefined> {
  const { pool, no, filter } = search;
  const { limit, timestampMin: sinceNs = 0n } = filter;
  const matches = allOf([...transferConditions('e', filter), sideOf(no, filter)]);
  const found: Transfer[] = [];
  let fromNs: bigint = lastEntry;
  let walked = 0;
  for (let steps = firstSteps; fromNs > 0n && fromNs >= sinceNs; steps *= 4) {
    if (isReversed(filter) && found.length >= limit) break;
    if (walked >= longestWalk) return undefined;
    const rows = await readRows(
      pool,
      `select next, matches, ${transferColumns} from ${transferTables(`
        select *, ${matches} as matches from (${walkBack({ no, fromNs, sinceNs, steps })}) e`)} order by step`,
    );
    for (const [, isMatch, ...row] of rows) if (isMatch === 't') found.push(transferOf(row));
    fromNs = BigInt(rows.at(-1)![0] ?? 0);
    walked += rows.length;
  }
  return (isReversed(filter) ? found : found.reverse()).slice(0, limit);
}

/** Reads all entries of the time asked for, in the order asked for. */
function byTime({ pool, no, filter }: Search): Promise<readonly Transfer[]> {
  const conditions = [...transferConditions('e', filter), isOf(no), sideOf(no, filter)];
  return readEntries(pool, filter, selectEntries(filter, conditions));
}

/** Finds the entries by the indexes of closed months, one side at a time. */
function byIndex({ pool, no, filter }: Search): Promise<readonly Transfer[]> {
  const { flags = 0 } = filter;
  const sides = [...(flags & debits ? ['debit_no'] : []), ...(flags & credits ? ['credit_no'] : [])];
  const selects = sides.map((side) =>
    selectEntries(filter, [...transferConditions('e', filter), `e.${side} = ${no}`]),
  );
  return readEntries(pool, filter, selects.map((select) => `(${select})`).join(' union all '));
}

function selectEntries(filter: AccountFilter, conditions: readonly string[]): string {
  const by = `e."timestamp" ${order(isReversed(filter))}`;
  return `select * from ledger_entry e where ${allOf(conditions)} order by ${by} limit ${filter.limit}`;
}

async function readEntries(pool: Pool, filter: AccountFilter, entries: string): Promise<readonly Transfer[]> {
  const by = `"timestamp" ${order(isReversed(filter))}`;
  const first = `select * from (${entries}) sides order by ${by} limit ${filter.limit}`;
  const rows = await readRows(
    pool,
    `select ${transferColumns} from ${transferTables(first)} order by e.${by}`,
  );
  return rows.map(transferOf);
}

/** Whether the latest come first. */
export function isReversed({ flags = 0 }: AccountFilter): boolean {
  return (flags & reversed) !== 0;
}

/** What a filter demands of the side on which the account is. */
export function sideOf(no: number, { flags = 0 }: AccountFilter): string {
  if ((flags & (debits | credits)) === (debits | credits)) return 'true';
  return (flags & debits) !== 0 ? `e.debit_no = ${no}` : `e.credit_no = ${no}`;
}
