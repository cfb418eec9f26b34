import type { Pool } from 'pg';
import { balanceAt, balanceWords } from '../machine/layout.ts';
import { pageKind } from '../machine/pages.ts';
import { pageRecords } from '../machine/record-table.ts';
import { readRows, uuidOf } from './read.ts';

/** An account by the number under which the journal has it, and where its entries are found: by index before `openSinceNs`, then along their thread. */
export type KeptAccount = { readonly no: number; readonly openedNs: bigint; readonly openSinceNs: bigint };

/** Later than any moment of a journal. */
export const never: bigint = 2n ** 63n - 1n;

/** The account with an id; undefined where there is none. */
export async function keptAccount(pool: Pool, id: bigint): Promise<KeptAccount | undefined> {
  const [row] = await readRows(
    pool,
    `select no, "timestamp", coalesce((select min(since) from ledger_month where id_ranges is null), ${never})
      from ledger_account where id = ${uuidOf(id)}`,
  );
  return row && { no: Number(row[0]), openedNs: BigInt(row[1]!), openSinceNs: BigInt(row[2]!) };
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

/** A walk along an account's entries, from the moment of one of them back to the first that is not before `sinceNs`, of so many steps at most. */
export type Walk = {
  readonly no: number;
  readonly fromNs: bigint;
  readonly sinceNs: bigint;
  readonly steps: number;
};

/** Longer walks are not worth it: reading all there is takes less than so many looks. */
export const longestWalk = 20_000;

/** The entries of a walk, the latest first, `step` counting them and `next` being the moment before. */
export function walkBack({ no, fromNs, sinceNs, steps }: Walk): string {
  const previous = (of: string): string =>
    `case when ${of}.debit_no = ${no} then ${of}.debit_previous else ${of}.credit_previous end`;
  return `with recursive thread as (
      select e.*, 1 as step, ${previous('e')} as next from ledger_entry e
      where "timestamp" = ${fromNs} and "timestamp" >= ${sinceNs}
      union all
      select earlier.*, thread.step + 1, ${previous('earlier')}
      from thread cross join lateral (select * from ledger_entry where "timestamp" = thread.next offset 0) earlier
      where thread.step < ${steps} and thread.next >= ${sinceNs}
    )
    select * from thread`;
}
