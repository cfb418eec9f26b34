import { fail } from '@finharbor/kernel';
import type { Selectable } from 'kysely';
import type { EthicsContext } from '../context.ts';
import type { EthicsTables } from '../database.gen.ts';
import { dayAt, today } from '../today.ts';
import type { ConditionView } from './routes.ts';

type Row = Selectable<EthicsTables['ethics_condition']>;
/** A condition by the number of its review and its place there. */
export type ConditionAt = { readonly number: string; readonly place: number };

/** The conditions of an opinion, in their order. */
export async function conditionsOf(ctx: EthicsContext, caseId: string): Promise<readonly ConditionView[]> {
  const rows = await ctx.db
    .selectFrom('ethics_condition')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('place')
    .execute();
  return rows.map((row) => viewOf(ctx, row));
}

/** A firm says what it has done about a condition of its own. Errors: `ethics.not_found`, `ethics.condition_over`. */
export async function reportCondition(
  ctx: EthicsContext,
  at: ConditionAt,
  { firm, report }: { readonly firm: string; readonly report: string },
): Promise<ConditionView> {
  const kept = await conditionAt(ctx, at, firm);
  if (kept.met_at_ms !== null) fail('ethics.condition_over', 'It is met already.');
  await ctx.db
    .updateTable('ethics_condition')
    .set({ report, reported_at_ms: BigInt(ctx.clock.nowMs()), answer: null })
    .where('case_id', '=', kept.case_id)
    .where('place', '=', kept.place)
    .where('met_at_ms', 'is', null)
    .execute();
  return viewOf(ctx, await conditionAt(ctx, at, firm));
}

/** The secretary has looked. Errors: `ethics.not_found`, `ethics.condition_over`, `ethics.nothing_reported`. */
export async function checkCondition(
  ctx: EthicsContext,
  at: ConditionAt,
  { isMet, answer }: { readonly isMet: boolean; readonly answer: string },
): Promise<ConditionView> {
  const kept = await conditionAt(ctx, at);
  if (kept.met_at_ms !== null && !isMet) fail('ethics.condition_over', 'It is met already.');
  if (kept.reported_at_ms === null) fail('ethics.nothing_reported', 'The firm has reported nothing yet.');
  await ctx.db
    .updateTable('ethics_condition')
    // It was met when the firm had done it, not when somebody came to look.
    .set(isMet ? { answer, met_at_ms: kept.reported_at_ms } : { answer, reported_at_ms: null })
    .where('case_id', '=', kept.case_id)
    .where('place', '=', kept.place)
    .where('met_at_ms', 'is', null)
    .execute();
  return viewOf(ctx, await conditionAt(ctx, at));
}

async function conditionAt(
  { db }: EthicsContext,
  { number, place }: ConditionAt,
  firm?: string,
): Promise<Row> {
  const row = await db
    .selectFrom('ethics_condition as c')
    .innerJoin('ethics_review as r', 'r.case_id', 'c.case_id')
    .selectAll('c')
    .where('r.number', '=', number)
    .where('c.place', '=', place)
    .$if(firm !== undefined, (query) => query.where('r.firm', '=', firm!))
    .executeTakeFirst();
  return row ?? fail('ethics.not_found', 'There is no such condition.');
}

/** A condition as it stands today. */
export function viewOf(ctx: EthicsContext, row: Row): ConditionView {
  const metOn = row.met_at_ms === null ? null : dayAt(ctx, Number(row.met_at_ms));
  return {
    place: row.place,
    dueOn: row.due_on,
    what: row.what,
    metOn,
    standing: standingOf(ctx, row, metOn),
  };
}

function standingOf(ctx: EthicsContext, row: Row, metOn: string | null): ConditionView['standing'] {
  if (metOn !== null) return metOn <= row.due_on ? 'met' : 'late';
  if (row.reported_at_ms !== null) return 'reported';
  return today(ctx) <= row.due_on ? 'open' : 'overdue';
}
