import type { Actor, ProcedureSpec } from '../../definition/procedure.ts';
import type { Person } from '../../machine/state.ts';
import type { Model } from './model.ts';

/** Whether somebody is one of these actors, by the definition's words alone. */
export function isAny(
  spec: ProcedureSpec,
  { model, actors }: { readonly model: Model; readonly actors: readonly string[] },
  who: Person,
): boolean {
  return actors.some((name) => {
    const actor = spec.actors[name];
    return actor !== undefined && isActor(spec, { model, actor }, who);
  });
}

function isActor(
  spec: ProcedureSpec,
  { model, actor }: { readonly model: Model; readonly actor: Actor },
  who: Person,
): boolean {
  if (model.excluded.includes(who.account)) return false;
  switch (actor.side) {
    case 'seat':
      return model.seats.some(({ account }) => account === who.account);
    case 'office':
      if (who.account === model.applicant.account || isDraft(spec, model)) return false;
      if (who.party !== spec.office || !actor.roles.some((role) => who.roles.includes(role))) return false;
      if (!actor.assigned || model.assignee === null) return true;
      return [who.account, ...(who.standsFor ?? [])].includes(model.assignee);
    case 'applicant':
      if (who.party !== model.applicant.party) return false;
      return actor.roles?.some((role) => who.roles.includes(role)) ?? who.account === model.applicant.account;
  }
}

/** Not sent yet: only the applicant's steps lead on from where it has always been. */
function isDraft(spec: ProcedureSpec, { state, took }: Model): boolean {
  const [first] = Object.keys(spec.states) as [string];
  const sides = Object.values(spec.steps)
    .filter(({ from }) => from.includes(first))
    .flatMap(({ by }) => by.map((name) => spec.actors[name]?.side));
  const hasLeft = Object.entries(spec.steps).some(([name, { to }]) => to !== first && name in took);
  return state === first && !sides.includes('office') && !hasLeft;
}

/** What somebody sees of a case: as one of the office, of its panel, of the applicant's, or nothing. */
export function sees(
  spec: ProcedureSpec,
  model: Model,
  who: Person,
): 'office' | 'seat' | 'applicant' | 'nothing' {
  if (model.excluded.includes(who.account)) return 'nothing';
  // Whoever could have the case assigned sees it, too.
  const unassigned = { ...model, assignee: null };
  const is = (side: Actor['side']): boolean =>
    Object.values(spec.actors).some(
      (actor) => actor.side === side && isActor(spec, { model: unassigned, actor }, who),
    );
  if (is('office')) return 'office';
  if (is('seat')) return 'seat';
  if (is('applicant')) return 'applicant';
  const others = isDraft(spec, model) ? [] : (spec.alongside?.(model.forms) ?? []);
  const couldApply = Object.values(spec.actors).some(
    (actor) => actor.side === 'applicant' && actor.roles?.some((role) => who.roles.includes(role)),
  );
  return others.includes(who.party) && couldApply ? 'applicant' : 'nothing';
}
