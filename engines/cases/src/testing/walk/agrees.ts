import assert from 'node:assert/strict';
import type { ProcedureSpec } from '../../definition/procedure.ts';
import type { StoredCase } from '../../store.ts';
import { endsOf, type Model } from './model.ts';

/** Fails where a case is not what the model says. */
export function agrees(spec: ProcedureSpec, { state: kept, head }: StoredCase, model: Model): void {
  assert.equal(head.revision, model.revision);
  assert.deepEqual(
    {
      ...{
        state: kept.state,
        assignee: kept.assignee,
        forms: kept.forms,
        excluded: kept.excluded,
        took: kept.took,
      },
      files: names(kept.documents, (list) => list.map(({ sha256 }) => sha256)),
      seats: sorted(kept.seats.filter(({ weight }) => weight > 0)),
      said: sorted(
        kept.opinions.map(({ seat, verdict, form }) => ({
          account: kept.seats[seat]!.account,
          verdict,
          form,
        })),
      ),
      ended: kept.ended?.outcome,
      terms: names(kept.terms, (term) => ({
        due: term.isOver || term.suspended ? undefined : term.dueMs,
        promise:
          term.isOver || term.isPromiseOver || term.suspended ? undefined : (term.promisedMs ?? undefined),
        ...{ extended: term.extendedDays, isOver: term.isOver, isPromiseOver: term.isPromiseOver },
      })),
    },
    {
      ...{
        state: model.state,
        assignee: model.assignee,
        forms: model.forms,
        excluded: model.excluded,
        took: model.took,
      },
      files: model.files,
      ...{ seats: sorted(model.seats), said: sorted(model.said), ended: spec.states[model.state]!.ends },
      terms: names(model.terms, (term, name) => {
        const { dueMs, promisedMs } = endsOf(spec, { name, term });
        return {
          due: term.isOver ? undefined : dueMs,
          promise: term.isOver || term.isPromiseOver ? undefined : promisedMs,
          ...{ extended: term.extendedDays, isOver: term.isOver, isPromiseOver: term.isPromiseOver },
        };
      }),
    },
  );
}

function names<T, R>(of: Readonly<Record<string, T>>, to: (value: T, name: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(of).map(([name, value]) => [name, to(value, name)]));
}

function sorted<T extends { readonly account: string }>(list: readonly T[]): readonly T[] {
  return list.toSorted((a, b) => (a.account < b.account ? -1 : 1));
}
