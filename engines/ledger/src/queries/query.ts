import type { Pool } from 'pg';
import { checkQueryFilter } from '../model/check-filter.ts';
import { type QueryFilter, queryFilterFlags } from '../model/query.ts';
import type { Transfer } from '../model/transfer.ts';
import { allOf, fieldConditions, order, transferConditions } from './conditions.ts';
import { readRows } from './read.ts';
import { transferColumns, transferOf, transferTables } from './transfer-rows.ts';

const fewAccounts = 100;

/** Transfers by their fields, the earliest first. Errors: `ledger.bad_filter`. */
export async function queryTransfers(pool: Pool, filter: QueryFilter): Promise<readonly Transfer[]> {
  checkQueryFilter(filter);
  const { limit } = filter;
  const conditions = allOf([...transferConditions('e', filter), ...(await ledgerConditions(pool, filter))]);
  const by = `e."timestamp" ${orderOf(filter)}`;
  const rows = await readRows(
    pool,
    `select ${transferColumns} from ${transferTables(
      `select * from ledger_entry e where ${conditions} order by ${by} limit ${limit}`,
    )} order by ${by}`,
  );
  return rows.map(transferOf);
}

/** What a filter demands of an entry's accounts, which know their ledger: named one by one if they are few, as they are then found by index. */
async function ledgerConditions(
  pool: Pool,
  { ledger = 0 }: Pick<QueryFilter, 'ledger'>,
): Promise<readonly string[]> {
  if (ledger === 0) return [];
  const few = await readRows(
    pool,
    `select no from ledger_account where ledger = ${ledger} limit ${fewAccounts + 1}`,
  );
  return few.length > fewAccounts
    ? [`(select ledger from ledger_account where no = e.debit_no) = ${ledger}`]
    : [`e.debit_no = any('{${few.map(([no]) => no).join(',')}}'::int[])`];
}

/** The numbers of accounts by their fields, the earliest first; how they stand only the writer knows. Errors: `ledger.bad_filter`. */
export async function queryAccountNumbers(pool: Pool, filter: QueryFilter): Promise<readonly number[]> {
  checkQueryFilter(filter);
  const { ledger = 0, limit } = filter;
  const conditions = allOf([
    ...fieldConditions('a', filter),
    ...(ledger > 0 ? [`a.ledger = ${ledger}`] : []),
  ]);
  const rows = await readRows(
    pool,
    `select a.no from ledger_account a where ${conditions} order by a."timestamp" ${orderOf(filter)} limit ${limit}`,
  );
  return rows.map(([no]) => Number(no));
}

function orderOf({ flags = 0 }: QueryFilter): 'asc' | 'desc' {
  return order((flags & queryFilterFlags.reversed) !== 0);
}
