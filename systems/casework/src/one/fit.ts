import { type Person, type Seat, standingOf } from '@finharbor/cases';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { CaseworkContext } from '../context.ts';
import type { Seen } from '../person.ts';
import { refuse } from '../refusal.ts';

/** Of whom it is asked whether they are right for something: which account, and the field that names it. */
export type Named = { readonly account: string; readonly pointer: string };

/** Refuses to give a case to somebody who is not of its office, or excluded. */
export async function fitToHave(ctx: CaseworkContext, { spec, stored }: Seen, named: Named): Promise<void> {
  const person = await ctx.personOf(named.account);
  if (!person || standingOf(spec, stored.state, person) !== 'office')
    unfit(named, { en: 'Nobody of the office who may have this case.', zh: '不是可承办该事项的人员。' });
}

/** Who is meant by accounts and logins. */
export function namedBy(
  ctx: CaseworkContext,
  seats: readonly (Weighed & ({ readonly account: string } | { readonly login: string }))[],
): Promise<readonly (Weighed & { readonly account: string })[]> {
  return Promise.all(
    seats.map(async ({ weight, ...named }, at) => {
      const account = 'account' in named ? named.account : await ctx.accountOf(named.login);
      return { weight, account: account ?? unfitToSit(at) };
    }),
  );
}
type Weighed = { readonly weight?: number | undefined };

/** The seats of a panel, where nobody on it is of the applicant's, excluded, or named twice. */
export async function fitToSit(
  ctx: CaseworkContext,
  { spec, stored }: Seen,
  seats: readonly { readonly account: string; readonly weight?: number | undefined }[],
): Promise<readonly Seat[]> {
  const { state } = stored;
  const panel =
    spec.states[state.state]?.panel ??
    Object.values(spec.states).find((one) => one.panel !== undefined)?.panel;
  if (!panel || seats.length > panel.seats)
    return unfit(
      { account: '', pointer: '/seats' },
      { en: `This panel has ${panel?.seats ?? 0} seats.`, zh: `评审席位为${panel?.seats ?? 0}个。` },
    );
  for (const [at, { account }] of seats.entries()) {
    const person = await ctx.personOf(account);
    const isTwice = seats.findIndex((one) => one.account === account) !== at;
    const parties = [state.applicant.party, ...state.alongside];
    const isOfApplicant = person && parties.includes(person.party) && person.party !== spec.office;
    if (
      !person ||
      isTwice ||
      isOfApplicant ||
      account === state.applicant.account ||
      state.excluded.includes(account)
    )
      unfitToSit(at);
  }
  const fault = await ctx.panelFault?.({ stored, accounts: seats.map(({ account }) => account) });
  if (fault) refuse('case.seats_wrong', fault, '/seats');
  return seats.map(({ account, weight }, at) => ({ account, weight: weight ?? panel.weights?.[at] ?? 1 }));
}

/**
 * Refuses to tell somebody of a comment who may not read it. Of an applicant it takes only their own people: whether somebody else has
 * to do with the case is not for them to find out.
 */
export async function fitToHear(
  ctx: CaseworkContext,
  { spec, stored: { state }, standing }: Seen,
  { mentions, isInternal }: { readonly mentions: readonly string[]; readonly isInternal: boolean },
): Promise<void> {
  for (const [at, account] of mentions.entries()) {
    const person: Person | undefined = await ctx.personOf(account);
    const theirs = person ? standingOf(spec, state, person) : 'none';
    const isFit =
      standing === 'office' ? theirs === 'office' || (theirs !== 'none' && !isInternal) : theirs === standing;
    if (!isFit)
      unfit(
        { account, pointer: `/mentions/${at}` },
        { en: 'Nobody who may read this.', zh: '此人无权查看。' },
      );
  }
}

function unfitToSit(at: number): never {
  return unfit(
    { account: '', pointer: `/seats/${at}` },
    { en: 'Not somebody for this panel.', zh: '不能担任该评审。' },
  );
}

function unfit({ pointer }: Named, text: Bilingual): never {
  return refuse('case.person_unfit', text, pointer);
}
