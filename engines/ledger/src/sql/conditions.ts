import { type RawBuilder, sql } from 'kysely';
import type { AccountFilter, QueryFilter } from '../model/query.ts';
import { uuidOf } from './uuid.ts';

/** Whether a row of accounts or transfers, which the query calls `kept`, is what a filter asks for. */
export function matches(filter: QueryFilter | AccountFilter): RawBuilder<unknown> {
  const { userData128, userData64, userData32, code, timestampMin = 0n, timestampMax } = filter;
  const ledger = 'ledger' in filter ? filter.ledger : undefined;
  const conditions = [
    sql`kept."timestamp" >= ${timestampMin}`,
    ...(timestampMax ? [sql`kept."timestamp" <= ${timestampMax}`] : []),
    ...(userData128 ? [sql`kept.user_data_128 = ${uuidOf(userData128)}`] : []),
    ...(userData64 ? [sql`kept.user_data_64 = ${userData64}`] : []),
    ...(userData32 ? [sql`kept.user_data_32 = ${userData32}`] : []),
    ...(ledger ? [sql`kept.ledger = ${ledger}`] : []),
    ...(code ? [sql`kept.code = ${code}`] : []),
  ];
  return sql.join(conditions, sql` and `);
}

/** In which order a query tells, where `reversed` is the flag that says the latest first. */
export function orderOf({ flags = 0 }: QueryFilter, reversed: number): RawBuilder<unknown> {
  return flags & reversed ? sql`desc` : sql`asc`;
}
