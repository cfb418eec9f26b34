import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  demandsFusion,
  enforcement,
  evaluate,
  isWithin,
  judgeOffer,
  odrl,
  type Policy,
  purposes,
  sameTerms,
} from '@finharbor/dataspace/policy';
import fc from 'fast-check';
import type { Constraint } from '../documents.ts';
import { nodeCapabilities } from './check-terms.ts';
import { policyOf } from './policy-of.ts';
import { promisedTerms } from './promised-terms.ts';
import { heldAs, termForms } from './term-table.ts';
import { termsOf } from './terms-of.ts';
import type { Price, Usage } from './usage.ts';

const count = fc.integer({ min: 1, max: 1_000_000_000 });
const oneOf = (...values: readonly string[]) => fc.constantFrom(...values);
/** Values of each term as contracts may have them. */
const values: Readonly<Record<Constraint['name'], fc.Arbitrary<string | number>>> = {
  uses: count,
  smallest_group: count,
  fewest_rows: count,
  most_rows: count,
  points_rounding: count,
  retention_days: fc.integer({ min: 1, max: 99_999 }),
  privacy_epsilon: count,
  privacy_delta: fc.double({ min: 1e-12, max: 0.5, noNaN: true }),
  recipient: oneOf('bank', 'tax', 'insurer-2'),
  points_opened: oneOf('nobody', 'consumer', 'all'),
  learns: oneOf('consumer', 'both'),
  most_learned: oneOf('rows', 'figures'),
  consent: oneOf('required'),
  withdrawn_firms: oneOf('left_out'),
  plan_approval: oneOf('each'),
  onward_transfer: oneOf('prohibited'),
};
const operatorOf = (name: Constraint['name']): Constraint['operator'] =>
  termForms.find((form) => form.name === name)?.operator ?? 'eq';

const aTerm = (name: Constraint['name']): fc.Arbitrary<Constraint> =>
  values[name].map((value) => ({
    name,
    operator: operatorOf(name),
    value,
    enforcement: promisedTerms.has(name) ? 'promised' : 'enforced',
  }));
const names = Object.keys(values) as readonly Constraint['name'][];
const someTerms: fc.Arbitrary<readonly Constraint[]> = fc
  .subarray([...names])
  .chain((chosen) => fc.tuple(...chosen.map(aTerm)));
const aPrice: fc.Arbitrary<Price> = fc.record(
  {
    kind: fc.constantFrom('per_use' as const, 'per_result' as const, 'subscription' as const),
    amountMinor: fc.integer({ min: 1, max: 999_999_999_999_999 }).map(String),
    currency: fc.constant('CNY' as const),
  },
  { noNullPrototype: true },
);
const aUsage: fc.Arbitrary<Usage> = fc.record({
  constraints: someTerms,
  purposes: fc.subarray(purposes.map(({ iri }) => iri)),
  validFrom: fc.constantFrom('2026-01-01T00:00:00Z', '2026-06-01T12:30:00Z'),
  validUntil: fc.constantFrom('2027-01-01T00:00:00Z', '2026-12-31T16:00:00Z'),
  prices: fc.uniqueArray(aPrice, { maxLength: 2, selector: ({ kind }) => kind }),
});

const byName = (a: Constraint, b: Constraint): number => (a.name < b.name ? -1 : 1);
const sorted = (usage: Usage): Usage => ({ ...usage, constraints: usage.constraints.toSorted(byName) });

test('terms that became a policy come back as they were, prices, purposes and labels included', () => {
  fc.assert(
    fc.property(aUsage, (usage) => {
      const read = termsOf(policyOf(usage));
      assert.equal(read.kind, 'terms');
      if (read.kind === 'terms') assert.deepEqual(sorted(read.usage), sorted(usage));
    }),
    { numRuns: 100 },
  );
});

test('every term is labelled as the operand table has it', () => {
  assert.deepEqual(
    names.filter((name) => heldAs(name) === 'promised'),
    names.filter((name) => promisedTerms.has(name)),
  );
});

