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

/** A migration that has been checked. Errors: `migration.unsound`, which names each state that is missing, unknown or over. */
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
  if (faults.length > 0)
    throw new FinharborError({
      code: 'migration.unsound',
      publicMessage: `The migration of ${from.name} is not sound: ${faults.join(' ')}`,
    });
  return written;
}
