import type { CasesTables, Procedure } from '@finharbor/cases';
import { type Kysely, sql } from 'kysely';
import { subjectsOf } from './subjects.ts';

/** What the cases are made for: how many, of which procedures, as of which moment. */
export type Filling = {
  readonly cases: number;
  readonly procedures: readonly Procedure[];
  readonly nowMs: number;
};

/** So many people work at the office; the first of them are those who ask. */
const staff = 100;
/** So many experts sit on panels. */
const experts = 60;
const names = 50_000;

/** The account of one of the office's people. */
export function staffAccount(at: number): string {
  return `00000000-0000-7000-8000-${String(at).padStart(12, '0')}`;
}

/** The account of an expert. */
export function expertAccount(at: number): string {
  return `00000000-0000-7000-9000-${String(at).padStart(12, '0')}`;
}

/** A party that applies; the first ones most often. */
export function partyOf(at: number): string {
  return `firm:${at}`;
}

/**
 * An office that has run for five years: of a hundred cases three are open, two months of its work; of these a few wait with their applicants,
 * a fifth is overdue, and two of five are nobody's yet. The rows are as `openCase` and `act` leave them but for their history, which no list reads.
 */
export async function fill(database: Kysely<CasesTables>, filling: Filling): Promise<void> {
  await database.connection().execute(async (db) => {
    await sql`set maintenance_work_mem = '512MB'`.execute(db);
    const indexes = await sql<{ readonly name: string; readonly definition: string }>`
      select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
      where i.indrelid = any(array['case_file', 'case_listed', 'case_search']::regclass[]) and not i.indisunique`.execute(
      db,
    );
    for (const { name } of indexes.rows) await sql.raw(`drop index ${name}`).execute(db);
    const subjects = subjectsOf(names).map((subject, nth) => ({ nth, ...subject }));
    await sql`create temporary table bench_subject as
      select * from jsonb_to_recordset(${JSON.stringify(subjects)}::jsonb) as s(nth integer, subject text, terms text, codes text[])`.execute(
      db,
    );
    await sql`create unique index on bench_subject (nth)`.execute(db);
    await insertFiles(db, filling);
    await sql`insert into case_listed select id, revision, procedure, state, applicant_party, applicant_account, assignee, excluded, seats, is_ended,
      alarm_at_ms, coalesce(due_at_ms, 9223372036854775807) from case_file`.execute(db);
    await sql`insert into case_search (id, number, procedure, terms, codes, is_ended)
      select f.id, f.number, f.procedure, coalesce(s.terms, ''), coalesce(s.codes, '{}'), f.is_ended
      from case_file f left join (select distinct on (subject) * from bench_subject) s using (subject)`.execute(
      db,
    );
    for (const { definition } of indexes.rows) await sql.raw(definition).execute(db);
    // As autovacuum leaves a table that was filled over years.
    for (const table of ['case_file', 'case_listed', 'case_search'])
      await sql.raw(`vacuum (analyze) ${table}`).execute(db);
  });
}

async function insertFiles(db: Kysely<CasesTables>, { cases, procedures, nowMs }: Filling): Promise<void> {
  const specs = procedures.map(({ name, version, prefix, states, first }) => ({
    ...{ name, version, prefix, first },
    open: Object.entries(states).flatMap(([state, { ends }]) => (ends || state === first ? [] : [state])),
    ended: Object.entries(states).flatMap(([state, { ends }]) => (ends ? [state] : [])),
    panel: Object.entries(states).flatMap(([state, { panel }]) => (panel ? [state] : [])),
  }));
  const yearMs = 365 * 86_400_000;
  await sql`select setseed(0.5)`.execute(db);
  await sql`
    insert into case_file (id, procedure, version, number, revision, state, subject, applicant_party, applicant_account, assignee, excluded, seats,
      is_ended, opened_at_ms, changed_at_ms, alarm_at_ms, due_at_ms, snapshot, head)
    select (lpad(to_hex(opened_ms), 12, '0') || '7' || substr(mark, 1, 3) || '8' || substr(mark, 4, 15))::uuid, spec ->> 'name',
      (spec ->> 'version')::integer, (spec ->> 'prefix') || '-' || extract(year from to_timestamp(opened_ms / 1000)) || '-' || lpad(n::text, 6, '0'),
      5, state, case when is_draft then '' else subject end, party, 'owner-of-' || party, assignee,
      case when r_excluded < 0.005 then array['00000000-0000-7000-8000-' || lpad(floor(r_who * ${staff})::text, 12, '0')] else '{}' end,
      case when spec -> 'panel' ? state then (select array_agg('00000000-0000-7000-9000-' || lpad(((n + 7 * k) % ${experts})::text, 12, '0')) from generate_series(1, 3) k)
        else '{}' end,
      is_ended, opened_ms, opened_ms, due_ms, due_ms,
      jsonb_build_object('procedure', spec ->> 'name', 'version', 1, 'state', state, 'note', repeat(mark, 20)), decode(mark, 'hex')
    from (
      select *, case when is_ended or is_draft then null
          else (floor((${nowMs}::bigint + (r_due * 40 - 8) * 86400000) / 86400000) * 86400000 - 28800000)::bigint end as due_ms,
        case when is_draft or (not is_ended and r_assigned < 0.4) then null
          else '00000000-0000-7000-8000-' || lpad(floor(r_who * ${staff} * case when is_ended then 4 else 1 end)::text, 12, '0') end as assignee,
        case when is_draft then spec ->> 'first'
          when is_ended then spec -> 'ended' ->> floor(r_state * jsonb_array_length(spec -> 'ended'))::integer
          else spec -> 'open' ->> floor(r_state * jsonb_array_length(spec -> 'open'))::integer end as state
      from (
        select n, ${JSON.stringify(specs)}::jsonb -> floor(sqrt(random()) * ${specs.length})::integer as spec, md5(n::text) as mark,
          (${nowMs}::bigint - ${5 * yearMs}::bigint + n * ${5 * yearMs}::bigint / ${cases})::bigint as opened_ms,
          -- Most of what is open was opened lately.
          random() > 0.01 + 0.3 * power(n::float8 / ${cases}, 12) as is_ended, random() < 0.08 as may_be_draft,
          'firm:' || floor(200000 * power(random(), 2)) as party, floor(random() * ${names})::integer as named,
          random() as r_state, random() as r_due, random() as r_assigned, random() as r_who, random() as r_excluded
        from generate_series(1, ${cases}::integer) n
      ) a cross join lateral (select not a.is_ended and a.may_be_draft as is_draft) b join bench_subject s on s.nth = a.named
      offset 0
    ) c`.execute(db);
}
