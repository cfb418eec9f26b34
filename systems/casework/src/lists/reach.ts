import type { Person, Procedure } from '@finharbor/cases';
import type { CaseworkContext } from '../context.ts';

/** A state of a procedure, as lists are read by them. */
export type Place = { readonly procedure: string; readonly state: string };

/** What somebody may find of cases, by their roles: what the standing of each single case would say, for whole lists. */
export type Reach = {
  /** Procedures at whose office they are. */
  readonly office: readonly string[];
  /** The states of these that are the office's business: what an applicant has not filed yet is not. */
  readonly places: readonly (Place & { readonly isEnd: boolean; readonly isMine: boolean })[];
  /** Procedures of whose cases all their party's are theirs. */
  readonly ofParty: readonly string[];
  /** Procedures of which those alone are theirs that they began. */
  readonly own: readonly string[];
};

/** What a person reaches. A procedure that has several versions is theirs where each of them says so. */
export function reachOf({ cases }: Pick<CaseworkContext, 'cases'>, by: Person): Reach {
  const byName = [...Map.groupBy(cases.procedures, ({ name }) => name)];
  const namesWhere = (is: (spec: Procedure) => boolean): readonly string[] =>
    byName.filter(([, versions]) => versions.every(is)).map(([name]) => name);
  const office = namesWhere((spec) => officeActors(spec, by).length > 0);
  const ofParty = namesWhere((spec) =>
    Object.values(spec.actors).some(
      (actor) => actor.side === 'applicant' && actor.roles?.some((role) => by.roles.includes(role)),
    ),
  );
  const own = namesWhere((spec) =>
    Object.values(spec.actors).some((actor) => actor.side === 'applicant' && !actor.roles),
  );
  const places = cases.procedures
    .filter(({ name }) => office.includes(name))
    .flatMap((spec) => placesOf(spec, by));
  const unique = new Map(places.map((place) => [`${place.procedure}/${place.state}`, place]));
  return { office, ofParty, own, places: [...unique.values()] };
}

/** The office's actors that somebody is, whoever has the case. */
function officeActors(spec: Procedure, by: Person): readonly string[] {
  if (by.party !== spec.office) return [];
  return Object.entries(spec.actors).flatMap(([name, actor]) =>
    actor.side === 'office' && actor.roles.some((role) => by.roles.includes(role)) ? [name] : [],
  );
}

function placesOf(spec: Procedure, by: Person): Reach['places'] {
  const mine = officeActors(spec, by);
  const steps = Object.values(spec.steps);
  const leadsOut = (state: string, actors: readonly string[]): boolean =>
    steps.some((step) => step.from.includes(state) && step.by.some((actor) => actors.includes(actor)));
  const ofOffice = Object.entries(spec.actors).flatMap(([name, { side }]) =>
    side === 'office' ? [name] : [],
  );
  return Object.entries(spec.states)
    .filter(([state]) => state !== spec.first || leadsOut(state, ofOffice))
    .map(([state, { ends }]) => ({
      ...{ procedure: spec.name, state, isEnd: ends !== undefined },
      isMine: leadsOut(state, mine),
    }));
}
