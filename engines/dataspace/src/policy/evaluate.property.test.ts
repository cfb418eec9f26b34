import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { endOf } from './end-of.ts';
import { evaluate, type PolicyRequest } from './evaluate.ts';
import { enforcement, explain } from './explain.ts';
import { isWithin } from './is-within.ts';
import { judgeOffer } from './judge-offer.ts';
import type { Constraint, Policy } from './model.ts';
import { sameTerms } from './same-terms.ts';
import {
  aConstraint,
  aDuty,
  anAskedAction,
  anAtomOn,
  anOperand,
  aPermission,
  aPolicy,
  aProhibition,
  someDeeds,
  someFacts,
} from './testing.ts';

const aRequest: fc.Arbitrary<PolicyRequest> = fc.record({
  action: anAskedAction,
  facts: someFacts,
  deeds: someDeeds,
});
const permits = (policy: Policy, request: PolicyRequest): boolean =>
  evaluate(policy, request).kind === 'permit';

const oneMore = fc.record({ rule: aProhibition, more: aConstraint, duty: aDuty });

test('a prohibition, a duty or a condition more never permits more', () => {
  fc.assert(
    fc.property(fc.tuple(aPolicy, aRequest), oneMore, ([policy, request], { rule, more, duty }) => {
      const { permission = [], prohibition = [], obligation = [] } = policy;
      const stricter: readonly Policy[] = [
        { ...policy, prohibition: [...prohibition, rule] },
        { ...policy, obligation: [...obligation, duty] },
        {
          ...policy,
          permission: permission.map((one) => ({ ...one, constraint: [...(one.constraint ?? []), more] })),
        },
        { ...policy, permission: permission.map((one) => ({ ...one, duty: [...(one.duty ?? []), duty] })) },
      ];
      if (!permits(policy, request)) for (const one of stricter) assert.equal(permits(one, request), false);
    }),
    { numRuns: 300 },
  );
});

/** A policy and one that keeps near to it, so that containment is often found. */
const twoPolicies = fc
  .record({
    base: aPermission,
    more: fc.array(aConstraint, { maxLength: 2 }),
    other: aPolicy,
    rule: aProhibition,
  })
  .chain(({ base, more, other, rule }) =>
    fc.constantFrom(
      [
        { permission: [{ ...base, constraint: [...(base.constraint ?? []), ...more] }] },
        { permission: [base] },
      ],
      [
        { permission: [base], prohibition: [rule] },
        { permission: [base], prohibition: [rule] },
      ],
      [{ permission: [base] }, { permission: [base], prohibition: [rule] }],
      [{ permission: [base] }, { permission: [{ ...base, constraint: more }] }],
      [{ permission: [{ ...base, constraint: more }] }, other],
    ),
  )
  .map(([offer, bounds]) => ({ offer: offer as Policy, bounds: bounds as Policy }));

test('what an offer permits, its bounds permit, where it is found to stay within them', () => {
  let within = 0;
  fc.assert(
    fc.property(twoPolicies, fc.array(aRequest, { minLength: 20, maxLength: 20 }), (two, requests) => {
      if (isWithin(two.offer, two.bounds).kind === 'beyond') return;
      within += 1;
      for (const request of requests)
        if (permits(two.offer, request)) assert.equal(permits(two.bounds, request), true);
    }),
    { numRuns: 500 },
  );
  assert.ok(within > 100, `only ${within} pairs were comparable`);
});

/** Two conditions on one thing. */
const twoAtoms = anOperand().chain((operand) => fc.tuple(anAtomOn(operand), anAtomOn(operand)));
const under = (...constraint: readonly Constraint[]): Policy => ({
  permission: [{ action: 'use', constraint }],
});

test('of two conditions on one thing, one is found to keep to the other only where it does for every fact', () => {
  const tally = { within: 0, beyond: 0 };
  fc.assert(
    fc.property(twoAtoms, fc.array(someFacts, { minLength: 40, maxLength: 40 }), ([a, b], facts) => {
      const { kind } = isWithin(under(a), under(b));
      tally[kind] += 1;
      if (kind === 'beyond') return;
      for (const one of facts) {
        const request = { action: 'use', facts: one };
        if (permits(under(a), request)) assert.equal(permits(under(b), request), true);
      }
    }),
    { numRuns: 600 },
  );
  assert.ok(tally.within > 60 && tally.beyond > 60, JSON.stringify(tally));
});

