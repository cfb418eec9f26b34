import type { Actor, Procedure, ProcedureSpec, StepSpec } from '../definition/procedure.ts';
import { unopened } from './evolve.ts';
import type { Audience, CaseState, Doer, Person } from './state.ts';

/** How somebody stands to a case; `none` where for them it is not there. */
export type Standing = 'none' | 'applicant' | 'office' | 'seat';

/** How a person stands to a case. A conflict of interest comes before everything else. */
export function standingOf(spec: Procedure, state: CaseState, who: Person): Standing {
  if (state.excluded.includes(who.account)) return 'none';
  const actors = Object.values(spec.actors);
  const is = (side: Actor['side']): boolean =>
    actors.some((actor) => actor.side === side && fits(spec, { state, actor }, who));
  if (is('office')) return 'office';
  if (is('seat')) return 'seat';
  return is('applicant') || isAlongside(spec, state, who) ? 'applicant' : 'none';
}

/** Whether somebody is of a party that applies together with the applicant, as who could apply there. */
function isAlongside({ actors }: ProcedureSpec, { alongside }: CaseState, { party, roles }: Person): boolean {
  return (
    alongside.includes(party) &&
    Object.values(actors).some(
      (actor) => actor.side === 'applicant' && actor.roles?.some((role) => roles.includes(role)),
    )
  );
}

/** Whether somebody may add documents to a case and take them away, while it goes on. */
export function mayAttach(spec: Procedure, state: CaseState, who: Person): boolean {
  const standing = standingOf(spec, state, who);
  return standing === 'office' || (standing === 'applicant' && who.party === state.applicant.party);
}

type Cast = { readonly state: CaseState; readonly actor: Actor };

function fits(spec: Procedure, { state, actor }: Cast, who: Person): boolean {
  if (actor.side === 'seat') return seatOf(state, who) !== undefined;
  const isApplicant = who.account === state.applicant.account;
  if (actor.side === 'office') {
    // Nobody decides their own case.
    const isTheirs = !isApplicant && who.party === spec.office;
    const hasCome = who.isItself === true || !isUnsent(spec, state);
    return isTheirs && hasCome && actor.roles.some((role) => who.roles.includes(role));
  }
  if (who.party !== state.applicant.party) return false;
  return actor.roles ? actor.roles.some((role) => who.roles.includes(role)) : isApplicant;
}

/** Whether a case is its applicant's alone: it has never left a first state out of which no step is the office's. */
export function isUnsent(spec: Procedure, { state, took }: Pick<CaseState, 'state' | 'took'>): boolean {
  if (state !== spec.first || Object.keys(took).some((step) => spec.steps[step]?.to !== spec.first))
    return false;
  return !Object.values(spec.steps).some(
    ({ from, by }) => from.includes(spec.first) && by.some((actor) => spec.actors[actor]?.side === 'office'),
  );
}

/** Whether who reviews, and what they say, is kept from everybody but the office. */
export function isBlind({ states }: Pick<ProcedureSpec, 'states'>): boolean {
  return Object.values(states).some(({ panel }) => panel?.isBlind);
}

/** The number of a person's seat in a case; one that was given up is nobody's. */
export function seatOf(
  { seats }: Pick<CaseState, 'seats'>,
  { account }: Pick<Person, 'account'>,
): number | undefined {
  const at = seats.findIndex((seat) => seat.account === account && seat.weight > 0);
  return at < 0 ? undefined : at;
}

/** Whether one of these actors is this person in this case; an assigned one is where nobody has the case, or they do. */
export function isOneOf(
  spec: Procedure,
  { state, actors }: { readonly state: CaseState; readonly actors: readonly string[] },
  who: Person,
): boolean {
  if (state.excluded.includes(who.account)) return false;
  return actors.some((name) => {
    const actor = spec.actors[name];
    if (!actor || !fits(spec, { state, actor }, who)) return false;
    return actor.side !== 'office' || !actor.assigned || hasCase(state, who);
  });
}

/** Whether an assigned case is this person's: they have it, or whoever they stand in for; or nobody has. */
function hasCase({ assignee }: CaseState, { account, standsFor = [] }: Person): boolean {
  return assignee === null || assignee === account || standsFor.includes(assignee);
}

/** Whether a step is somebody's to take, apart from what it asks for. */
export function ownsStep(
  spec: Procedure,
  { state, step }: { readonly state: CaseState; readonly step: StepSpec },
  doer: Doer,
): boolean {
  if (!step.from.includes(state.state)) return false;
  if (doer === 'clock') return step.by.includes('clock');
  const seen = (step.notBy ?? []).some((other) => state.took[other]?.includes(doer.account));
  return !seen && isOneOf(spec, { state, actors: step.by }, doer);
}

/** Whether an event is for somebody's eyes. */
export function isFor(audience: Audience, standing: Standing, seat: number | undefined): boolean {
  if (standing === 'none') return false;
  if (audience === 'all' || standing === 'office') return true;
  return standing === 'seat' && audience === `seat:${seat}`;
}

/** Whether somebody may begin a case: whoever could take a step out of the first state, were the case theirs. */
export function mayBegin(spec: Procedure, by: Person): boolean {
  const state = unopened(spec, { party: by.party, account: by.account }, 0);
  return Object.values(spec.steps).some(
    (step) =>
      step.from.includes(spec.first) &&
      step.by.some(
        (actor) => spec.actors[actor]?.side === 'applicant' && isOneOf(spec, { state, actors: [actor] }, by),
      ),
  );
}
