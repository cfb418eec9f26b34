import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compile } from '../course/compile.ts';
import type { ProgramEvent } from '../course/event.ts';
import type { Refusal } from '../course/refusal.ts';
import { replay } from '../course/replay.ts';
import { parseProgram } from '../read.ts';
import { carSubsidy, milestoneGrant } from '../testing/examples.ts';
import { explainRefusal } from './explain-refusal.ts';

const program = parseProgram(carSubsidy);
const condition = { kind: 'who', people: ['chen'] } as const;
const endMs = Temporal.Instant.from('2027-03-31T16:00:00Z').epochMilliseconds;

const everyReason: { readonly [Reason in Refusal['reason']]: Extract<Refusal, { reason: Reason }> } = {
  unmet: { reason: 'unmet', of: 'car', unmet: { pointer: '', condition, parts: [] } },
  wrong_kind: { reason: 'wrong_kind' },
  not_held: { reason: 'not_held' },
  already_held: { reason: 'already_held' },
  over: { reason: 'over', stage: 'expired' },
  too_late: { reason: 'too_late', endMs },
  not_yet_over: { reason: 'not_yet_over', endMs },
  unknown: { reason: 'unknown', what: 'release', name: 'bus' },
  not_yours: { reason: 'not_yours', allowed: ['bureau'] },
  used_up: { reason: 'used_up', release: 'car', times: 1 },
  had_before: { reason: 'had_before', release: 'car' },
  wrong_payee: { reason: 'wrong_payee', allowed: ['dealerA', 'dealerB'] },
  no_account: { reason: 'no_account' },
  missing: { reason: 'missing', field: 'price' },
  not_enough: { reason: 'not_enough', needed: 1_234_500n, rest: 55_558n },
  no_refund: { reason: 'no_refund' },
  legs_missing: { reason: 'legs_missing', payers: ['bureau'] },
  all_held: { reason: 'all_held' },
  id_taken: { reason: 'id_taken' },
};

test('every refusal has words of its own in both languages', () => {
  for (const language of ['en', 'zh'] as const) {
    const told = Object.values(everyReason).map((refusal) =>
      explainRefusal(program, refusal, language).join('\n'),
    );
    assert.equal(new Set(told).size, told.length);
    for (const text of told) {
      assert.doesNotMatch(text, /undefined|null|\[object/);
      assert.equal(/\p{Script=Han}/u.test(text), language === 'zh', text);
    }
  }
  assert.deepEqual(explainRefusal(program, everyReason.not_enough, 'zh'), [
    '余额不足：需要12,345.00元，余额为555.58元。',
  ]);
  assert.deepEqual(explainRefusal(program, everyReason.too_late, 'en'), [
    'Too late: this ended on 1 April 2027, 00:00.',
  ]);
});

const refusalOf = (json: Parameters<typeof parseProgram>[0], events: readonly ProgramEvent[]) => {
  const rules = parseProgram(json);
  const answer = compile(rules, events.at(-1)!, replay(rules, events.slice(0, -1)));
  assert.ok(answer.kind === 'refused');
  return (language: 'en' | 'zh') => explainRefusal(rules, answer.refusal, language);
};

test('who is refused for conditions reads those that do not hold, and no others', () => {
  const atMs = Temporal.Instant.from('2027-02-01T02:00:00Z').epochMilliseconds;
  const told = refusalOf(carSubsidy, [
    { kind: 'fund', id: 'f', by: 'bureau', atMs },
    {
      kind: 'pay',
      id: 'p',
      by: 'chen',
      atMs,
      release: 'car',
      payee: 'dealerA',
      price: 10_000_000n,
      area: '440304',
      category: 'petrol',
    },
  ]);
  assert.deepEqual(told('en'), [
    'A car: not possible now, because this is not so:',
    'It pays for a new-energy passenger car.',
  ]);
  assert.deepEqual(told('zh'), ['购车：暂不能办理，以下条件未满足：', '用于支付新能源乘用车。']);
});

test('of alternatives all are told, as one', () => {
  const atMs = Temporal.Instant.from('2027-02-01T02:00:00Z').epochMilliseconds;
  const told = refusalOf(milestoneGrant, [
    { kind: 'fund', id: 'f', by: 'fund', atMs },
    { kind: 'confirm', id: 'c', by: 'auditor', atMs, milestone: 'trial' },
    { kind: 'pay', id: 'p', by: 'lab', atMs, release: 'trial' },
  ]);
  assert.deepEqual(told('zh'), [
    '试运行完成：暂不能办理，以下条件未满足：',
    '符合以下之一：区科创局、市科创局和专家组中至少2方同意；或者（市科创局已同意，且自2027年10月1日起）。',
  ]);
});
