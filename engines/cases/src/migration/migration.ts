import type { Json } from '@finharbor/kernel';
import { FinharborError } from '@finharbor/kernel';
import type { Procedure } from '../definition/procedure.ts';
import { isBlind } from '../machine/who.ts';

type Forms = { readonly [form: string]: Json };

/** How running cases of one version of a procedure come to the next. */
export type CaseMigration = {
  readonly from: Procedure;
  readonly to: Procedure;
  /** Where a case goes on, for each state in which it may be. */
  readonly states: Readonly<Record<string, string>>;
  /** Steps that are called otherwise now, so that four eyes stay four: the old name and the new one. */
  readonly steps?: Readonly<Record<string, string>>;
  /**
   * What becomes of files under a document that is called otherwise now, or is not asked for any more: the new name, or null where they leave
   * the case. A case that has files under one the new version lacks, and that is not named here, stays.
   */
  readonly documents?: Readonly<Record<string, string | null>>;
  /** What was filled in, as the new version's forms have it; what these make of it is kept, their defaults too. */
  readonly forms?: (forms: Forms) => Forms;
};

/** A migration that has been checked. Errors: `migration.unsound`, which names each thing that is wrong: a state that is missing, unknown or over, a
 * panel that would begin without its step or be blind no more, a name that nothing has, a step of `notBy` of which nobody knows who took it. */
export function caseMigration(written: CaseMigration): CaseMigration {
  const { from, to } = written;
  const faults = [
    ...(from.name === to.name && from.version < to.version ? [] : ['It does not lead to a later version.']),
    ...stateFaults(written),
    ...nameFaults(written),
    ...(isBlind(from) && !isBlind(to) ? ['What a blind panel was told would be open.'] : []),
    ...Object.entries(to.terms ?? {}).flatMap(([name, { counts = 'business' }]) =>
      (from.terms?.[name]?.counts ?? 'business') === counts || from.terms?.[name] === undefined
        ? []
        : [`The term ${name}, which runs on, counts other days.`],
    ),
  ];
  if (faults.length > 0)
    throw new FinharborError({
      code: 'migration.unsound',
      publicMessage: `The migration of ${from.name} is not sound: ${faults.join(' ')}`,
    });
  return written;
}

function stateFaults({ from, to, states }: CaseMigration): readonly string[] {
  const missing = Object.entries(from.states).flatMap(([name, { ends }]) =>
    ends === undefined && !Object.hasOwn(states, name) ? [`Where does a case go on that is ${name}?`] : [],
  );
  const wrong = Object.entries(states).flatMap(([before, after]) => [
    ...(Object.hasOwn(from.states, before) ? [] : [`Version ${from.version} has no state ${before}.`]),
    ...(Object.hasOwn(to.states, after) ? [] : [`Version ${to.version} has no state ${after}.`]),
    ...(to.states[after]?.ends === undefined ? [] : [`${after} would end a case without a step.`]),
    ...(to.states[after]?.panel && !from.states[before]?.panel
      ? [`${before} would come before a panel without a step.`]
      : []),
  ]);
  return [...missing, ...wrong];
}

function nameFaults({ from, to, steps = {}, documents = {} }: CaseMigration): readonly string[] {
  const known = new Set(Object.keys(from.steps).map((name) => steps[name] ?? name));
  const lacks = (kind: 'steps' | 'documents', spec: Procedure, name: string | null): readonly string[] =>
    name === null || Object.hasOwn(spec[kind] ?? {}, name)
      ? []
      : [`Version ${spec.version} has no ${kind === 'steps' ? 'step' : 'document'} ${name}.`];
  return [
    ...Object.entries(steps).flatMap(([old, now]) => [
      ...lacks('steps', from, old),
      ...lacks('steps', to, now),
    ]),
    ...Object.entries(documents).flatMap(([old, now]) => [
      ...lacks('documents', from, old),
      ...lacks('documents', to, now),
    ]),
    ...Object.values(to.steps).flatMap(({ notBy = [] }) =>
      notBy.filter((step) => !known.has(step)).map((step) => `Nobody knows who took ${step} before.`),
    ),
  ];
}
