import type { Fact, Leaf } from '../value/condition.ts';
import type { Voice } from './voice.ts';

type Say<Conditions extends { readonly kind: string }> = {
  readonly [Kind in Conditions['kind']]: (
    condition: Extract<Conditions, { kind: Kind }>,
    voice: Voice,
  ) => string;
};

/** What a language says of conditions, as clauses without a full stop. */
export type ClauseWords = {
  readonly leaf: Say<Leaf>;
  /** That a fact is not so. */
  readonly not: Say<Fact>;
  readonly all: (clauses: readonly string[]) => string;
  readonly any: (clauses: readonly string[]) => string;
};
