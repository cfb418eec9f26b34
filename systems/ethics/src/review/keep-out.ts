import { act, catchUp, type Person, type StoredCase } from '@finharbor/cases';
import { interestedIn } from '../committee/members.ts';
import type { EthicsContext } from '../context.ts';
import { ethicsReview } from './procedure.ts';

/** Whom the committee acts as by itself, where no person has to know of the case first. */
export const committeePerson: Person = {
  account: '01937f00-0000-7000-8000-0000000000e9',
  party: 'hub',
  roles: ['operator'],
  isItself: true,
};

/** Whoever has an interest in the firm of a review is excluded from it: for them it is not there. Repeating it changes nothing. */
export async function keepOut(
  ctx: EthicsContext,
  { caseId, firm }: { readonly caseId: string; readonly firm: string },
): Promise<void> {
  const by = { ...committeePerson, party: ctx.office };
  for (const account of await interestedIn(ctx.db, firm)) {
    const reason = '利害关系登记 An interest that is on record';
    await act(ctx.cases, { id: caseId, by, command: { type: 'exclude', account, reason } });
  }
}

/** The same for all reviews of a firm that are not over, also those it has not filed yet. */
export async function keepOutOfAll(ctx: EthicsContext, firm: string): Promise<void> {
  await catchUp(ctx.db);
  const rows = await ctx.db
    .selectFrom('case_listed')
    .select('id')
    .where('applicant_party', '=', firm)
    .where('procedure', '=', ethicsReview.name)
    .where('is_ended', '=', false)
    .execute();
  for (const { id } of rows) await keepOut(ctx, { caseId: id, firm });
}

/**
 * Before a review is filed, and so before its office has it, whoever has an interest is excluded from it: there is no moment at which they
 * could open it. An interest that is stated meanwhile finds the review among the firm's, filed or not.
 */
export async function keepOutFirst(
  ctx: EthicsContext,
  { stored: { id, state }, step }: { readonly stored: StoredCase; readonly step: string },
): Promise<void> {
  if (state.procedure !== ethicsReview.name || step !== 'file') return;
  await keepOut(ctx, { caseId: id, firm: state.applicant.party });
}
