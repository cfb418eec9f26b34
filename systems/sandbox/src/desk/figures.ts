import { catchUp, dayOf } from '@finharbor/cases';
import { sql } from 'kysely';
import type { SandboxContext } from '../context.ts';
import { pilotComplaint } from '../procedures/complaint.ts';
import { sandboxProcedures } from '../procedures/index.ts';
import { liveStages, type Stage } from '../project/domain.ts';
import type { TrackName } from '../tracks.ts';

/** What the board looks at: projects by track and stage, and how many wait for somebody. */
export type Figures = {
  readonly projects: readonly {
    readonly track: TrackName;
    readonly stage: Stage;
    readonly count: number;
  }[];
  /** Alerts that nobody has answered, by project, the most first. */
  readonly alerts: readonly { readonly number: string; readonly title: string; readonly count: number }[];
  /** Projects of which an indicator should have been reported by now. */
  readonly late: readonly { readonly number: string; readonly title: string; readonly since: string }[];
  readonly waitingComments: number;
  readonly openComplaints: number;
  /** Open cases of the pilot whose term is over. */
  readonly lateCases: number;
};

const most = 100;

/** The figures of the pilot as they are now. */
export async function figures(ctx: SandboxContext): Promise<Figures> {
  const { db, clock, cases } = ctx;
  await catchUp(db);
  const nowMs = clock.nowMs();
  const today = dayOf(cases.calendar, nowMs).toString();
  const [projects, alerts, late, comments, complaints, lateCases] = await Promise.all([
    db
      .selectFrom('pilot_project')
      .select(({ fn }) => ['track', 'stage', fn.countAll<string>().as('count')])
      .groupBy(['track', 'stage'])
      .orderBy('track')
      .orderBy('stage')
      .execute(),
    db
      .selectFrom('pilot_alert as a')
      .innerJoin('pilot_project as p', 'p.number', 'a.number')
      .select(({ fn }) => ['p.number', 'p.title', fn.countAll<string>().as('count')])
      .where('a.answered_at_ms', 'is', null)
      .groupBy(['p.number', 'p.title'])
      .orderBy('count', 'desc')
      .orderBy('p.number')
      .limit(most)
      .execute(),
    lateReports(ctx, today),
    count(
      db
        .selectFrom('pilot_comment')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where('state', '=', 'waiting'),
    ),
    count(
      db
        .selectFrom('case_listed')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where('procedure', '=', pilotComplaint.name)
        .where('state', 'in', ['received', 'reviewing']),
    ),
    count(
      db
        .selectFrom('case_listed')
        .select(({ fn }) => fn.countAll<string>().as('count'))
        .where(
          'procedure',
          'in',
          sandboxProcedures.map(({ name }) => name),
        )
        .where('is_ended', '=', false)
        .where('due_sort', '<=', BigInt(nowMs)),
    ),
  ]);
  return {
    projects: projects.map(({ track, stage, count: n }) => ({
      ...{ track: track as TrackName, stage: stage as Stage, count: Number(n) },
    })),
    alerts: alerts.map(({ count: n, ...project }) => ({ ...project, count: Number(n) })),
    ...{ late, waitingComments: comments, openComplaints: complaints, lateCases },
  };
}

async function count(query: {
  readonly executeTakeFirstOrThrow: () => Promise<{ readonly count: string }>;
}): Promise<number> {
  return Number((await query.executeTakeFirstOrThrow()).count);
}

/** Live projects with an indicator whose last report, or their admission, is longer ago than was agreed. */
async function lateReports({ db, cases }: SandboxContext, today: string): Promise<Figures['late']> {
  const { rows } = await sql<{ number: string; title: string; since: string }>`
    select p.number, p.title, min(due)::text as since
    from pilot_project p
    join pilot_indicator i on i.number = p.number
    cross join lateral (
      select coalesce(
        (select max(r.day) from pilot_reading r where r.number = i.number and r.indicator = i.indicator),
        (select (to_timestamp(min(e.at_ms) / 1000.0) at time zone ${cases.calendar.zone})::date
           from pilot_event e where e.number = p.number and e.kind = 'admit')
      ) + i.every_days as due
    ) d
    where p.stage = any(${[...liveStages]}) and due < ${today}::date
    group by p.number, p.title
    order by since, p.number
    limit ${most}`.execute(db);
  return rows;
}
