import { sql } from 'kysely';
import type { EthicsContext } from '../context.ts';
import { dayAt, today } from '../today.ts';

/** A year, and when what it comes to was counted last: when it was over, or for this one when something was put on record last. */
export type ReportYear = { readonly year: number; readonly countedAtMs: number };

/** Years from the first of which something is on record to this one, the latest first; none where nothing is. */
export async function yearsOn(ctx: EthicsContext): Promise<readonly ReportYear[]> {
  const recorded = await recordedBetween(ctx);
  if (!recorded) return [];
  const until = yearIn(today(ctx));
  return Array.from({ length: Math.max(0, until - recorded.from + 1) }, (_, at) => {
    const year = until - at;
    return { year, countedAtMs: year === until ? recorded.lastMs : beginOf(ctx, year + 1) };
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

/** The first moment of a year, where the committee sits. */
export function beginOf({ cases }: Pick<EthicsContext, 'cases'>, year: number): number {
  return Temporal.PlainDate.from({ year, month: 1, day: 1 }).toZonedDateTime(cases.calendar.zone)
    .epochMilliseconds;
}

function yearIn(day: string): number {
  return Number(day.slice(0, 4));
}
