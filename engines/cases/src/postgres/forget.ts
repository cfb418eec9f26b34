import { type Kysely, sql } from 'kysely';
import { dayOf, endOfDayMs } from '../calendar/calendar.ts';
import type { CasesContext } from '../cases.ts';
import type { CasesTables } from '../database.gen.ts';
import type { Procedure } from '../definition/procedure.ts';
import { unopened } from '../machine/evolve.ts';
import type { CaseState } from '../machine/state.ts';
import { forgetJobs } from './forget-jobs.ts';

const atOnce = 200;

/**
 * Has the contents of cases go whose procedure's years after their end are over: who, what and why of each event, forms, files, what
 * lists and the public found them by, and what was to follow from them elsewhere and never has. Number, states, times and hashes stay, so
 * that the chain still verifies. At most 200 of each procedure at once; gives how many.
 */
export async function forgetCases(
  { procedures, clock, calendar }: Pick<CasesContext, 'procedures' | 'clock' | 'calendar'>,
  db: Kysely<CasesTables>,
): Promise<number> {
  const nowMs = clock.nowMs();
  let forgotten = 0;
  for (const spec of procedures) {
    const before = dayOf(calendar, nowMs).subtract({ years: spec.keptYears, days: 1 });
    const overMs = endOfDayMs(calendar, before);
    forgotten += await db.transaction().execute((tx) => forgetSome(tx, spec, { nowMs, overMs }));
  }
  await forgetJobs(db);
  return forgotten;
}

type Times = { readonly nowMs: number; readonly overMs: number };

async function forgetSome(
  tx: Kysely<CasesTables>,
  spec: Procedure,
  { nowMs, overMs }: Times,
): Promise<number> {
  const due = await tx
    .selectFrom('case_file')
    .select(['id', 'snapshot'])
    .where('procedure', '=', spec.name)
    .where('version', '=', spec.version)
    .where('ended_at_ms', '<', BigInt(overMs))
    .where('forgotten_at_ms', 'is', null)
    .orderBy('ended_at_ms')
    .limit(atOnce)
    .forUpdate()
    .skipLocked()
    .execute();
  if (due.length === 0) return 0;
  const ids = due.map(({ id }) => id);
  const left = due.map(({ id, snapshot }) => ({
    id,
    snapshot: leftOf(spec, snapshot as unknown as CaseState, nowMs),
  }));
  await sql`update case_file c set subject = '', applicant_party = '', applicant_account = '', assignee = null, excluded = '{}',
      alongside = '{}', seats = '{}', snapshot = l.snapshot, forgotten_at_ms = ${nowMs}::bigint
    from jsonb_to_recordset(${JSON.stringify(left)}::jsonb) as l(id uuid, snapshot jsonb) where c.id = l.id`.execute(
    tx,
  );
  await tx
    .updateTable('case_listed')
    .set({
      applicant_party: '',
      applicant_account: '',
      assignee: null,
      excluded: [],
      alongside: [],
      seats: [],
    })
    .where('id', 'in', ids)
    .execute();
  await tx
    .updateTable('case_event')
    .set({ body: null, salt: null, by_whom: null })
    .where('case_id', 'in', ids)
    .execute();
  await tx.updateTable('case_search').set({ terms: '', codes: [] }).where('id', 'in', ids).execute();
  await tx.deleteFrom('case_receipt').where('case_id', 'in', ids).execute();
  await tx.deleteFrom('case_public').where('id', 'in', ids).execute();
  await tx.deleteFrom('case_attachment').where('case_id', 'in', ids).execute();
  await sql`update case_outbox o set jobs = r.jobs from (
      select no, coalesce(json_agg(job) filter (where job -> 'payload' ->> 'case' <> all(${ids}::text[])), '[]') as jobs
      from case_outbox cross join lateral json_array_elements(jobs) as job group by no
    ) r where o.no = r.no and json_array_length(o.jobs) <> json_array_length(r.jobs)`.execute(tx);
  return ids.length;
}

function leftOf(spec: Procedure, { state, openedAtMs, ended }: CaseState, nowMs: number): CaseState {
  const empty = unopened(spec, { party: '', account: '' }, openedAtMs);
  return { ...empty, state, ended, forgottenAtMs: nowMs };
}
