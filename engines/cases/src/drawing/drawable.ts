import type { Bilingual } from '@finharbor/kernel/contract';
import type { ProcedureSpec } from '../definition/procedure.ts';

type Named = { readonly name: string; readonly title: Bilingual };

/** What of a procedure is drawn; a procedure as it is served has it, too. */
export type Drawable = {
  readonly title: Bilingual;
  readonly actors: readonly Named[];
  readonly states: readonly (Named & {
    readonly ends: string | null;
    readonly panel: { readonly seats: number; readonly quorum: number } | null;
  })[];
  readonly steps: readonly (Named & {
    readonly from: readonly string[];
    readonly to: string;
    readonly by: readonly string[];
  })[];
  readonly terms: readonly {
    readonly title: Bilingual;
    readonly while: readonly string[];
    readonly suspendedIn: readonly string[];
    readonly days: number;
  }[];
};

/** A definition as it is drawn. */
export function drawableOf({ title, actors, states, steps, terms = {} }: ProcedureSpec): Drawable {
  const named = <T extends { readonly title: Bilingual }>(
    all: Readonly<Record<string, T>>,
  ): readonly (T & Named)[] => Object.entries(all).map(([name, one]) => ({ ...one, name }));
  return {
    title,
    actors: named(actors),
    states: named(states).map((state) => ({
      ...state,
      ends: state.ends ?? null,
      panel: state.panel ?? null,
    })),
    steps: named(steps),
    terms: named(terms).map((term) => ({ ...term, suspendedIn: term.suspendedIn ?? [] })),
  };
}
