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
import type { PanelView } from './routes.ts';

/** A review, and the accounts somebody wants on its panel. */
export type WantedPanel = { readonly stored: StoredCase; readonly accounts: readonly string[] };

/** What keeps a member off a panel: an interest in the firm, or that they were heard on the review before. */
type PanelBar = 'interest' | 'heard';

/** A member in office, as somebody who could sit on a review. */
type Candidate = Member & { readonly bar: PanelBar | null; readonly openReviews: number };

/**
 * Why these people cannot be the panel of a review; undefined where they can: one of each field, in office today, without an interest in
 * the firm, and, once it is appealed, nobody who was heard on it before.
 */
export async function panelFault(
  ctx: EthicsContext,
  { stored, accounts }: WantedPanel,
): Promise<Bilingual | undefined> {
  if (stored.state.procedure !== ethicsReview.name) return undefined;
  const candidates = await candidatesFor(ctx, stored);
  return faultOf(accounts.map((account) => candidates.find((one) => one.account === account)));
}

function faultOf(chosen: readonly (Candidate | undefined)[]): Bilingual | undefined {
  if (chosen.includes(undefined))
    return {
      en: 'A panel is made up of members in office.',
      zh: '评审组须由在任委员组成。',
    };
  const barred = chosen.filter((one) => one!.bar !== null).map((one) => one!);
  if (barred.length > 0)
    return {
      en: barred.map(({ name, bar }) => `${name} ${bars[bar!].en}.`).join(' '),
      zh: barred.map(({ name, bar }) => `${name}${bars[bar!].zh}。`).join(''),
    };
  const missing = keysOf(fields).filter((field) => !chosen.some((one) => one!.field === field));
  return missing.length === 0 && chosen.length === keysOf(fields).length
    ? undefined
    : {
        en: `One member of each of the five fields. Missing: ${missing.map((field) => fields[field].en).join(', ') || 'none'}.`,
        zh: `五个领域须各有一名委员。缺少：${missing.map((field) => fields[field].zh).join('、') || '无'}。`,
      };
}

const bars: { readonly [bar in PanelBar]: Bilingual } = {
  interest: { en: 'has an interest in the firm', zh: '与企业有利害关系' },
  heard: { en: 'was heard on it before', zh: '此前已就该事项发表意见' },
};

/** A review whose panel its office makes up. */
type Composing = { readonly caseId: string; readonly by: Person };

/** Who could sit on a review, who does, and whom the system proposes: of each field whoever has the fewest open reviews. Errors: `ethics.not_found`. */
export async function panelOf(ctx: EthicsContext, composing: Composing): Promise<PanelView> {
  const stored = await officeReview(ctx, composing);
  const candidates = await candidatesFor(ctx, stored);
  const proposed = proposedOf(candidates);
  const seated = stored.state.seats.filter(({ weight }) => weight > 0).map(({ account }) => account);
  const employers = await employersOf(ctx);
  return {
    number: stored.number,
    subject: stored.subject,
    members: candidates.map(({ id, account, name, field, bar, openReviews }) => ({
      ...{ id, name, field, bar, openReviews, employer: employers.get(id)! },
      ...{ isSeated: seated.includes(account), isProposed: proposed.some((one) => one?.id === id) },
    })),
  };
}

/**
 * Makes up the panel of a review: of these members, or of those that the system proposes. Errors: `ethics.not_found`, `ethics.no_panel`,
 * `ethics.panel_unfit` for members who cannot be it.
 */
export async function composePanel(
  ctx: EthicsContext,
  { members, ...composing }: Composing & { readonly members?: readonly string[] | undefined },
): Promise<readonly Field[]> {
  const stored = await officeReview(ctx, composing);
  const candidates = await candidatesFor(ctx, stored);
  const wanted = members ? chosenOf(candidates, members) : demandAll(proposedOf(candidates));
  const seats = wanted.map(({ account }) => ({ account, weight: 1 }));
  const command = { type: 'seat', seats } as const;
  const done = await act(ctx.cases, { id: stored.id, by: composing.by, command });
  if (done.kind === 'refused') fail('ethics.no_panel', `${done.text.en} ${done.text.zh}`);
  return wanted.map(({ field }) => field);
}

function chosenOf(candidates: readonly Candidate[], members: readonly string[]): readonly Candidate[] {
  const chosen = members.map((id) => candidates.find((one) => one.id === id));
  const fault = faultOf(chosen);
  if (fault)
    throw new FinharborError({
      code: 'ethics.panel_unfit',
      publicMessage: `${fault.en} ${fault.zh}`,
      fields: [{ pointer: '/members', detail: `${fault.en} ${fault.zh}` }],
    });
  return chosen.map((one) => one!);
}

function proposedOf(candidates: readonly Candidate[]): readonly (Candidate | undefined)[] {
  return keysOf(fields).map(
    (field) =>
      candidates
        .filter((one) => one.field === field && one.bar === null)
        .toSorted((a, b) => a.openReviews - b.openReviews)[0],
  );
}

function demandAll(proposed: readonly (Candidate | undefined)[]): readonly Candidate[] {
  return keysOf(fields).map(
    (field, at) =>
      proposed[at] ??
      fail(
        'ethics.no_panel',
        `Nobody of the field "${fields[field].en}" can sit on it. ${fields[field].zh}领域没有可参加的委员。`,
      ),
  );
}

async function officeReview(ctx: EthicsContext, { caseId, by }: Composing): Promise<StoredCase> {
  const stored = await ctx.cases.store.read(caseId);
  if (!stored || stored.state.procedure !== ethicsReview.name || !isOffice(ctx, stored, by))
    return fail('ethics.not_found', 'There is no such review.');
  return stored;
}

function isOffice({ cases }: EthicsContext, stored: StoredCase, by: Person): boolean {
  return standingOf(procedureOf(cases, stored), stored.state, by) === 'office';
}

async function candidatesFor(ctx: EthicsContext, { id, state }: StoredCase): Promise<readonly Candidate[]> {
  const interested = await interestedIn(ctx.db, state.applicant.party);
  const heard = isAppealed(state) ? await heardOn(ctx, id) : new Set();
  const load = await openSeats(ctx);
  return (await sittingOn(ctx.db, today(ctx))).map((one) => {
    const { account } = one;
    const isBarred =
      interested.has(account) || state.excluded.includes(account) || account === state.applicant.account;
    const bar = isBarred ? 'interest' : heard.has(account) ? 'heard' : null;
    return { ...one, bar, openReviews: load.get(account) ?? 0 };
  });
}

async function employersOf({ db }: EthicsContext): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('ethics_member').select(['id', 'employer_name']).execute();
  return new Map(rows.map(({ id, employer_name }) => [id, employer_name]));
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
