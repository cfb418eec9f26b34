import type { Json } from '@finharbor/kernel';
import type { CaseDocument } from '../definition/procedure.ts';
import { carriedOut, type Decided } from '../machine/decide.ts';
import { filesUnder } from '../machine/evolve.ts';
import type { CaseEvent, CaseState } from '../machine/state.ts';
import type { Subject } from '../machine/subject.ts';
import type { Moment } from '../machine/terms.ts';
import type { CaseMigration } from './migration.ts';

/** What moving one case comes to, with what a list calls it by from then on; or why it stays. */
export type Moving =
  | { readonly kind: 'moves'; readonly decided: Decided; readonly subject: string }
  | { readonly kind: 'stays'; readonly code: string };

const stays = (code: string): Moving => ({ kind: 'stays', code });

/**
 * A case under the next version; no clock and no database is read. A panel whose opinions suffice by the new rule is settled in the same
 * move. Why a case stays: `migration.form_gone`, `.form_misfit`, `.opinion_misfit`, `.document_gone`, `.document_misfit`, `.subject_misfit`.
 */
export function movedBy(migration: CaseMigration, subject: Subject, moment: Moment): Moving {
  const { from, to, states, steps = {}, documents = {} } = migration;
  const { state } = subject;
  const forms = formsOf(migration, state.forms);
  if (typeof forms === 'string') return stays(forms);
  const code = documentMisfit(migration, state.documents) ?? opinionMisfit(migration, state);
  if (code !== undefined) return stays(code);
  const event: CaseEvent = {
    ...{ type: 'migrated', audience: 'all', from: from.version, to: to.version },
    ...{ state: states[state.state]!, forms, documents, steps },
  };
  const called = attempt(() => to.subject(forms));
  if (called === undefined) return stays('migration.subject_misfit');
  const decided = carriedOut(to, subject, { made: { events: [event] }, by: 'clock', moment });
  return { kind: 'moves', decided, subject: called.value };
}

/** What was filled in, as the new version reads it; or why it cannot. */
function formsOf(
  { to, forms: mapped }: CaseMigration,
  before: CaseState['forms'],
): CaseState['forms'] | string {
  const written = mapped ? attempt(() => mapped(before)) : { value: before };
  if (!written) return 'migration.form_misfit';
  const forms: Record<string, Json> = {};
  for (const [name, value] of Object.entries(written.value)) {
    if (!Object.hasOwn(to.forms, name)) return 'migration.form_gone';
    const parsed = to.forms[name]!.schema.safeParse(value);
    if (!parsed.success) return 'migration.form_misfit';
    forms[name] = parsed.data as Json;
  }
  return forms;
}

/** Functions of a migration and of a procedure's author: where one throws on a case, that case stays. */
function attempt<T>(of: () => T): { readonly value: T } | undefined {
  try {
    return { value: of() };
  } catch {
    return undefined;
  }
}

/** Why files cannot go where they should; undefined where they can. */
function documentMisfit(
  { to, documents = {} }: CaseMigration,
  before: CaseState['documents'],
): string | undefined {
  const isNamed = (name: string): boolean =>
    Object.hasOwn(documents, name) || Object.hasOwn(to.documents ?? {}, name);
  const lost = Object.entries(before).some(([name, files]) => files.length > 0 && !isNamed(name));
  if (lost) return 'migration.document_gone';
  const fits = Object.entries(filesUnder(before, documents)).every(
    ([name, files]) => files.length === 0 || takes(to.documents?.[name], files),
  );
  return fits ? undefined : 'migration.document_misfit';
}

function takes(document: CaseDocument | undefined, files: readonly { readonly type: string }[]): boolean {
  if (!document) return false;
  return files.length <= (document.most ?? 10) && files.every(({ type }) => document.types.includes(type));
}

/** What seats have said stands in the history as they said it: where the new version's panel asks for something else, the case stays. */
function opinionMisfit({ to, states }: CaseMigration, { state, opinions }: CaseState): string | undefined {
  const { panel } = to.states[states[state]!]!;
  const form = panel && to.forms[panel.form]!.schema;
  return form && opinions.some((one) => !form.safeParse(one.form).success)
    ? 'migration.opinion_misfit'
    : undefined;
}
