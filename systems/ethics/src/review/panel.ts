import {
  act,
  type CaseState,
  catchUp,
  type Person,
  procedureOf,
  type StoredCase,
  standingOf,
} from '@finharbor/cases';
import { FinharborError, fail } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import { interestedIn, type Member, sittingOn } from '../committee/members.ts';
import type { EthicsContext } from '../context.ts';
import { today } from '../today.ts';
import { type Field, fields, keysOf } from '../words.ts';
import { ethicsReview } from './procedure.ts';

/** A review, and the accounts somebody wants on its panel. */
export type WantedPanel = { readonly stored: StoredCase; readonly accounts: readonly string[] };

/**
 * Why these people cannot be the panel of a review; undefined where they can: one of each field, in office today, without an interest in
 * the firm, and, once it is appealed, nobody who was heard on it before.
 */
export async function panelFault(
  ctx: EthicsContext,
  { stored, accounts }: WantedPanel,
): Promise<Bilingual | undefined> {
  if (stored.state.procedure !== ethicsReview.name) return undefined;
  const fit = await fitMembers(ctx, stored);
  const chosen = accounts.map((account) => fit.find((one) => one.account === account));
  if (chosen.some((one) => one === undefined))
    return {
      en: 'A panel is made up of members in office, without an interest in the firm, who were not heard on it before.',
      zh: '评审组须由在任、与企业无利害关系且此前未就该事项发表意见的委员组成。',
    };
  return new Set(chosen.map((one) => one!.field)).size === keysOf(fields).length
    ? undefined
    : { en: 'One member of each of the five fields.', zh: '五个领域须各有一名委员。' };
}

/** Makes up the panel of a review: of each field whoever has the fewest open reviews. Errors: `ethics.not_found`, `ethics.no_panel`. */
export async function composePanel(
  ctx: EthicsContext,
  { caseId, by }: { readonly caseId: string; readonly by: Person },
): Promise<readonly Field[]> {
  const stored = await ctx.cases.store.read(caseId);
  if (!stored || stored.state.procedure !== ethicsReview.name || !isOffice(ctx, stored, by))
    fail('ethics.not_found', 'There is no such review.');
  const [fit, load] = [await fitMembers(ctx, stored!), await openSeats(ctx)];
  const wanted = keysOf(fields).map((field) => {
    const [first] = fit
      .filter((one) => one.field === field)
      .toSorted((a, b) => (load.get(a.account) ?? 0) - (load.get(b.account) ?? 0));
    if (!first)
      throw new FinharborError({
        code: 'ethics.no_panel',
        publicMessage: `Nobody of the field "${fields[field].en}" can sit on it. ${fields[field].zh}领域没有可参加的委员。`,
      });
    return { account: first.account, weight: 1 };
  });
  const command = { type: 'seat', seats: wanted } as const;
  const done = await act(ctx.cases, { id: caseId, by, command });
  if (done.kind === 'refused') fail('ethics.no_panel', `${done.text.en} ${done.text.zh}`);
  return keysOf(fields);
}

function isOffice({ cases }: EthicsContext, stored: StoredCase, by: Person): boolean {
  return standingOf(procedureOf(cases, stored), stored.state, by) === 'office';
}

async function fitMembers(ctx: EthicsContext, { id, state }: StoredCase): Promise<readonly Member[]> {
  const interested = await interestedIn(ctx.db, state.applicant.party);
  const heard = isAppealed(state) ? await heardOn(ctx, id) : new Set();
  return (await sittingOn(ctx.db, today(ctx))).filter(
    ({ account }) =>
      !interested.has(account) &&
      !heard.has(account) &&
      !state.excluded.includes(account) &&
      account !== state.applicant.account,
  );
}

const appealed = new Set([
  ...['conditions-appealed', 'refusal-appealed', 'rehearing-conditions', 'rehearing-refusal'],
]);

function isAppealed({ state }: CaseState): boolean {
  return appealed.has(state);
}

async function heardOn({ db }: EthicsContext, caseId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('ethics_voice')
    .select('account')
    .distinct()
    .where('case_id', '=', caseId)
    .execute();
  return new Set(rows.map(({ account }) => account));
}

async function openSeats({ db }: EthicsContext): Promise<ReadonlyMap<string, number>> {
  await catchUp(db);
  const rows = await db
    .selectFrom('case_listed')
    .select(['seats'])
    .where('procedure', '=', ethicsReview.name)
    .where('is_ended', '=', false)
    .execute();
  const load = new Map<string, number>();
  for (const account of rows.flatMap(({ seats }) => seats)) load.set(account, (load.get(account) ?? 0) + 1);
  return load;
}
