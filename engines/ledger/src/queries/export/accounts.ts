import type { Pool } from 'pg';
import { closedUntil } from '../closed-until.ts';
import { movedAccounts } from '../movements.ts';
import { eachSum } from '../sum-rows.ts';
import { never } from '../thread.ts';
import { columnsOf } from './columns.ts';
import { type ExportFormat, fileOf } from './stream.ts';

const columns = columnsOf({
  ...{ timestamp: 'moment', id: 'uuid', ledger: 'whole', code: 'whole', flags: 'whole' },
  ...{ user_data_128: 'uuid', user_data_64: 'u64', user_data_32: 'whole' },
  ...{
    debits_pending: 'amount',
    debits_posted: 'amount',
    credits_pending: 'amount',
    credits_posted: 'amount',
  },
});

/**
 * All accounts, the earliest first, as they stood at a moment (up to and including it) or stand now; `flags` are those they were opened
 * with. Otherwise as `exportTransfers`.
 */
export async function* exportAccounts(
  pool: Pool,
  { atNs = never - 1n }: { readonly atNs?: bigint },
  format: ExportFormat,
): AsyncGenerator<Uint8Array> {
  const since = await closedUntil(pool, atNs);
  const select = `select a."timestamp", a.id, a.ledger, a.code, a.flags, a.user_data_128, a.user_data_64, a.user_data_32,
      ${eachSum((sum) => `coalesce(before.${sum}, 0) + coalesce(moved.${sum}, 0)`)}
    from ledger_account a
    left join lateral (
      select * from ledger_month_end where account_no = a.no and until <= ${since} order by until desc limit 1
    ) before on true
    left join (${movedAccounts(`"timestamp" >= ${since} and "timestamp" <= ${atNs}`)}) moved on moved.no = a.no
    where a."timestamp" <= ${atNs} order by a."timestamp"`;
  yield* fileOf(pool, { select, columns, format });
}
