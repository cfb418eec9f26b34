import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FinharborError } from '@finharbor/kernel';
import { grant } from '../testing/grant.ts';
import { checkProcedure } from './check.ts';
import { leiField, numberField, usccField } from './fields.ts';
import { type ProcedureSpec, procedure, type StepSpec, type TermSpec } from './procedure.ts';

const pointers = (spec: ProcedureSpec) => checkProcedure(spec).map(({ pointer }) => pointer);
const withStep = (name: string, change: Partial<StepSpec>): ProcedureSpec => ({
  ...grant,
  steps: { ...grant.steps, [name]: { ...grant.steps[name]!, ...change } },
});
const withTerm = (name: string, change: Partial<TermSpec>): ProcedureSpec => ({
  ...grant,
  terms: { ...grant.terms, [name]: { ...grant.terms![name]!, ...change } },
});

test('a sound procedure has nothing wrong with it', () => {
  assert.deepEqual(pointers(grant), []);
});

test('a state that cannot be reached, and one that leads to no end, are found', () => {
  const { waiting, ...states } = grant.states;
  assert.ok(pointers({ ...grant, states: { ...grant.states, island: waiting! } }).includes('/states/island'));
  const { answer: _answer, lapse: _lapse, ...steps } = grant.steps;
  assert.ok(pointers({ ...grant, steps }).includes('/states/waiting'), 'nothing leaves it');
  assert.ok(pointers({ ...grant, states }).includes('/steps/ask/to'), 'it is not there');
});

test('a step without an owner, or owned by nobody there, is found; so is one of the clock that nothing takes', () => {
  assert.deepEqual(pointers(withStep('judge', { by: [] })), ['/steps/judge/by']);
  assert.deepEqual(pointers(withStep('judge', { by: ['mayor'] })), ['/steps/judge/by']);
  assert.deepEqual(pointers(withStep('judge', { by: ['clock'] })), ['/steps/judge/by']);
});

test('a term without an end is found: endless days, a step that is not there, not the clock’s, or leads out of elsewhere', () => {
  assert.deepEqual(pointers(withTerm('answering', { days: Number.POSITIVE_INFINITY })), [
    '/terms/answering/days',
  ]);
  assert.ok(pointers(withTerm('answering', { over: { step: 'nothing' } })).includes('/terms/answering/over'));
  const objected = { over: { step: 'lapse', objected: 'ask' } };
  assert.ok(pointers(withTerm('answering', objected)).includes('/terms/answering/over'), 'not the clock’s');
  const { objection: _objection, ...pay } = grant.steps.pay!;
  const mute = {
    ...withTerm('answering', { over: { step: 'lapse', objected: 'lapse' } }),
    steps: { ...grant.steps, pay },
  };
  assert.deepEqual(pointers(mute), ['/terms/answering/over'], 'nothing can be objected to');
  assert.ok(pointers(withTerm('answering', { over: { step: 'answer' } })).includes('/terms/answering/over'));
  assert.ok(pointers(withTerm('answering', { while: ['filed'] })).includes('/terms/answering/over'));
  assert.ok(
    pointers(withTerm('handling', { while: ['waiting'] })).includes('/terms/handling/while'),
    'it never runs',
  );
});

test('a panel without a term is found: silence would hold a case up for ever', () => {
  const { judging: _judging, ...terms } = grant.terms!;
  assert.ok(pointers({ ...grant, terms }).includes('/states/judged/panel'));
});

test('an objection to what nobody can read, or without days, and a letter to oneself are found', () => {
  const objection = { procedure: 'grant', days: 5 };
  assert.deepEqual(pointers(withStep('judge', { objection })), ['/steps/judge/objection']);
  assert.deepEqual(pointers(withStep('pay', { objection: { ...objection, days: 0 } })), [
    '/steps/pay/objection/days',
  ]);
  const letter = () => ({ title: { en: 'To me', zh: '致本人' }, paragraphs: [] });
  assert.deepEqual(pointers(withStep('answer', { letter })), ['/steps/answer/letter']);
});

test('an unsound procedure cannot be made, and each fault is named', () => {
  const unsound = { ...withStep('judge', { by: [] }), name: 'Grant' } as never;
  assert.throws(
    () => procedure(unsound),
    (error: unknown) =>
      error instanceof FinharborError &&
      error.code === 'procedure.unsound' &&
      error.fields.map(({ pointer }) => pointer).join() === '/name,/steps/judge/by',
  );
});

test('a head that a panel scores is a whole number of its form, from the least to the most, and the bar lies between them', () => {
  const scored = (scores: { heads: string[]; min: number; max: number; atLeast: number }): ProcedureSpec => {
    const score = numberField({ en: 'Score', zh: '评分' }, { min: 1, max: 5 });
    const opinion = { ...grant.forms.opinion!, schema: grant.forms.opinion!.schema.extend({ score }) };
    const judged = { ...grant.states.judged!, panel: { ...grant.states.judged!.panel!, scores } };
    const forms = { ...grant.forms, opinion };
    return { ...grant, forms, states: { ...grant.states, judged } };
  };
  const whole = { heads: ['score'], min: 1, max: 5, atLeast: 3 };
  assert.deepEqual(pointers(scored(whole)), []);
  for (const heads of [[], ['why'], ['nothing'], ['constructor']])
    assert.deepEqual(pointers(scored({ ...whole, heads })), ['/states/judged/panel/scores/heads']);
  assert.deepEqual(pointers(scored({ ...whole, max: 6 })), ['/states/judged/panel/scores/heads']);
  assert.deepEqual(pointers(scored({ ...whole, atLeast: 6 })), ['/states/judged/panel/scores/atLeast']);
});

test('a code is taken only where its digits fit each other', () => {
  const takes = (field: ReturnType<typeof usccField>, text: string) => field.safeParse(text).success;
  assert.ok(takes(usccField({ en: 'Code', zh: '代码' }), '914403007043679430'));
  assert.ok(!takes(usccField({ en: 'Code', zh: '代码' }), '914403007043679431'));
  // Two that are in use, and one digit of the second mistyped.
  for (const [lei, isOne] of [
    ['5493001KJTIIGC8Y1R12', true],
    ['HWUPKR0MPOU8FGXBT394', true],
    ['HWUPKR0MPOU8FGXBT395', false],
  ] as const)
    assert.equal(takes(leiField({ en: 'LEI', zh: 'LEI' }), lei), isOne, lei);
});