const everything = termForms.map(({ leftOperand }) => leftOperand);

test('a policy of the harbor is understood to its last term and labelled, and stays within itself', () => {
  assert.equal(new Set(everything).size, everything.length, 'no two terms share an operand');
  fc.assert(
    fc.property(aUsage, (usage) => {
      const policy = policyOf(usage);
      assert.deepEqual(judgeOffer(policy, nodeCapabilities), { kind: 'acceptable' });
      const terms = usage.constraints.length + usage.prices.length + (usage.purposes.length > 0 ? 1 : 0);
      assert.equal(enforcement(policy).length, terms + 2);
      assert.deepEqual(isWithin(policy, policy), { kind: 'within' });
    }),
    { numRuns: 60 },
  );
});

const plain: Usage = {
  constraints: [],
  purposes: [],
  validFrom: '2026-01-01T00:00:00Z',
  validUntil: '2027-01-01T00:00:00Z',
  prices: [],
};

test('a policy that says what no contract of the harbor can say is foreign, and what it is is told', () => {
  const [rule] = policyOf(plain).permission!;
  const place = { leftOperand: odrl('spatial'), operator: 'isPartOf', rightOperand: 'CN' } as const;
  const foreign: readonly (readonly [Policy, RegExp])[] = [
    [{ permission: [{ ...rule!, constraint: [...rule!.constraint!, place] }] }, /the place of use .* CN/],
    [{ permission: [rule!], obligation: [{ action: odrl('delete') }] }, /delete/],
    [{ permission: [rule!, { action: odrl('print') }] }, /print/],
    [{ permission: [{ action: 'use' }] }, /use/],
    [{ permission: [rule!], prohibition: [{ action: odrl('print') }] }, /print/],
  ];
  for (const [policy, told] of foreign) {
    const read = termsOf(policy);
    assert.equal(read.kind, 'foreign');
    if (read.kind === 'foreign') assert.match(read.text.map(({ en }) => en).join(' '), told);
  }
});

test('terms that bind what is opened demand a computation, and a counter-offer of more uses is beyond by name', () => {
  const uses = (value: number): Constraint => ({
    name: 'uses',
    operator: 'lteq',
    value,
    enforcement: 'enforced',
  });
  const group: Constraint = {
    name: 'smallest_group',
    operator: 'gteq',
    value: 50,
    enforcement: 'enforced',
  };
  const of = (...constraints: readonly Constraint[]) => policyOf({ ...plain, constraints });
  assert.deepEqual([demandsFusion(of(uses(3))), demandsFusion(of(uses(3), group))], [false, true]);
  assert.equal(isWithin(of(uses(2), group), of(uses(3))).kind, 'within');
  const answer = isWithin(of(uses(4)), of(uses(3), group));
  assert.deepEqual(answer.kind === 'beyond' && answer.excesses.map(({ text }) => text.en), [
    'Not kept: the number of uses is at most 3.',
    'Not kept: the smallest group of which anything is opened is at least 50 subjects.',
  ]);
});

test('a price is owed after each use and does not stand in its way; a lower one is not the same', () => {
  const priced = (amountMinor: string) =>
    policyOf({ ...plain, prices: [{ kind: 'per_use', amountMinor, currency: 'CNY' }] });
  const decision = evaluate(priced('1250'), {
    action: 'use',
    facts: { nowMs: Date.parse('2026-06-01T00:00:00Z') },
  });
  assert.deepEqual(decision.kind === 'permit' && decision.due.map(({ text }) => text), [
    {
      en: 'Pay (the amount paid is CNY 12.50), after each use.',
      zh: '每次使用之后支付费用（支付金额为 CNY 12.50）。',
    },
  ]);
  assert.equal(isWithin(priced('1250'), priced('1250')).kind, 'within');
  assert.equal(isWithin(priced('1249'), priced('1250')).kind, 'beyond');
  assert.equal(sameTerms(priced('1249'), priced('1250')).kind, 'different');
});
