import type { Pool } from 'pg';
import { checkQueryFilter } from '../../model/check-filter.ts';
import type { QueryFilter } from '../../model/query.ts';
import { allOf, transferConditions } from '../conditions.ts';
import { ledgerConditions } from '../query.ts';
import { transferColumns, transferTables } from '../transfer-rows.ts';
import { columnsOf } from './columns.ts';
import { type ExportFormat, fileOf } from './stream.ts';

const columns = columnsOf({
  ...{
    timestamp: 'moment',
    id: 'uuid',
    debit_account_id: 'uuid',
    credit_account_id: 'uuid',
    amount: 'amount',
  },
  ...{ pending_id: 'uuid', user_data_128: 'uuid', user_data_64: 'u64', user_data_32: 'whole' },
  ...{ timeout_s: 'whole', ledger: 'whole', code: 'whole', flags: 'whole' },
});

/**
 * All transfers that a filter selects, the earliest first, as a file of any size in pieces; a few thousand rows are in memory at a time.
 * Stop reading to cancel. In Parquet, `amount` is DECIMAL(38, 0); a larger one stands as text in `amount_large`. Errors: `ledger.bad_filter`.
 */
export async function* exportTransfers(
  pool: Pool,
  filter: Omit<QueryFilter, 'limit' | 'flags'>,
  format: ExportFormat,
): AsyncGenerator<Uint8Array> {
  checkQueryFilter({ ...filter, limit: 1 });
  const conditions = allOf([...transferConditions('e', filter), ...(await ledgerConditions(pool, filter))]);
  const entries = `select * from ledger_entry e where ${conditions}`;
  const select = `select ${transferColumns} from ${transferTables(entries)} order by e."timestamp"`;
  yield* fileOf(pool, { select, columns, format });
}
