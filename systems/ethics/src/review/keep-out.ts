import { act } from '@finharbor/cases';
import { interestedIn } from '../committee/members.ts';
import type { EthicsContext } from '../context.ts';

/** Whoever has an interest in the firm of a review is excluded from it: for them it is not there. Repeating it changes nothing. */
export async function keepOut(
  ctx: EthicsContext,
  { caseId, firm }: { readonly caseId: string; readonly firm: string },
): Promise<void> {
  // The committee acts by itself here: no person has to know of the case first.
  const by = { account: 'ethics-committee', party: ctx.office, roles: ['operator'] };
  for (const account of await interestedIn(ctx.db, firm)) {
    const reason = '利害关系登记 An interest that is on record';
    await act(ctx.cases, { id: caseId, by, command: { type: 'exclude', account, reason } });
  }
}

/** The same for all reviews of a firm that are not over. */
export async function keepOutOfAll(ctx: EthicsContext, firm: string): Promise<void> {
  const rows = await ctx.db
    .selectFrom('ethics_review as r')
    .innerJoin('case_file as f', 'f.id', 'r.case_id')
    .select('r.case_id')
    .where('r.firm', '=', firm)
    .where('f.is_ended', '=', false)
    .execute();
  for (const { case_id } of rows) await keepOut(ctx, { caseId: case_id, firm });
}
