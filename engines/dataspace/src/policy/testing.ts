import fc from 'fast-check';
import { actions } from './actions.ts';
import type { Facts } from './facts.ts';
import type { AtomicConstraint, Constraint, Duty, Policy, Rule } from './model.ts';
import { currencyUnit, odrl, own } from './namespaces.ts';
import { eventOperand, events, type Operand, operands } from './operands.ts';
import { listOperators } from './read-condition.ts';
import { duration, type Kind } from './values.ts';

/** A few values of each kind, near enough to each other that facts and constraints often meet. */
const fewOf = ({ kind, iri }: Operand): readonly string[] => {
  const known = samples.filter((text) => kind.read(text) !== undefined);
  if (iri === odrl('dateTime')) return instants;
  return known.length > 0 ? known : numbers;
};
const instants = [0, 1, 2, 3].map((day) => `2026-06-0${day + 1}T00:00:00Z`);
const numbers = ['0', '1', '2', '3'];
const samples = [
  ...['P0D', 'P1D', 'P2D', 'PT1H'],
  ...['CN', 'CN-GD', 'CN-GD-4403', 'CN-SH', 'SG'],
  ...['credit', 'credit/monitoring', 'risk', 'risk/fraud'].map((path) => own(`purpose/${path}`)),
  ...['given', 'missing', 'left_out', 'used', 'consumer', 'both', 'figures', 'rows', 'nobody', 'all', 'each'],
];
const parties = ['bank', 'tax', 'insurer'];
const valuesOf = (operand: Operand): readonly string[] =>
  operand.iri === odrl('recipient') ? parties : fewOf(operand);

/** A constraint on that operand. */
export const anAtomOn = (operand: Operand): fc.Arbitrary<AtomicConstraint> =>
  fc.constantFrom(...operand.operators).chain((operator) => {
    const value = fc.constantFrom(...valuesOf(operand));
    const right = listOperators.includes(operator)
      ? fc.uniqueArray(value, { minLength: 1, maxLength: 2 })
      : value;
    const unit = fc.constantFrom(currencyUnit('CNY'), currencyUnit('USD'));
    return fc.record({
      leftOperand: fc.constant(operand.iri),
      operator: fc.constant(operator),
      rightOperand: right,
      ...(operand.unit === 'currency' ? { unit } : {}),
    });
  });

/** An operand of a rule, or of a duty. */
export const anOperand = (of: Operand['of'] = 'rule'): fc.Arbitrary<Operand> =>
  fc.constantFrom(...operands.filter((operand) => operand.of === of));

/** A single constraint that is understood. */
const anAtom = (of: Operand['of'] = 'rule'): fc.Arbitrary<AtomicConstraint> => anOperand(of).chain(anAtomOn);

/** A constraint, single or logical. */
export const aConstraint: fc.Arbitrary<Constraint> = fc.letrec<{ readonly node: Constraint }>((tie) => {
  const members = fc.array(tie('node'), { minLength: 1, maxLength: 3 });
  return {
    node: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      { weight: 3, arbitrary: anAtom() },
      { weight: 1, arbitrary: fc.record({ and: members }) },
      { weight: 1, arbitrary: fc.record({ or: members }) },
      { weight: 1, arbitrary: fc.record({ xone: members }) },
    ),
  };
}).node;

/** A duty. */
export const aDuty: fc.Arbitrary<Duty> = fc
  .record({
    action: fc.constantFrom(odrl('compensate'), odrl('attribute')),
    amount: fc.option(anAtom('duty'), { nil: undefined }),
    due: fc.option(
      fc.record({
        leftOperand: fc.constant(eventOperand),
        operator: fc.constantFrom('lt' as const, 'gt' as const),
        rightOperand: fc.constantFrom(...events.keys()),
      }),
      { nil: undefined },
    ),
  })
  .map(({ action, amount, due }) => ({
    action,
    constraint: [amount, due].filter((one) => one !== undefined),
  }));

const anAction = fc.constantFrom('use', odrl('use'), odrl('read'), odrl('distribute'));
const few = <T>(one: fc.Arbitrary<T>) => fc.array(one, { maxLength: 2 });

/** A permission or a prohibition. */
export const aProhibition: fc.Arbitrary<Rule> = fc.record({ action: anAction, constraint: few(aConstraint) });
/** A permission, with what is owed for it. */
export const aPermission: fc.Arbitrary<Rule> = fc.record({
  action: anAction,
  constraint: few(aConstraint),
  duty: fc.array(aDuty, { maxLength: 1 }),
});
/** A policy that is understood. */
export const aPolicy: fc.Arbitrary<Policy> = fc.record({
  permission: few(aPermission),
  prohibition: few(aProhibition),
  obligation: fc.array(aDuty, { maxLength: 1 }),
});

/** Facts, of which some are not known. */
export const someFacts: fc.Arbitrary<Facts> = fc.record(
  {
    nowMs: fc.constantFrom(...instants.map(Date.parse)),
    agreedAtMs: fc.constantFrom(...instants.map(Date.parse)),
    use: small(),
    recipient: fc.uniqueArray(fc.constantFrom(...parties), { minLength: 1, maxLength: 2 }),
    purpose: someOf(own('purpose/credit'), own('purpose/risk/fraud'), own('purpose/credit/monitoring')),
    place: someOf('CN', 'CN-GD', 'CN-GD-4403', 'SG'),
    retentionMs: fc.constantFrom(...['P0D', 'P1D', 'P2D'].map((text) => msOf(duration, text))),
    consent: fc.constantFrom('given' as const, 'missing' as const),
    withdrawnSubjects: fc.constantFrom('left_out' as const, 'used' as const),
    smallestGroup: small(),
    resultStep: small(),
    epsilon: small(),
    delta: small(),
    fewestRows: small(),
    mostRows: small(),
    learner: fc.constantFrom('consumer' as const, 'both' as const),
    told: fc.constantFrom('figures' as const, 'rows' as const),
    modelOpenedTo: fc.constantFrom('nobody' as const, 'consumer' as const, 'all' as const),
    approval: fc.constantFrom('each' as const, 'none' as const),
  },
  { requiredKeys: [] },
);

/** What was done to fulfil duties. */
export const someDeeds: fc.Arbitrary<readonly { readonly action: string; readonly facts: Facts }[]> =
  fc.array(
    fc.record({
      action: fc.constantFrom(odrl('compensate'), odrl('attribute')),
      facts: fc.record({
        paid: fc.record({
          amountMinor: fc.constantFrom(0, 100, 200),
          currency: fc.constantFrom('CNY', 'USD'),
        }),
      }),
    }),
    { maxLength: 2 },
  );

/** The actions that requests are made of. */
export const anAskedAction: fc.Arbitrary<string> = fc.constantFrom(
  ...actions.filter(({ within }) => within !== undefined).map(({ iri }) => iri),
  odrl('use'),
);

function small(): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 4 });
}

function someOf(...values: readonly string[]): fc.Arbitrary<readonly string[]> {
  return fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 2 });
}

function msOf(kind: Kind, text: string): number {
  return Number(kind.read(text));
}
