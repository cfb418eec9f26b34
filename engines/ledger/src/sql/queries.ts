import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { LedgerTables } from '../database.gen.ts';
import type { Ledger } from '../ledger.ts';
import type { Account } from '../model/account.ts';
import { checkAccountFilter, checkQueryFilter } from '../model/check-filter.ts';
import { checkIds } from '../model/check-size.ts';
import {
  type AccountBalance,
  type AccountFilter,
  accountFilterFlags,
  type QueryFilter,
  queryFilterFlags,
} from '../model/query.ts';
import type { Transfer } from '../model/transfer.ts';
import { matches, orderOf } from './conditions.ts';
import {
  type AccountRow,
  accountOf,
  type BalanceRow,
  balanceOf,
  type TransferRow,
  transferOf,
} from './rows.ts';
import { arrayOf, uuidOf } from './uuid.ts';

type Database = Kysely<LedgerTables>;

/** All that a ledger is asked, and that changes nothing. */
type Questions = Omit<Ledger, 'createAccounts' | 'createTransfers' | typeof Symbol.asyncDispose>;

const { debits, credits, reversed } = accountFilterFlags;

/** Answers what a ledger in SQL is asked, each from one snapshot. */
export function questions(db: Database): Questions {
  return {
    lookupAccounts: (ids) => lookupAccounts(db, ids),
    lookupTransfers: (ids) => lookupTransfers(db, ids),
    getAccountTransfers: (filter) => getAccountTransfers(db, filter),
    getAccountBalances: (filter) => getAccountBalances(db, filter),
    queryAccounts: (filter) => queryAccounts(db, filter),
    queryTransfers: (filter) => queryTransfers(db, filter),
  };
}

async function lookupAccounts(db: Database, ids: readonly bigint[]): Promise<readonly Account[]> {
  const { rows } = await sql<AccountRow>`
    select kept.* from ${places(ids)} join ledger_sql_account kept using (id) order by place`.execute(db);
  return rows.map(accountOf);
}

async function lookupTransfers(db: Database, ids: readonly bigint[]): Promise<readonly Transfer[]> {
  const { rows } = await sql<TransferRow>`
    select kept.* from ${places(ids)} join ledger_sql_transfer kept using (id) order by place`.execute(db);
  return rows.map(transferOf);
}

/** The ids of a lookup as a table, in their order. */
function places(ids: readonly bigint[]): RawBuilder<unknown> {
  checkIds(ids);
  return sql`unnest(${arrayOf(ids.map(uuidOf))}::uuid[]) with ordinality as asked(id, place)`;
}

async function getAccountTransfers(db: Database, filter: AccountFilter): Promise<readonly Transfer[]> {
  checkAccountFilter(filter);
  const order = orderOf(filter, reversed);
  // Each side by its own index and no further than the limit: a page of the busiest account costs what any other's does.
  const pages = sidesOf(filter).map(
    (isSide) => sql`(select * from ledger_sql_transfer kept
      where ${isSide} and ${matches(filter)} order by "timestamp" ${order} limit ${filter.limit})`,
  );
  const { rows } = await sql<TransferRow>`
    select * from (${sql.join(pages, sql` union all `)}) sides order by "timestamp" ${order} limit ${filter.limit}`.execute(
    db,
  );
  return rows.map(transferOf);
}

async function getAccountBalances(db: Database, filter: AccountFilter): Promise<readonly AccountBalance[]> {
  checkAccountFilter(filter);
  const { rows } = await sql<BalanceRow>`
    select balance.* from ledger_sql_balance balance join ledger_sql_transfer kept using ("timestamp")
    where balance.account_id = ${uuidOf(filter.accountId)}
      and (${sql.join(sidesOf(filter), sql` or `)}) and ${matches(filter)}
    order by "timestamp" ${orderOf(filter, reversed)} limit ${filter.limit}`.execute(db);
  return rows.map(balanceOf);
}

/** Whether the account that a filter is about is on a side that it asks for. */
function sidesOf({ accountId, flags = 0 }: AccountFilter): readonly RawBuilder<unknown>[] {
  return [
    ...(flags & debits ? [sql`kept.debit_account_id = ${uuidOf(accountId)}`] : []),
    ...(flags & credits ? [sql`kept.credit_account_id = ${uuidOf(accountId)}`] : []),
  ];
}

async function queryAccounts(db: Database, filter: QueryFilter): Promise<readonly Account[]> {
  const { rows } = await sql<AccountRow>`select * from ledger_sql_account kept ${page(filter)}`.execute(db);
  return rows.map(accountOf);
}

async function queryTransfers(db: Database, filter: QueryFilter): Promise<readonly Transfer[]> {
  const { rows } = await sql<TransferRow>`select * from ledger_sql_transfer kept ${page(filter)}`.execute(db);
  return rows.map(transferOf);
}

function page(filter: QueryFilter): RawBuilder<unknown> {
  checkQueryFilter(filter);
  const order = orderOf(filter, queryFilterFlags.reversed);
  return sql`where ${matches(filter)} order by "timestamp" ${order} limit ${filter.limit}`;
}
