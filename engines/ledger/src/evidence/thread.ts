import type { Client } from 'pg';
import { mostProven } from './proof.ts';

/** Entries that are followed back at most. */
const longestThread = 100_000;

/** A thread's entries from one moment to another, the earliest first, and the one after them. */
export type Thread =
  | { readonly kind: 'thread'; readonly entries: readonly bigint[]; readonly next: bigint | undefined }
  | { readonly kind: 'too_many' };

/** Which part of whose thread: from `last`, its end, back to the first that is not before `from`. */
export type ThreadPart = {
  readonly no: number;
  readonly last: bigint;
  readonly from: bigint;
  readonly to: bigint;
};

/** Follows the thread of an account back, from each entry to the one it names. */
export async function threadOf(client: Client, { no, last, from, to }: ThreadPart): Promise<Thread> {
  // Each step is one look at the primary key, and a thread is not known to be long before it has been followed.
  const { rows } = await client.query<{ timestamp: string }>(
    `with recursive thread ("timestamp", previous, steps) as (
      select e."timestamp", case when e.debit_no = $1 then e.debit_previous else e.credit_previous end, 1
        from ledger_entry e where e."timestamp" = $2
      union all
      select e."timestamp", case when e.debit_no = $1 then e.debit_previous else e.credit_previous end, t.steps + 1
        from thread t join ledger_entry e on e."timestamp" = t.previous
        where t.previous >= $3 and t.steps <= $4)
    select "timestamp"::text as timestamp from thread where "timestamp" >= $3 order by "timestamp"`,
    [no, last, from, longestThread],
  );
  const timestamps = rows.map(({ timestamp }) => BigInt(timestamp));
  const entries = timestamps.filter((timestamp) => timestamp <= to);
  if (timestamps.length > longestThread || entries.length > mostProven) return { kind: 'too_many' };
  return { kind: 'thread', entries, next: timestamps[entries.length] };
}
