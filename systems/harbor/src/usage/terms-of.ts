import {
  type AtomicConstraint,
  type Constraint as Condition,
  currencyUnit,
  type Duty,
  explain,
  odrl,
  ownNamespace,
  type Policy,
  sameTerms,
} from '@finharbor/dataspace/policy';
import type { Bilingual, Constraint } from '../documents.ts';
import { dueEvents, policyOf } from './policy-of.ts';
import { heldAs, termForms } from './term-table.ts';
import type { Price, Usage } from './usage.ts';

/** Terms of a contract that a policy comes to, or what of it no contract of the harbor can say. */
export type TermsReading =
  | { readonly kind: 'terms'; readonly usage: Usage }
  | { readonly kind: 'foreign'; readonly text: readonly Bilingual[] };

/** Reads a policy as terms of a contract. What comes of it says the same as the policy, to the last term, or it is foreign. */
export function termsOf(policy: Policy): TermsReading {
  const usage = usageIn(policy);
  if (!usage) return { kind: 'foreign', text: explain(policy).map(({ text }) => text) };
  const sameness = sameTerms(policyOf(usage), { profile: [ownNamespace], ...policy });
  return sameness.kind === 'same'
    ? { kind: 'terms', usage }
    : { kind: 'foreign', text: sameness.differences.map(({ text }) => text) };
}

function usageIn({ permission = [], prohibition = [] }: Policy): Usage | undefined {
  const [rule] = permission;
  if (!rule) return undefined;
  const atoms = (rule.constraint ?? []).filter(isAtom);
  const textOn = (operand: string, operator: string): string | undefined => {
    const found = atoms.find((one) => one.leftOperand === odrl(operand) && one.operator === operator);
    return typeof found?.rightOperand === 'string' ? found.rightOperand : undefined;
  };
  const validFrom = textOn('dateTime', 'gteq');
  const validUntil = textOn('dateTime', 'lt');
  const prices = (rule.duty ?? []).map(priceOf);
  if (validFrom === undefined || validUntil === undefined) return undefined;
  if (!prices.every((price) => price !== undefined)) return undefined;
  const constraints = [...atoms.flatMap(termOf), ...(prohibition.length > 0 ? [notPassedOn] : [])];
  const isDistinct = new Set(constraints.map(({ name }) => name)).size === constraints.length;
  if (!isDistinct) return undefined;
  return { constraints, purposes: purposesIn(atoms), validFrom, validUntil, prices };
}

const notPassedOn: Constraint = {
  name: 'onward_transfer',
  operator: 'eq',
  value: 'prohibited',
  enforcement: 'promised',
};

function isAtom(condition: Condition): condition is AtomicConstraint {
  return 'leftOperand' in condition;
}

/** A term in the words of contracts, labelled as the engine holds it. */
function termOf(atom: AtomicConstraint): readonly Constraint[] {
  const form = termForms.find((one) => one.leftOperand === atom.leftOperand && one.as === atom.operator);
  const value = typeof atom.rightOperand === 'string' ? form?.read(atom.rightOperand) : undefined;
  if (!form || value === undefined) return [];
  const { name, operator } = form;
  return [{ name, operator, value, enforcement: heldAs(name) }];
}

function purposesIn(atoms: readonly AtomicConstraint[]): readonly string[] {
  const { rightOperand } = atoms.find(({ leftOperand }) => leftOperand === odrl('purpose')) ?? {};
  return Array.isArray(rightOperand) ? rightOperand.filter((one) => typeof one === 'string') : [];
}

function priceOf({ action, constraint = [] }: Duty): Price | undefined {
  const atoms = constraint.filter(isAtom);
  const rightOf = (name: string) => atoms.find(({ leftOperand }) => leftOperand === odrl(name));
  const [amount, event] = [rightOf('payAmount'), rightOf('event')];
  const kinds = ['per_use', 'per_result', 'subscription'] as const;
  const kind = kinds.find((one) => dueEvents[one] === event?.rightOperand);
  const [, units, fen] = /^(\d{1,13})\.(\d\d)$/.exec(String(amount?.rightOperand)) ?? [];
  if (action !== odrl('compensate') || !kind || units === undefined) return undefined;
  if (amount?.unit !== currencyUnit('CNY')) return undefined;
  return { kind, amountMinor: String(Number(`${units}${fen}`)), currency: 'CNY' };
}
