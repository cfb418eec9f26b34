import type { Pool } from 'pg';
import type { AccountBalance } from '../model/query.ts';
import { readRows, type TextRow } from './read.ts';
import { eachSum, sumColumns, sumsOf } from './sum-rows.ts';
import { isOf, type KeptAccount, keptAccount, lastEntryOf, longestWalk, walkBack } from './thread.ts';

/**
 * How an account stood at a moment, in nanoseconds since 1970, with all that had happened up to and including it; `timestamp` says since
 * when, 0n if nothing had. Undefined where there was no such account yet. `lastEntry` says when it was last touched, if that is known.
 */
export async function balanceAt(
  pool: Pool,
  {
    accountId,
    atNs,
    lastEntry,
  }: { readonly accountId: bigint; readonly atNs: bigint; readonly lastEntry?: bigint },
): Promise<AccountBalance | undefined> {
  const account = await keptAccount(pool, accountId);
  if (!account || account.openedNs > atNs) return undefined;
  const start = await monthEndBefore(pool, account.no, atNs);
  if (start.untilNs > atNs) return start.stood;
  const search = { pool, account, sinceNs: start.untilNs, atNs, lastEntry };
  return sum(start.stood, await (start.untilNs < account.openSinceNs ? byIndex(search) : fromOpen(search)));
}

type MonthEnd = { readonly untilNs: bigint; readonly stood: AccountBalance };

/** How an account stood at the end of the last closed month, of which nothing came after a moment. */
async function monthEndBefore(pool: Pool, no: number, atNs: bigint): Promise<MonthEnd> {
  const [row] = await readRows(
    pool,
    `select coalesce(closed.until, 0), coalesce(stood.last_entry, 0), ${eachSum((sum) => `coalesce(stood.${sum}, 0)`)}
      from (select max(until) as until from ledger_month where id_ranges is not null and until <= ${atNs + 1n}) closed
      left join lateral (
        select * from ledger_month_end where account_no = ${no} and until <= closed.until order by until desc limit 1
      ) stood on true`,
  );
  const [until, ...stood] = row!;
  return { untilNs: BigInt(until!), stood: balanceOf(stood) };
}

type Search = {
  readonly pool: Pool;
  readonly account: KeptAccount;
  readonly sinceNs: bigint;
  readonly atNs: bigint;
  readonly lastEntry: bigint | undefined;
};

/** What the movements of a month that is closed add up to. */
async function byIndex(search: Search): Promise<AccountBalance> {
  const { no } = search.account;
  const sides = ['debit_no', 'credit_no'].map(
    (side) => `select * from ledger_movement where ${within(search)} and ${side} = ${no}`,
  );
  return await added(search, sides.join(' union all '));
}

/** What the movements of a month that is open add up to: of all its entries if the account's thread is too long. */
async function fromOpen(search: Search): Promise<AccountBalance> {
  const { pool, account, sinceNs } = search;
  const { no } = account;
  const fromNs = search.lastEntry ?? (await lastEntryOf(pool, no));
  const walk = `select m.*, step from (${walkBack({ no, fromNs, sinceNs, steps: longestWalk })}) thread
    cross join lateral (select * from ledger_movement where "timestamp" = thread."timestamp" offset 0) m`;
  const [row] = await readRows(pool, `select max(step), ${totals(search)} from (${walk}) moved`);
  const [steps, ...total] = row!;
  if (Number(steps) < longestWalk) return balanceOf(total);
  return await added(search, `select * from ledger_movement where ${within(search)} and ${isOf(no)}`);
}

async function added(search: Search, movements: string): Promise<AccountBalance> {
  const [row] = await readRows(search.pool, `select ${totals(search)} from (${movements}) moved`);
  return balanceOf(row!);
}

function within({ sinceNs, atNs }: Search): string {
  return `"timestamp" >= ${sinceNs} and "timestamp" <= ${atNs}`;
}

/** When the last of the movements `moved` came, and what they add to each sum. */
function totals({ account: { no }, atNs }: Search): string {
  const total = (column: string): string => {
    const [side, kind] = column.split('_');
    const own = side === 'debits' ? 'debit_no' : 'credit_no';
    return `coalesce(sum(${kind}) filter (where ${own} = ${no} and "timestamp" <= ${atNs}), 0)`;
  };
  return `coalesce(max("timestamp") filter (where "timestamp" <= ${atNs}), 0), ${sumColumns.map(total).join(', ')}`;
}

function balanceOf([timestamp, ...row]: TextRow): AccountBalance {
  return { ...sumsOf(row), timestamp: BigInt(timestamp!) };
}

function sum(before: AccountBalance, since: AccountBalance): AccountBalance {
  return {
    debitsPending: before.debitsPending + since.debitsPending,
    debitsPosted: before.debitsPosted + since.debitsPosted,
    creditsPending: before.creditsPending + since.creditsPending,
    creditsPosted: before.creditsPosted + since.creditsPosted,
    timestamp: since.timestamp || before.timestamp,
  };
}
