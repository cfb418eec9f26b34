import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate, type PolicyRequest } from './evaluate.ts';
import { judgeOffer } from './judge-offer.ts';
import type { AtomicConstraint, Policy, Rule } from './model.ts';
import { currencyUnit, odrl } from './namespaces.ts';

// Policies after the examples in the ODRL Information Model 2.2 (W3C Recommendation, 15 February 2018). Names are the whole ones that
// ODRL's own context gives them, and parties and targets stand at the policy, where the protocol has them.

const constraint = (
  name: string,
  operator: AtomicConstraint['operator'],
  rightOperand: AtomicConstraint['rightOperand'],
): AtomicConstraint => ({ leftOperand: odrl(name), operator, rightOperand });
const permit = (rule: Omit<Rule, 'action'> & { readonly action: string }): Policy => ({
  permission: [{ ...rule, action: odrl(rule.action) }],
});
const answer = (policy: Policy, action: string, more: Partial<PolicyRequest> = {}): string => {
  const decision = evaluate(policy, { action: odrl(action), facts: {}, ...more });
  return decision.kind === 'refuse' ? decision.code : decision.kind;
};
const atMs = (text: string) => ({ facts: { nowMs: Date.parse(text) } });

test('what a permission names is permitted and nothing else', () => {
  const policy = permit({ action: 'use' });
  assert.equal(answer(policy, 'use'), 'permit');
  assert.equal(answer(policy, 'print'), 'permit');
  assert.equal(answer(permit({ action: 'play' }), 'use'), 'policy.not_permitted');
  assert.equal(answer(permit({ action: 'play' }), 'print'), 'policy.not_permitted');
});

test('distribution until a day is permitted until that day, and refused where the time is not known', () => {
  const until = constraint('dateTime', 'lt', '2018-01-01T00:00:00Z');
  const policy = permit({ action: 'distribute', constraint: [until] });
  assert.equal(answer(policy, 'distribute', atMs('2017-12-31T23:59:59Z')), 'permit');
  assert.equal(answer(policy, 'distribute', atMs('2018-01-01T00:00:00Z')), 'policy.constraint_unmet');
  assert.equal(answer(policy, 'distribute'), 'policy.fact_missing');
});

test('as written: a day without its zone is refused by name, not guessed', () => {
  const until = constraint('dateTime', 'lt', '2018-01-01');
  assert.equal(
    answer(permit({ action: 'distribute', constraint: [until] }), 'distribute'),
    'policy.bad_value',
  );
});

test('of exactly one condition, both together are refused', () => {
  const first = constraint('spatial', 'isPartOf', 'CN');
  const second = constraint('recipient', 'eq', 'bank');
  const policy = permit({ action: 'play', constraint: [{ xone: [first, second] }] });
  const play = (place: string, recipient: string) => answer(policy, 'play', { facts: { place, recipient } });
  assert.equal(play('CN-GD', 'tax'), 'permit');
  assert.equal(play('SG', 'bank'), 'permit');
  assert.equal(play('CN-GD', 'bank'), 'policy.constraint_unmet');
  assert.equal(play('SG', 'tax'), 'policy.constraint_unmet');
});

test('refinements and references bind what is not judged here, and are refused by name', () => {
  const refined = { action: 'print', refinement: [constraint('count', 'lteq', '3')] };
  const odd = { permission: [refined] } as unknown as Policy;
  const judged = judgeOffer(odd, { facts: ['use'], computes: true });
  assert.deepEqual(judged.kind === 'refused' && judged.faults.map(({ pointer, code }) => [pointer, code]), [
    ['/permission/0/refinement', 'policy.unknown_form'],
  ]);
  const referred = { ...constraint('count', 'lteq', '3'), rightOperandReference: 'http://example.com/c100' };
  assert.equal(answer(permit({ action: 'play', constraint: [referred] }), 'play'), 'policy.unknown_form');
});

