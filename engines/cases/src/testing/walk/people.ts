import type { ProcedureSpec } from '../../definition/procedure.ts';
import type { Person } from '../../machine/state.ts';

/** People around a procedure: two of each of its actors, and others who have no business with it. */
export function peopleOf(spec: ProcedureSpec): readonly Person[] {
  const people: Person[] = [];
  const add = (account: string, party: string, roles: readonly string[]): void =>
    void people.push({ account, party, roles });
  for (const [name, actor] of Object.entries(spec.actors)) {
    if (actor.side === 'seat') for (let at = 1; at <= 5; at++) add(`${name}-${at}`, 'hub', ['guest']);
    if (actor.side === 'office')
      for (const role of actor.roles) for (const at of [1, 2]) add(`${role}-${at}`, spec.office, [role]);
    // Somebody is away and has lent their roles.
    if (actor.side === 'office')
      people.push({
        ...{ account: `${actor.roles[0]!}-deputy`, party: spec.office, roles: actor.roles },
        standsFor: [`${actor.roles[0]!}-1`],
      });
    if (actor.side === 'applicant') {
      add('owner', 'firm:1', actor.roles ?? ['person']);
      add('colleague', 'firm:1', ['staff']);
      add('other-owner', 'firm:2', actor.roles ?? ['person']);
    }
  }
  add('stranger', spec.office, ['guest']);
  // Nobody's account can be another's by being called like a part of an object.
  add('__proto__', 'firm:3', ['constructor']);
  return [...new Map(people.map((one) => [one.account, one])).values()];
}
