import { latest, type Person } from '@finharbor/cases';
import type { CaseworkContext } from '../context.ts';
import type { Facets } from './contract.ts';
import { type Count, countCases } from './count.ts';
import type { Filter } from './filter.ts';

/** What a list has of each kind, with the names of the kinds; in the order of the procedures, and the people with the most first. */
export async function facetsOf(ctx: CaseworkContext, by: Person, filter: Filter): Promise<Facets> {
  const { states, overdue, dueThisWeek, assignees } = await countCases(ctx, by, filter);
  const names = [...new Set(ctx.cases.procedures.map(({ name }) => name))];
  const specs = names.map((name) => latest(ctx.cases, name)!);
  const within = (procedure: string) => states.filter((one) => one.procedure === procedure);
  return {
    total: sum(states),
    procedures: specs.flatMap(({ name, title }) => {
      const here = within(name);
      return here.length > 0 ? [{ name, title, ...sum(here) }] : [];
    }),
    states: specs.flatMap((spec) => {
      const order = Object.keys(spec.states);
      return within(spec.name)
        .toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state))
        .map(({ state, procedure, count, isMore }) => ({
          ...{ name: state, procedure, count, isMore },
          title: (spec.states[state] ?? olderState(ctx, procedure, state)).title,
        }));
    }),
    ...{ overdue, dueThisWeek },
    assignees: assignees === null ? null : assignees.toSorted((a, b) => b.count - a.count),
  };
}

function sum(counts: readonly Count[]): Count {
  return {
    count: counts.reduce((all, { count }) => all + count, 0),
    isMore: counts.some(({ isMore }) => isMore),
  };
}

/** A state that the latest version of its procedure does not have any more. */
function olderState({ cases }: CaseworkContext, procedure: string, state: string) {
  return cases.procedures.find(({ name, states }) => name === procedure && states[state])!.states[state]!;
}
