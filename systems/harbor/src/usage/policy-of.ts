import {
  type AtomicConstraint,
  currencyUnit,
  type Duty,
  odrl,
  own,
  ownNamespace,
  type Policy,
  type Rule,
} from '@finharbor/dataspace/policy';
import { instantText } from '@finharbor/kernel/contract';
import type { Constraint } from '../documents.ts';
import { termForms } from './term-table.ts';
import type { Price, Usage } from './usage.ts';

/** When a price falls due, as the event of its duty. */
export const dueEvents: Readonly<Record<Price['kind'], string>> = {
  per_use: odrl('policyUsage'),
  per_result: own('resultDelivered'),
  subscription: own('monthEnded'),
};

/** The terms of a contract as a policy: one permission to use, under all of them, and what is owed for it. */
export function policyOf(usage: Usage): Policy {
  const { constraints, purposes, validFrom, validUntil, prices } = usage;
  const permission: Rule = {
    action: 'use',
    constraint: [
      on(odrl('dateTime'), 'gteq', instantText(Date.parse(validFrom))),
      on(odrl('dateTime'), 'lt', instantText(Date.parse(validUntil))),
      ...(purposes.length > 0 ? [on(odrl('purpose'), 'isAnyOf', purposes)] : []),
      ...constraints.flatMap(constraintOf),
    ],
    ...(prices.length > 0 ? { duty: prices.map(dutyOf) } : {}),
  };
  const isKept = constraints.some(({ name }) => name === 'onward_transfer');
  return {
    permission: [permission],
    ...(isKept ? { prohibition: [notPassedOn] } : {}),
    profile: [ownNamespace],
  };
}

/** What holds under every contract that is drawn up in the console, and a price: firms that have withdrawn are left out, nothing is passed on. */
export function alwaysPolicyOf(prices: readonly Price[]): Policy {
  return {
    permission: [
      {
        action: 'use',
        constraint: always.flatMap(constraintOf),
        ...(prices.length > 0 ? { duty: prices.map(dutyOf) } : {}),
      },
    ],
    prohibition: [notPassedOn],
    profile: [ownNamespace],
  };
}

const notPassedOn: Rule = { action: odrl('distribute') };
const always: readonly Constraint[] = [
  { name: 'withdrawn_firms', operator: 'eq', value: 'left_out', enforcement: 'enforced' },
];

function on(
  leftOperand: string,
  operator: AtomicConstraint['operator'],
  rightOperand: AtomicConstraint['rightOperand'],
): AtomicConstraint {
  return { leftOperand, operator, rightOperand };
}

function constraintOf({ name, value }: Constraint): readonly AtomicConstraint[] {
  const form = termForms.find((one) => one.name === name);
  return form ? [on(form.leftOperand, form.as, form.write(value))] : [];
}

function dutyOf({ kind, amountMinor, currency }: Price): Duty {
  const minor = amountMinor.padStart(3, '0');
  const amount = `${minor.slice(0, -2)}.${minor.slice(-2)}`;
  return {
    action: odrl('compensate'),
    constraint: [
      { ...on(odrl('payAmount'), 'eq', amount), unit: currencyUnit(currency) },
      on(odrl('event'), 'gt', dueEvents[kind]),
    ],
  };
}
