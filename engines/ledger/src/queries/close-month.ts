import type { ClientBase, Pool } from 'pg';
import { idRangesOf } from './id-ranges.ts';
import { movedAccounts } from './movements.ts';
import { roomForSums } from './read.ts';
import { eachSum, sumColumns } from './sum-rows.ts';

/** What became of a month that was to be closed; `notYet` if it is not over, or an earlier one is open. */
export type Closing = 'closed' | 'notYet';

/** By what transfers are asked for, as columns of an index, and the rows it has. */
const secondary: Readonly<Record<string, readonly [columns: string, rows: string]>> = {
  debit: ['debit_no, "timestamp"', 'debit_no is not null'],
  credit: ['credit_no, "timestamp"', 'credit_no is not null'],
  code: ['code, "timestamp"', 'kind = 1'],
  data_128: ['user_data_128, "timestamp"', 'user_data_128 is not null'],
  data_64: ['user_data_64, "timestamp"', 'user_data_64 is not null'],
  data_32: ['user_data_32, "timestamp"', 'user_data_32 is not null'],
};

/**
 * Closes all months that are over, the earliest first. A month is over when something happened after it. It may be killed at any moment
 * and run again, and run twice at once. Returns the partitions that are closed now and were not before.
 */
export async function closeMonths(pool: Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ since: string; partition: string }>(
    'select since::text, partition from ledger_month where id_ranges is null order by ledger_month.since',
  );
  const closed: string[] = [];
  for (const { since, partition } of rows) {
    if ((await closeMonth(pool, BigInt(since))) === 'notYet') break;
    closed.push(partition);
  }
  return closed;
}

/**
 * Closes the month that begins at a moment: its transfers get indexes, how its accounts stand at its end is written down, and where its
 * ids lie, so that the writer knows of a new one that it was not used there. The writer is not held up, as it adds nothing to it any more.
 */
export async function closeMonth(pool: Pool, since: bigint): Promise<Closing> {
  const client = await pool.connect();
  // A connection that breaks fails the statement that is under way, or the next one.
  client.on('error', ignore);
  try {
    for (const [name, index] of Object.entries(secondary))
      if (!(await step(client, since, (month) => addIndex(client, month, [name, ...index])))) return 'notYet';
    const closed = await step(client, since, async (month) => {
      await client.query(`analyze ${month.partition}`);
      await client.query(roomForSums);
      await writeEnd(client, month);
      const ranges = await idRangesOf(client, month.partition);
      await client.query('update ledger_month set id_ranges = $1 where since = $2', [ranges, since]);
    });
    return closed ? 'closed' : 'notYet';
  } finally {
    client.off('error', ignore);
    client.release();
  }
}

const ignore = (): void => {};

type Month = { readonly since: string; readonly until: string; readonly partition: string };

/** Does a part of the closing and keeps it, if it was not done yet. Whether the month could be closed. */
async function step(
  client: ClientBase,
  since: bigint,
  run: (month: Month) => Promise<unknown>,
): Promise<boolean> {
  await client.query('begin');
  try {
    const month = await lockMonth(client, since);
    // A core is left to the writer.
    await client.query('set local max_parallel_maintenance_workers = 0');
    if (month && !month.isClosed) await run(month);
    await client.query('commit');
    return month !== undefined;
  } catch (error) {
    await client.query('rollback').catch(ignore);
    throw error;
  }
}

/** The month, if it can be closed. */
async function lockMonth(
  client: ClientBase,
  since: bigint,
): Promise<(Month & { readonly isClosed: boolean }) | undefined> {
  // Two that close the same month go one after the other, and the later one sees what the earlier did; nobody else waits for this lock.
  await client.query('select from ledger_month where since = $1 for update', [since]);
  const { rows } = await client.query<Month & { readonly isClosed: boolean }>(
    `select since::text, until::text, partition, id_ranges is not null as "isClosed" from ledger_month m
      where since = $1 and exists (select from ledger_entry where "timestamp" >= m.until)
      and not exists (select from ledger_month earlier where earlier.since < m.since and earlier.id_ranges is null)`,
    [since],
  );
  return rows[0];
}

async function addIndex(
  client: ClientBase,
  { partition }: Month,
  [name, columns, rows]: readonly [name: string, columns: string, rows: string],
): Promise<void> {
  await client.query(
    `create index if not exists ${partition}_by_${name} on ${partition} (${columns}) where ${rows}`,
  );
}

/** Writes down how the accounts of a month stand at its end, one by one and together. */
async function writeEnd(client: ClientBase, { since, until }: Month): Promise<void> {
  const columns = sumColumns.join(', ');
  await client.query(
    `with moved as materialized (${movedAccounts(`"timestamp" >= ${since} and "timestamp" < ${until}`)}),
    ends as (
      insert into ledger_month_end (account_no, until, ${columns}, last_entry)
      select moved.no, ${until}, ${eachSum((sum) => `coalesce(before.${sum}, 0) + moved.${sum}`)}, moved.last_entry
      from moved left join lateral (
        select * from ledger_month_end where account_no = moved.no order by ledger_month_end.until desc limit 1
      ) before on true
    )
    insert into ledger_month_trial (until, ledger, code, ${columns})
    select ${until}, ledger, code, ${eachSum((sum) => `sum(${sum})`)} from (
      select ledger, code, ${columns} from ledger_month_trial
      where until = (select max(earlier.until) from ledger_month_trial earlier where earlier.until <= ${since})
      union all
      select ledger, code, ${columns} from moved join ledger_account on ledger_account.no = moved.no
    ) parts group by ledger, code`,
  );
}
