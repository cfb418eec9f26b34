import { decodeCursor, fail, pageLimits, pageOf } from '@finharbor/kernel';
import type { Page, PageRequest } from '@finharbor/kernel/contract';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { EthicsContext } from '../context.ts';
import type { EthicsTables } from '../database.gen.ts';
import { usccOf } from '../schemas.ts';
import { dayAt, today } from '../today.ts';
import type { ConditionView, ReportedCondition } from './routes.ts';

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

/** Whose conditions are asked for: a firm's, all of them; or of all firms those that are not met. */
export type ConditionQuery = PageRequest & {
  readonly firm?: string;
  readonly standing?: 'reported' | 'overdue' | undefined;
};

const keyset = z.tuple([z.string().max(10), z.uuid(), z.int()]);

/** Conditions with what was reported, the first due first. */
export async function reportedConditions(
  ctx: EthicsContext,
  { firm, standing, cursor, limit = pageLimits.usual }: ConditionQuery,
): Promise<Page<ReportedCondition>> {
  const after = cursor === undefined ? undefined : decodeCursor(cursor, keyset);
  const rows = await ctx.db
    .selectFrom('ethics_condition as c')
    .innerJoin('ethics_review as r', 'r.case_id', 'c.case_id')
    .selectAll('c')
    .select(['r.number', 'r.firm', 'r.firm_name', 'r.product'])
    .$if(firm !== undefined, (all) => all.where('r.firm', '=', firm!))
    .$if(firm === undefined, (all) => all.where('c.met_at_ms', 'is', null))
    .$if(standing === 'reported', (all) => all.where('c.reported_at_ms', 'is not', null))
    .$if(standing === 'overdue', (all) =>
      all.where('c.reported_at_ms', 'is', null).where('c.due_on', '<', today(ctx)),
    )
    .$if(after !== undefined, (all) =>
      all.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('c.due_on', 'c.case_id', 'c.place'), '>', tuple(after![0], after![1], after![2])),
      ),
    )
    .orderBy('c.due_on')
    .orderBy('c.case_id')
    .orderBy('c.place')
    .limit(limit + 1)
    .execute();
  const page = pageOf(rows, limit, ({ due_on, case_id, place }) => [due_on, case_id, place]);
  return {
    next: page.next,
    items: page.items.map((row) => ({
      ...viewOf(ctx, row),
      ...{ number: row.number, uscc: usccOf(row.firm), firm: row.firm_name!, product: row.product! },
      ...{ report: row.report, answer: row.answer },
    })),
  };
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
