import { sql } from 'kysely';
import type { SandboxContext } from '../context.ts';
import { yearOf } from './years.ts';

/** Counts of people in a year, as they are. */
export type PeopleCounts = {
  /** Filed in the year, whatever became of them since. */
  readonly complaints: number;
  readonly answered: number;
  readonly dismissed: number;
  readonly withdrawnByPeople: number;
  readonly medianDays: number | null;
  readonly comments: number;
  readonly compensatedCustomers: number;
  readonly paidFen: number;
};

/** The same as published; null where it is withheld. */
export type PeopleYear = {
  readonly complaints: number | null;
  readonly complaintsAnswered: number | null;
  readonly complaintsDismissed: number | null;
  readonly complaintsWithdrawn: number | null;
  /** Calendar days between filing and answer. */
  readonly medianDaysToAnswer: number | null;
  readonly comments: number | null;
  readonly compensatedCustomers: number | null;
  readonly compensationPaidFen: number | null;
};

type Row = PeopleCounts & { readonly year: number; readonly track: string };

/**
 * Counts by year and track, as `2026-banking`. What was paid in a year is what its last report says beyond the last one of the years before: reports
 * have the whole each time.
 */
export async function countsOfPeople(
  db: SandboxContext['db'],
  zone: string,
): Promise<ReadonlyMap<string, PeopleCounts>> {
  const year = (column: string) => yearOf(column, zone);
  const { rows } = await sql<Row>`
    with said as (
      select p.track, ${year('c.filed_at_ms')} as year, count(*)::int as complaints,
        count(c.answered_at_ms)::int as answered,
        count(*) filter (where c.outcome = 'dismissed')::int as dismissed,
        count(*) filter (where c.outcome = 'withdrawn')::int as withdrawn,
        percentile_cont(0.5) within group (order by (c.answered_at_ms - c.filed_at_ms) / 86400000.0) as median
      from pilot_complaint_course c join pilot_project p on p.number = c.project
      where c.filed_at_ms is not null
      group by 1, 2
    ), commented as (
      select p.track, ${year('c.at_ms')} as year, count(*)::int as comments
      from pilot_comment c join pilot_project p on p.number = c.number group by 1, 2
    ), latest as (
      select distinct on (r.id, ${year('r.at_ms')}) r.id, p.track, ${year('r.at_ms')} as year,
        (r.body->>'paidCustomers')::bigint as customers, (r.body->>'paidFen')::bigint as fen
      from pilot_record r join pilot_project p on p.number = r.number
      where r.kind = 'compensation'
      order by r.id, ${year('r.at_ms')}, r.version desc
    ), paid as (
      select track, year, sum(customers)::bigint as customers, sum(fen)::bigint as fen from (
        select track, year,
          customers - coalesce(lag(customers) over turns, 0) as customers,
          fen - coalesce(lag(fen) over turns, 0) as fen
        from latest window turns as (partition by id order by year)
      ) beyond group by 1, 2
    )
    select year, track,
      coalesce(complaints, 0) as complaints, coalesce(answered, 0) as answered, coalesce(dismissed, 0) as dismissed,
      coalesce(withdrawn, 0) as "withdrawnByPeople", round(median::numeric, 1)::float8 as "medianDays",
      coalesce(comments, 0) as comments,
      coalesce(customers, 0)::float8 as "compensatedCustomers", coalesce(fen, 0)::float8 as "paidFen"
    from said full join commented using (track, year) full join paid using (track, year)`.execute(db);
  return new Map(rows.map(({ year: of, track, ...counts }) => [`${of}-${track}`, counts]));
}
