import type { Pool } from 'pg';
import { balanceAt, balanceWords } from '../machine/layout.ts';
import { pageKind } from '../machine/pages.ts';
import { pageRecords } from '../machine/record-table.ts';
import { readRows, uuidOf } from './read.ts';

/** The number of the account with an id; undefined where there is none. */
export async function accountNoOf(pool: Pool, id: bigint): Promise<number | undefined> {
  const [row] = await readRows(pool, `select no from ledger_account where id = ${uuidOf(id)}`);
  return row && Number(row[0]);
}

/** An entry with an account on one of its sides: transfers and expiries. */
export function isOf(no: number): string {
  return `(debit_no = ${no} or credit_no = ${no})`;
}

/**
 * When an account was last touched, 0n if never: as its page of the writer's memory says that was saved last, or one of the entries since
 * then, which are about as many as a start reads.
 */
export async function lastEntryOf(pool: Pool, no: number): Promise<bigint> {
  const firstByte = 4 * ((no % pageRecords) * balanceWords + balanceAt.lastEntry) + 1;
  const [row] = await readRows(
    pool,
    `with page as (
      select as_of, substring(words from ${firstByte} for 8) as moment from ledger_page
      where kind = ${pageKind.balances} and page = ${Math.floor(no / pageRecords)} order by as_of desc limit 1
    )
    select encode(page.moment, 'hex'), later."timestamp" from ledger_writer
    left join page on true
    left join lateral (
      select "timestamp" from ledger_entry
      where "timestamp" > greatest(replay_from, page.as_of) and ${isOf(no)} order by "timestamp" desc limit 1
    ) later on true`,
  );
  const [moment, later] = row!;
  if (later) return BigInt(later);
  return moment ? Buffer.from(moment!, 'hex').readBigUInt64LE() : 0n;
}

/** A walk along an account's entries, from the moment of one of them back to the first that is not before `sinceNs`. */
export type Walk = {
  readonly no: number;
  readonly from: bigint;
  readonly sinceNs: bigint;
  readonly steps: number;
};

/** The entries of a walk, the latest first, `step` counting them and `next` being the moment before. */
export function walkBack({ no, from, sinceNs, steps }: Walk): string {
  const next = `case when debit_no = ${no} then debit_previous else credit_previous end`;
  return `with recursive thread as (
      select e.*, 1 as step, ${next} as next from ledger_entry e where "timestamp" = ${from}
      union all
      select earlier.*, thread.step + 1, case when earlier.debit_no = ${no} then earlier.debit_previous else earlier.credit_previous end
      from thread cross join lateral (select * from ledger_entry where "timestamp" = thread.next offset 0) earlier
      where thread.step < ${steps} and thread.next >= ${sinceNs}
    )
    select * from thread`;
}
