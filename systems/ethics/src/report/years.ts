import { sql } from 'kysely';
import type { EthicsContext } from '../context.ts';
import { dayAt, today } from '../today.ts';

/** A year, and since when what it comes to is as it is: since it was over or something of it was put on record after that. */
export type ReportYear = { readonly year: number; readonly countedAtMs: number };

/** Years from the first of which something is on record to this one, the latest first; none where nothing is. */
export async function yearsOn(ctx: EthicsContext): Promise<readonly ReportYear[]> {
  const [recorded, later] = await Promise.all([recordedBetween(ctx), recordedOf(ctx)]);
  if (!recorded) return [];
  const until = yearIn(today(ctx));
  return Array.from({ length: Math.max(0, until - recorded.from + 1) }, (_, at) => {
    const year = until - at;
    return {
      year,
      countedAtMs: year === until ? recorded.lastMs : Math.max(beginOf(ctx, year + 1), later.get(year) ?? 0),
    };
  });
}

async function recordedBetween(
  ctx: EthicsContext,
): Promise<{ readonly from: number; readonly lastMs: number } | undefined> {
  // Whatever else the committee keeps is about one of these, and no older than the first of them.
  const { rows } = await sql<{
    readonly first: string | null;
    readonly last: string | null;
    readonly year: number | null;
  }>`
    select min(at)::text as first, max(at)::text as last, (select min(year) from ethics_disclosure) as year
    from (
      select made_at_ms as at from ethics_member
      union all select adopted_at_ms from ethics_declaration
      union all select greatest(filed_at_ms, issued_at_ms) from ethics_review
      union all select at_ms from ethics_disclosure
      union all select signed_at_ms from ethics_signature
      union all select at_ms from ethics_breach
    ) as recorded`.execute(ctx.db);
  const { first, last, year } = rows[0]!;
  if (first === null) return undefined;
  // A firm may have disclosed for a year before the committee's first.
  const from = Math.min(yearIn(dayAt(ctx, Number(first))), year ?? Number.POSITIVE_INFINITY);
  return { from, lastMs: Number(last) };
}

/** When something that counts in a year, whenever it comes, was put on record last: what was disclosed for it, conditions due in it. */
async function recordedOf({ db }: EthicsContext): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ readonly year: number; readonly at: string }>`
    select year, max(at)::text as at from (
      select year, at_ms as at from ethics_disclosure
      union all
      select left(due_on::text, 4)::int, greatest(reported_at_ms, met_at_ms) from ethics_condition
    ) as recorded where at is not null group by year`.execute(db);
  return new Map(rows.map(({ year, at }) => [year, Number(at)]));
}

/** The first moment of a year, where the committee sits. */
export function beginOf({ cases }: Pick<EthicsContext, 'cases'>, year: number): number {
  return Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime(cases.calendar.zone)
    .epochMilliseconds;
}

function yearIn(day: string): number {
  return Number(day.slice(0, 4));
}
