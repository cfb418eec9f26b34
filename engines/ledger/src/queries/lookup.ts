import type { Pool } from 'pg';
import { entryKind } from '../machine/layout.ts';
import { checkIds } from '../model/check-size.ts';
import type { Transfer } from '../model/transfer.ts';
import { type Month, mayBeIn, readMonths } from '../postgres/months.ts';
import { readRows, uuidOf } from './read.ts';
import { transferColumns, transferOf, transferTables } from './transfer-rows.ts';

/** The transfers with these ids in the order of the ids; those there are not are left out. Errors: `ledger.too_many_events`, `ledger.out_of_range`. */
export async function lookupTransfers(pool: Pool, ids: readonly bigint[]): Promise<readonly Transfer[]> {
  checkIds(ids);
  if (ids.length === 0) return [];
  const months = await readMonths(pool);
  const selects = months.flatMap((month) => selectFrom(month, [...new Set(ids)]));
  if (selects.length === 0) return [];
  const rows = await readRows(
    pool,
    `select ${transferColumns} from ${transferTables(selects.join(' union all '))}`,
  );
  const found = new Map(rows.map(transferOf).map((transfer) => [transfer.id, transfer]));
  return ids.flatMap((id) => found.get(id) ?? []);
}

/** Those of the ids that may be in a month; one by one, as a plan over all would read the month. */
function selectFrom(month: Month, ids: readonly bigint[]): readonly string[] {
  const wanted = ids.filter((id) => mayBeIn([month], id)).map((id) => `(${uuidOf(id)})`);
  if (wanted.length === 0) return [];
  return [
    `select found.* from (values ${wanted.join(',')}) wanted (id) cross join lateral (
      select * from ${month.partition} where id = wanted.id and kind = ${entryKind.transfer} offset 0) found`,
  ];
}
