import { parsedOnce } from '@finharbor/kernel/database';
import { type Kysely, sql } from 'kysely';
import type { CasesTables } from '../database.gen.ts';

const atOnce = 1_000;

/**
 * Has `case_listed` say of each case what its row in `case_file` said when this was called, or something newer. Whoever reads lists calls
 * it first, and waits for others that are just doing the same; where nothing has changed it is one look at an empty table.
 */
export async function catchUp(db: Kysely<CasesTables>): Promise<void> {
  // Mostly there is nothing, and to find that takes a tenth of what it takes to see to it.
  const { rows } = await sql<{ readonly some: boolean }>`${sql.raw(parsedOnce)}
    select exists (select from case_changed) as some`.execute(db);
  if (!rows[0]!.some) return;
  for (let taken = atOnce; taken === atOnce; ) taken = await catchUpSome(db);
}

/** In one statement: what it finds changed it sees as it has become. */
async function catchUpSome(db: Kysely<CasesTables>): Promise<number> {
  const { rows } = await sql<{ readonly taken: number }>`${sql.raw(parsedOnce)}
    with gone as (
      delete from case_changed where no in (select no from case_changed order by no limit ${atOnce} for update) returning ids),
    written as (
      insert into case_listed (${sql.raw(columns.join(', '))}, due_sort)
      select ${sql.raw(columns.map((name) => `c.${name}`).join(', '))}, coalesce(c.due_at_ms, 9223372036854775807)
      from (select distinct unnest(ids) as id from gone) g join case_file c using (id) order by c.id
      on conflict (id) do update set ${sql.raw(columns.map((name) => `${name} = excluded.${name}`).join(', '))}, due_sort = excluded.due_sort
      where case_listed.revision < excluded.revision
      returning id, is_ended),
    ended as (update case_search s set is_ended = w.is_ended from written w where s.id = w.id and s.is_ended <> w.is_ended)
    select count(*)::int as taken from gone`.execute(db);
  return rows[0]!.taken;
}

const columns = [
  ...['id', 'revision', 'procedure', 'state', 'applicant_party', 'applicant_account', 'assignee', 'excluded'],
  ...['alongside', 'seats', 'is_ended', 'alarm_at_ms'],
];