test('what is permitted in general but prohibited in particular is prohibited', () => {
  const policy = { ...permit({ action: 'use' }), prohibition: [{ action: odrl('archive') }] };
  assert.equal(answer(policy, 'display'), 'permit');
  assert.equal(answer(policy, 'archive'), 'policy.prohibited');
  const conflicting = { ...permit({ action: 'archive' }), prohibition: [{ action: odrl('use') }] };
  assert.equal(answer(conflicting, 'archive'), 'policy.prohibited');
});

test('as written: permissions that win over prohibitions are refused by name', () => {
  const policy = { ...permit({ action: 'display' }), conflict: 'perm' } as Policy;
  assert.equal(answer(policy, 'display'), 'policy.unknown_form');
});

test('playing is permitted once five Australian dollars have been paid, not before and not for less', () => {
  const paying = { ...constraint('payAmount', 'eq', '5.00'), unit: currencyUnit('AUD') };
  const before = constraint('event', 'lt', odrl('policyUsage'));
  const policy = permit({
    action: 'play',
    duty: [{ action: odrl('compensate'), constraint: [paying, before] }],
  });
  const paid = (amountMinor: number, currency: string) => ({
    deeds: [{ action: odrl('compensate'), facts: { paid: { amountMinor, currency } } }],
  });
  assert.equal(answer(policy, 'play'), 'policy.duty_unfulfilled');
  assert.equal(answer(policy, 'play', paid(500, 'AUD')), 'permit');
  assert.equal(answer(policy, 'play', paid(499, 'AUD')), 'policy.duty_unfulfilled');
  assert.equal(answer(policy, 'play', paid(500, 'CNY')), 'policy.duty_unfulfilled');
});

test('a duty of which the event says that it comes after does not stand in the way, and falls due', () => {
  const after = constraint('event', 'gt', odrl('policyUsage'));
  const duty = { action: odrl('attribute'), constraint: [after] };
  const decision = evaluate(permit({ action: 'distribute', duty: [duty] }), {
    action: odrl('distribute'),
    facts: {},
  });
  assert.deepEqual(decision.kind === 'permit' && decision.due, [
    {
      pointer: '/permission/0/duty/0',
      action: odrl('attribute'),
      text: { en: 'Name the source, after each use.', zh: '每次使用之后注明来源。' },
    },
  ]);
});

test('short names, operators of other operands and names that every object has are unknown, and named', () => {
  const of = (leftOperand: string, operator: AtomicConstraint['operator'] = 'lteq') =>
    answer(permit({ action: 'use', constraint: [{ leftOperand, operator, rightOperand: '3' }] }), 'use');
  assert.equal(of('count'), 'policy.unknown_operand');
  assert.equal(of('constructor'), 'policy.unknown_operand');
  assert.equal(of(odrl('payAmount')), 'policy.unknown_operand');
  assert.equal(of(odrl('count'), 'isAnyOf'), 'policy.unknown_operator');
  assert.equal(answer({ permission: [{ action: 'constructor' }] }, 'use'), 'policy.unknown_action');
});

test('a decision tells which condition refused and what the fact was, in both languages', () => {
  const policy = permit({ action: 'use', constraint: [constraint('count', 'lteq', '3')] });
  const decision = evaluate(policy, { action: 'use', facts: { use: 4 } });
  assert.deepEqual(decision, {
    kind: 'refuse',
    code: 'policy.constraint_unmet',
    rule: '/permission/0',
    findings: [
      {
        pointer: '/permission/0/constraint/0',
        verdict: 'unmet',
        reads: ['use'],
        facts: [4],
        text: {
          en: 'the number of uses is at most 3 (here: 4)',
          zh: '使用次数不超过 3（实际：4）',
        },
      },
    ],
    text: [
      {
        en: 'Not fulfilled: the number of uses is at most 3 (here: 4).',
        zh: '未满足：使用次数不超过 3（实际：4）。',
      },
    ],
  });
});
