import type { Json } from '@finharbor/kernel';
import { FinharborError } from '@finharbor/kernel';
import type { Procedure } from '../definition/procedure.ts';

type Forms = { readonly [form: string]: Json };

/** How running cases of one version of a procedure come to the next. */
export type CaseMigration = {
  readonly from: Procedure;
  readonly to: Procedure;
  /** Where a case goes on, for each state in which it may be. */
  readonly states: Readonly<Record<string, string>>;
  /** What was filled in, as the new version's forms have it. */
  readonly forms?: (forms: Forms) => Forms;
};

/** A migration that has been checked. Errors: `migration.unsound`, which names each state that is missing, unknown or over; a blind panel that
 * would be open; a step of `notBy` that the older version has not. */
export function caseMigration(written: CaseMigration): CaseMigration {
  const { from, to, states } = written;
  const faults = [
    ...(from.name === to.name && from.version < to.version ? [] : ['It does not lead to a later version.']),
    ...Object.entries(from.states).flatMap(([name, { ends }]) =>
      ends === undefined && !Object.hasOwn(states, name) ? [`Where does a case go on that is ${name}?`] : [],
    ),
    ...Object.entries(states).flatMap(([before, after]) => [
      ...(Object.hasOwn(from.states, before) ? [] : [`Version ${from.version} has no state ${before}.`]),
      ...(Object.hasOwn(to.states, after) ? [] : [`Version ${to.version} has no state ${after}.`]),
      ...(to.states[after]?.ends === undefined ? [] : [`${after} would end a case without a step.`]),
    ]),
  ];
  const isBlind = ({ states }: Procedure): boolean =>
    Object.values(states).some(({ panel }) => panel?.isBlind);
  if (isBlind(from) && !isBlind(to)) faults.push('What a blind panel was told would be open.');
  for (const { notBy = [] } of Object.values(to.steps))
    for (const step of notBy)
      if (!Object.hasOwn(from.steps, step)) faults.push(`Nobody knows who took ${step} before.`);
  if (faults.length > 0)
    throw new FinharborError({
      code: 'migration.unsound',
      publicMessage: `The migration of ${from.name} is not sound: ${faults.join(' ')}`,
    });
  return written;
}
