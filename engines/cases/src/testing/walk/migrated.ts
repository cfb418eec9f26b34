import type { CaseMigration } from '../../migration/migration.ts';
import type { Model } from './model.ts';
import { clockDone, settled, termsIn } from './moves.ts';

/** What the definitions say becomes of a case that is to be moved: with what was due before in any case. */
export type Moving =
  | { readonly kind: 'over' | 'moves'; readonly model: Model }
  | { readonly kind: 'stays'; readonly code: string; readonly model: Model };

/**
 * What should become of it. All files of the walk are of the types a document takes, and all opinions as the panel's form: what can keep
 * a case from being moved here is what was filled in, and the number of files.
 */
export function movedModel({ from, to, ...how }: CaseMigration, before: Model, atMs: number): Moving {
  const model = clockDone(from, before, atMs);
  if (from.states[model.state]!.ends !== undefined) return { kind: 'over', model };
  const written = how.forms ? how.forms(model.forms) : model.forms;
  const read = Object.entries(written).map(
    ([name, value]) => [name, to.forms[name]!.schema.safeParse(value)] as const,
  );
  if (read.some(([, { success }]) => !success))
    return { kind: 'stays', code: 'migration.form_misfit', model };
  const files: Record<string, string[]> = {};
  for (const [name, list] of inOrder(model.files)) {
    const now = how.documents && name in how.documents ? how.documents[name]! : name;
    if (now === null) continue;
    if (!Object.hasOwn(to.documents ?? {}, now)) {
      if (list.length > 0) return { kind: 'stays', code: 'migration.document_gone', model };
      continue;
    }
    files[now] = [...new Set([...(files[now] ?? []), ...list])];
  }
  for (const [name, list] of Object.entries(files))
    if (list.length > (to.documents![name]!.most ?? 10))
      return { kind: 'stays', code: 'migration.document_misfit', model };
  const took: Record<string, string[]> = {};
  for (const [name, who] of inOrder(model.took)) {
    const now = how.steps?.[name] ?? name;
    took[now] = [...new Set([...(took[now] ?? []), ...who])];
  }
  const moved: Model = {
    ...{ ...model, files, took, state: how.states[model.state]!, revision: model.revision + 1 },
    sits: to.states[how.states[model.state]!]!.panel?.by ?? model.sits,
    forms: Object.fromEntries(read.map(([name, { data }]) => [name, data as never])),
  };
  return { kind: 'moves', model: settled(to, { ...moved, terms: termsIn(to, moved, atMs) }, atMs) };
}

/** Lists that come together are put together in the order of their names. */
function inOrder<T>(lists: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  return Object.entries(lists).toSorted(([one], [other]) => (one < other ? -1 : 1));
}
