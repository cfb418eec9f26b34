import type { Action } from './actions.ts';
import type { Operator } from './model.ts';
import type { Operand } from './operands.ts';
import type { Value } from './values.ts';

/** A condition that was understood. */
export type Atom = {
  readonly kind: 'atom';
  readonly pointer: string;
  readonly operand: Operand;
  readonly operator: Operator;
  /** One value, or several where the operator takes a list. */
  readonly right: readonly Value[];
  readonly unit: string | undefined;
};
/** Conditions that were understood, and how they combine. */
export type Condition =
  | Atom
  | {
      readonly kind: 'and' | 'or' | 'xone';
      readonly pointer: string;
      readonly members: readonly Condition[];
    };
/** A duty: before what it must be done, or after what it falls due. */
export type Owed = {
  readonly pointer: string;
  readonly action: Action;
  readonly conditions: readonly Condition[];
  readonly due: { readonly when: 'before' | 'after'; readonly event: string };
};
/** A permission or prohibition that was understood. */
export type UnderstoodRule = {
  readonly pointer: string;
  readonly action: Action;
  readonly conditions: readonly Condition[];
  readonly duties: readonly Owed[];
};
/** A policy of which everything was understood. */
export type UnderstoodPolicy = {
  readonly permissions: readonly UnderstoodRule[];
  readonly prohibitions: readonly UnderstoodRule[];
  readonly obligations: readonly Owed[];
};

/** All single conditions among these. */
export function atomsOf(conditions: readonly Condition[]): readonly Atom[] {
  return conditions.flatMap((one) => (one.kind === 'atom' ? [one] : atomsOf(one.members)));
}
