import type { Json } from '@finharbor/kernel/contract';

/** ODRL operators of the protocol's profile (ODRL 2.2, section "Constraint Operator"). */
export const operators = [
  'eq',
  'neq',
  'lt',
  'lteq',
  'gt',
  'gteq',
  'isA',
  'hasPart',
  'isPartOf',
  'isAllOf',
  'isAnyOf',
  'isNoneOf',
] as const;
/** One of them. */
export type Operator = (typeof operators)[number];

/** One condition: `rightOperand` is text, an object or a list; numbers travel as text. */
export type AtomicConstraint = {
  readonly leftOperand: string;
  readonly operator: Operator;
  readonly rightOperand: Json;
  /** What an amount of money is counted in (ODRL `unit`). */
  readonly unit?: string;
};
/** Conditions that hold together, one of them, or exactly one of them (ODRL logical constraint). */
export type Constraint =
  | AtomicConstraint
  | { readonly and: readonly Constraint[] }
  | { readonly or: readonly Constraint[] }
  | { readonly xone: readonly Constraint[] };

/** Something that must be done, such as paying, for a permission to hold. */
export type Duty = { readonly action: string; readonly constraint?: readonly Constraint[] };
/** What may be done, or may not. */
export type Rule = {
  readonly action: string;
  readonly constraint?: readonly Constraint[];
  readonly duty?: readonly Duty[];
};
/** The rules of an offer or agreement (ODRL policy). */
export type Policy = {
  readonly permission?: readonly Rule[];
  readonly prohibition?: readonly Rule[];
  readonly obligation?: readonly Duty[];
  readonly profile?: readonly string[];
};
/** Rules under which a data set may be had. In a catalogue an offer has no target: it is that of its data set. */
export type Offer = Policy & { readonly '@id': string; readonly '@type'?: 'Offer'; readonly target?: string };
/** Rules that both sides have agreed on. */
export type Agreement = Policy & {
  readonly '@id': string;
  readonly '@type'?: 'Agreement';
  readonly target: string;
  readonly assigner: string;
  readonly assignee: string;
  readonly timestamp?: string;
};
