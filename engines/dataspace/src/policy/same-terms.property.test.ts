import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { canonicalTerms } from './canonical.ts';
import type { Constraint, Duty, Policy, Rule } from './model.ts';
import { odrl } from './namespaces.ts';
import { sameTerms } from './same-terms.ts';
import { aPolicy } from './testing.ts';

const turnedConstraint = (constraint: Constraint): Constraint => {
  if ('and' in constraint) return { and: constraint.and.map(turnedConstraint).toReversed() };
  if ('or' in constraint) return { or: constraint.or.map(turnedConstraint).toReversed() };
  if ('xone' in constraint) return { xone: constraint.xone.map(turnedConstraint).toReversed() };
  const { rightOperand } = constraint;
  return {
    ...constraint,
    rightOperand: Array.isArray(rightOperand) ? rightOperand.toReversed() : rightOperand,
  };
};
const turnedRule = <T extends Rule | Duty>(rule: T): T => ({
  ...rule,
  action: rule.action === 'use' ? odrl('use') : rule.action,
  constraint: (rule.constraint ?? []).map(turnedConstraint).toReversed(),
});
/** The same policy as another party might have written it. */
const turned = (policy: Policy): Policy => ({
  obligation: (policy.obligation ?? []).map(turnedRule).toReversed(),
  prohibition: (policy.prohibition ?? []).map(turnedRule).toReversed(),
  permission: (policy.permission ?? []).map(turnedRule).toReversed(),
});

const numRuns = 100;

test('two policies are the same exactly when their canonical texts are, and each difference is named', () => {
  fc.assert(
    fc.property(aPolicy, aPolicy, (first, second) => {
      assert.deepEqual(sameTerms(first, turned(first)), { kind: 'same' });
      const isSame = canonicalTerms(first) === canonicalTerms(second);
      const answer = sameTerms(first, second);
      assert.equal(answer.kind, isSame ? 'same' : 'different');
      if (answer.kind === 'different') assert.notEqual(answer.differences.length, 0);
    }),
    { numRuns },
  );
});

const count = (most: string): Constraint => ({
  leftOperand: odrl('count'),
  operator: 'lteq',
  rightOperand: most,
});
const use = (...constraint: readonly Constraint[]): Policy => ({
  permission: [{ action: 'use', constraint }],
});

test('a changed number is named on both sides, in both languages', () => {
  const answer = sameTerms(use(count('3')), use(count('4')));
  assert.deepEqual(answer, {
    kind: 'different',
    differences: [
      { only: 'first', text: { en: 'the number of uses is at most 3', zh: '使用次数不超过 3' } },
      { only: 'second', text: { en: 'the number of uses is at most 4', zh: '使用次数不超过 4' } },
    ],
  });
});

test('a list of one is not its member, and a time is the same in every zone', () => {
  const recipient = (operator: 'eq' | 'isAnyOf', rightOperand: string | string[]): Policy =>
    use({ leftOperand: odrl('recipient'), operator, rightOperand });
  assert.equal(sameTerms(recipient('eq', 'bank'), recipient('eq', ['bank'])).kind, 'different');
  assert.equal(sameTerms(recipient('isAnyOf', ['bank']), recipient('isAnyOf', 'bank')).kind, 'different');
  const until = (rightOperand: string): Policy =>
    use({ leftOperand: odrl('dateTime'), operator: 'lt', rightOperand });
  assert.deepEqual(sameTerms(until('2026-12-31T16:00:00Z'), until('2027-01-01T00:00:00+08:00')), {
    kind: 'same',
  });
});

test('what is not understood is compared as it stands', () => {
  const odd = (value: string) =>
    ({ permission: [{ action: 'use', refinement: value }] }) as unknown as Policy;
  assert.deepEqual(sameTerms(odd('a'), odd('a')), { kind: 'same' });
  assert.equal(sameTerms(odd('a'), odd('b')).kind, 'different');
});