test('every policy stays within itself', () => {
  fc.assert(
    fc.property(aPolicy, (policy) => {
      const answer = isWithin(policy, policy);
      const involved = answer.kind === 'beyond' && answer.excesses.every(({ term }) => term === '');
      assert.ok(answer.kind === 'within' || involved, JSON.stringify(answer));
    }),
    { numRuns: 300 },
  );
});

const dayMs = 86_400_000;
const onTime = anOperand()
  .filter(({ reads }) => reads.includes('nowMs'))
  .chain(anAtomOn);

/** A policy on time, of a request under which little else is unknown. */
const timed = fc.record({
  constraint: fc.array(onTime, { minLength: 1, maxLength: 2 }),
  prohibited: fc.array(onTime, { maxLength: 1 }),
  facts: fc.record({
    nowMs: fc.integer({ min: 0, max: 4 }).map((day) => Date.parse('2026-06-01T00:00:00Z') + day * dayMs),
    agreedAtMs: fc.constant(Date.parse('2026-06-01T00:00:00Z')),
  }),
  laterMs: fc.nat(5 * dayMs),
});

test('a policy permits nothing from its end on, and something until then', () => {
  let ending = 0;
  fc.assert(
    fc.property(timed, ({ constraint, prohibited, facts, laterMs }) => {
      const prohibition = prohibited.map((one) => ({ action: 'use', constraint: [one] }));
      const policy = { ...under(...constraint), prohibition };
      const at = (nowMs: number) => permits(policy, { action: 'use', facts: { ...facts, nowMs } });
      const end = endOf(policy, facts.agreedAtMs);
      const lastMs = facts.agreedAtMs + 10 * dayMs;
      if (end === undefined) return assert.equal(at(lastMs), true);
      ending += 1;
      assert.notEqual(end.text.length, 0);
      assert.deepEqual([at(end.atMs), at(end.atMs + laterMs), at(lastMs)], [false, false, false]);
      const isNever = [0, 1, 2, 3, 4, 5].every((day) => !at(facts.agreedAtMs + day * dayMs));
      if (!isNever) assert.equal(at(end.atMs - 1), true);
    }),
    { numRuns: 400 },
  );
  assert.ok(ending > 50, `only ${ending} policies ended`);
});

const atomsIn = (constraint: Constraint): number => {
  if ('leftOperand' in constraint) return 1;
  return Object.values(constraint)
    .flat()
    .reduce((sum: number, one) => sum + atomsIn(one as Constraint), 0);
};

test('every term has a sentence and is labelled, and every condition that is judged is found in the decision', () => {
  fc.assert(
    fc.property(aPolicy, someFacts, (policy, facts) => {
      const { permission = [], prohibition = [], obligation = [] } = policy;
      const rules = [...permission, ...prohibition];
      const conditions = rules.flatMap(({ constraint = [] }) => constraint);
      const duties = permission.flatMap(({ duty = [] }) => duty);
      const bare = prohibition.filter(({ constraint = [] }) => constraint.length === 0);
      const terms = conditions.length + duties.length + obligation.length + bare.length;
      assert.equal(enforcement(policy).length, terms);
      const sentences = explain(policy);
      assert.ok(sentences.every(({ text }) => text.en.endsWith('.') && text.zh.endsWith('。')));
      const decision = evaluate(policy, { action: 'use', facts });
      const decided = rules.find((_, at) =>
        [`/permission/${at}`, `/prohibition/${at - permission.length}`].includes(decision.rule),
      );
      const judged = (decided?.constraint ?? []).reduce((sum, one) => sum + atomsIn(one), 0);
      if (decision.rule !== '') assert.equal(decision.findings.length, judged);
    }),
    { numRuns: 300 },
  );
});

test('any JSON is judged without a fault of the program', () => {
  const anything = fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.record({ permission: fc.jsonValue(), prohibition: fc.jsonValue() }, { requiredKeys: [] }),
    fc.record({
      permission: fc.array(fc.record({ action: fc.constant('use'), constraint: fc.jsonValue() })),
    }),
  );
  fc.assert(
    fc.property(anything, anything, aRequest, (some, other, request) => {
      const [policy, bounds] = [some as Policy, other as Policy];
      const decision = evaluate(policy, request);
      assert.notEqual(decision.text.length, 0);
      explain(policy);
      endOf(policy, 0);
      judgeOffer(policy, { facts: [], computes: false });
      isWithin(policy, bounds);
      sameTerms(policy, bounds);
    }),
    { numRuns: 500 },
  );
});
