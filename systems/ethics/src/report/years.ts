import { sql } from 'kysely';
import type { EthicsContext } from '../context.ts';
import { dayAt, today } from '../today.ts';

/** Years from the first of which something is on record to this one, the latest first; none where nothing is. */
export async function yearsOf(ctx: EthicsContext): Promise<readonly number[]> {
  const until = yearIn(today(ctx));
  const from = await firstYear(ctx);
  if (from === undefined) return [];
  return Array.from({ length: Math.max(0, until - from + 1) }, (_, at) => until - at);
}

async function firstYear(ctx: EthicsContext): Promise<number | undefined> {
  // What the annual report counts begins with one of these: no other row of the committee's is older than the first of them.
  const { rows } = await sql<{ readonly at: string | null; readonly year: number | null }>`
    select least(
      (select min(made_at_ms) from ethics_member), (select min(adopted_at_ms) from ethics_declaration),
      (select min(filed_at_ms) from ethics_review), (select min(at_ms) from ethics_disclosure),
      (select min(at_ms) from ethics_breach)
    )::text as at, (select min(year) from ethics_disclosure) as year`.execute(ctx.db);
  const { at, year } = rows[0]!;
  // A firm may have disclosed for a year before the committee's first.
  return at === null ? undefined : Math.min(yearIn(dayAt(ctx, Number(at))), year ?? Number.POSITIVE_INFINITY);
}

function yearIn(day: string): number {
  return Number(day.slice(0, 4));
}
