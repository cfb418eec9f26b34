import assert from 'node:assert/strict';
import { test } from 'node:test';
import { instantText } from '@finharbor/kernel';
import type { Body, Verified } from '../documents.ts';
import type { AssessmentDraft } from './facts.ts';
import { judgeTransfer } from './judge.ts';
import { mayLeave } from './may-leave.ts';
import { assessment, filing } from './testing.ts';

const assessedMs = Date.parse('2026-06-01T00:00:00Z');
const id = 'c'.repeat(64);
const words = { en: 'Said', zh: '文本' };

function contract(place?: string): Verified<'contract'> {
  const body: Body<'contract'> = {
    contract: '00000000-0000-7000-8000-000000000000',
    kind: 'train',
    consumer: 'bank',
    providers: ['tax'],
    products: ['d'.repeat(64)],
    purpose: words,
    legalBasis: words,
    constraints: [],
    validFrom: '2026-06-01T00:00:00Z',
    validUntil: '2030-06-01T00:00:00Z',
    leakage: [words],
    ...(place === undefined ? {} : { place }),
  };
  return { id, type: 'contract', issuer: 'bank', audience: [], issuedAtMs: assessedMs, body };
}

function assessed(
  draft: AssessmentDraft,
  change: Partial<Body<'transfer_assessment'>> = {},
  issuedAtMs = assessedMs,
): Verified<'transfer_assessment'> {
  const { rule, outcome, reasons, validUntilMs } = judgeTransfer(draft, issuedAtMs);
  const body: Body<'transfer_assessment'> = {
    ...draft,
    contract: id,
    recipient: 'bank',
    place: 'HK',
    rule: rule.id,
    path: rule.path,
    outcome,
    reasons,
    validUntil: instantText(validUntilMs),
    ...change,
  };
  return { id: 'a'.repeat(64), type: 'transfer_assessment', issuer: 'tax', audience: [], issuedAtMs, body };
}

/** `may_leave`, `stays`, or the code of the refusal. */
function leaves(assessments: readonly Verified<'transfer_assessment'>[], nowMs = assessedMs): string {
  const leave = mayLeave(contract('HK'), assessments, nowMs);
  return leave.kind === 'refused' ? leave.code : leave.kind;
}

test('data that stays needs no assessment; data that leaves needs one of this contract, recipient and place', () => {
  assert.deepEqual(mayLeave(contract(), [], assessedMs), { kind: 'stays' });
  assert.equal(leaves([]), 'transfer.not_assessed');
  assert.equal(leaves([assessed(assessment())]), 'may_leave');
  for (const other of [{ contract: 'e'.repeat(64) }, { recipient: 'fund' }, { place: 'SG' }])
    assert.equal(leaves([assessed(assessment(), other)]), 'transfer.not_assessed');
});

test('each path opens by itself or by a stricter one, never by a lighter one', () => {
  const drafts = {
    exempt: assessment({ personal: 99_999 }),
    standard_contract: assessment({ personal: 100_000 }),
    security_assessment: assessment({ personal: 1_000_000 }),
  };
  const opens = Object.entries(drafts).map(([path, draft]) => [
    path,
    ...([null, 'standard_contract', 'certification', 'security_assessment'] as const).map((kind) =>
      leaves([assessed({ ...draft, filing: kind && filing(kind) })]),
    ),
  ]);
  const [yes, no] = ['may_leave', 'transfer.may_not_leave'];
  assert.deepEqual(opens, [
    ['exempt', yes, yes, yes, yes],
    ['standard_contract', no, yes, yes, yes],
    ['security_assessment', no, no, no, yes],
  ]);
});

test('one inadequate point keeps the data, and the refusal says which, with the rule', () => {
  const draft = assessment();
  const findings = draft.findings.map((one) => ({ ...one, isAdequate: one.point !== 'recipient' }));
  const leave = mayLeave(contract('HK'), [assessed({ ...draft, findings })], assessedMs);
  assert.ok(leave.kind === 'refused');
  assert.equal(leave.code, 'transfer.may_not_leave');
  assert.match(leave.reasons[0]!.zh, /^《促进和规范数据跨境流动规定》第五条第四项（大意）：/);
  assert.match(leave.reasons[1]!.en, /^The recipient’s duties/);
  assert.equal(leave.reasons.length, 2);
});

test('an outcome that was only written down opens nothing', () => {
  const short = assessment({ personal: 1_000_000 });
  assert.equal(leaves([assessed(short, { outcome: 'may_leave', path: 'exempt' })]), 'transfer.may_not_leave');
  const late = Date.parse('2027-01-01T00:00:00+08:00');
  assert.equal(
    leaves([assessed(assessment(), { validUntil: '2040-01-01T00:00:00Z' })], late),
    'transfer.assessment_expired',
  );
  assert.equal(leaves([assessed(assessment(), { outcome: 'may_not_leave' })]), 'transfer.may_not_leave');
});

test('counted persons hold until the year is over in Shanghai', () => {
  const end = Date.parse('2027-01-01T00:00:00+08:00');
  for (const draft of [
    assessment({ personal: 99_999 }),
    assessment({ personal: 100_000 }, { filing: filing('standard_contract') }),
    assessment({ sensitive: 10_000 }, { filing: filing('security_assessment') }),
  ]) {
    assert.equal(leaves([assessed(draft)], end - 1), 'may_leave');
    assert.equal(leaves([assessed(draft)], end), 'transfer.assessment_expired');
  }
});

test('what is not counted holds for a year, or as long as what was filed, at most three years', () => {
  const dayMs = 86_400_000;
  const until = (draft: AssessmentDraft, lastMs: number): void => {
    assert.equal(leaves([assessed(draft)], lastMs - 1), 'may_leave');
    assert.equal(leaves([assessed(draft)], lastMs), 'transfer.assessment_expired');
  };
  until(assessment({ exemption: 'own_contract' }), assessedMs + 365 * dayMs);
  const important = (validUntil: string): AssessmentDraft =>
    assessment({ important: true }, { filing: filing('security_assessment', validUntil) });
  until(important('2027-03-01T00:00:00Z'), Date.parse('2027-03-01T00:00:00Z'));
  until(important('2040-01-01T00:00:00Z'), assessedMs + 3 * 365 * dayMs);
  assert.equal(
    leaves([assessed(important('2026-05-31T00:00:00Z'))]),
    'transfer.may_not_leave',
    'over already',
  );
});

test('the last assessment counts, in whatever order they came', () => {
  const good = assessed(assessment());
  const bad = assessed(assessment({ personal: 100_000 }), {}, assessedMs + 1);
  const again = assessed(assessment(), {}, assessedMs + 2);
  assert.equal(leaves([bad, good], assessedMs + 3), 'transfer.may_not_leave');
  assert.equal(leaves([again, bad, good], assessedMs + 3), 'may_leave');
});
