import { openCase, type Person } from '@finharbor/cases';
import type { CaseworkContext } from '../context.ts';
import { type Seen, seenAs } from '../person.ts';
import { procedureView } from '../procedures/view.ts';
import { mayObject, noteObjection } from '../public/objections.ts';
import { noCase, problemOf, refuse } from '../refusal.ts';

/** A case that is to be begun, under an id of its maker's choice where there is one. */
export type Beginning = {
  readonly procedure: string;
  readonly id?: string | undefined;
  /** The number of a published case that it objects to. */
  readonly objectsTo?: string | undefined;
};

/**
 * Begins a case; with the same id again gives the one that is there. Errors: the engine's, `case.id_taken`, `case.procedure_unknown`,
 * `case.nothing_to_object`, `case.objection_over`.
 */
export async function begin(
  ctx: CaseworkContext,
  { procedure, id, objectsTo }: Beginning,
  by: Person,
): Promise<Seen> {
  procedureView(ctx, { name: procedure }, by);
  if (objectsTo !== undefined) await mayObject(ctx, objectsTo, procedure);
  const cases = id === undefined ? ctx.cases : { ...ctx.cases, newId: () => id };
  const opened = await openCase(cases, procedure, by);
  if (opened.kind === 'refused') throw problemOf(opened);
  const { state } = opened.case;
  if (state.applicant.account !== by.account || state.procedure !== procedure)
    return refuse('case.id_taken', { en: 'This id is another case’s.', zh: '该编号已被占用。' }, '/id');
  if (objectsTo !== undefined) await noteObjection(ctx, opened.case.id, objectsTo);
  return seenAs(ctx, opened.case, by) ?? noCase();
}
