import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf } from '@finharbor/kernel';
import type { Body, Constraint } from '../documents.ts';
import { checkTerms } from './check-terms.ts';
import type { KnownUse } from './facts-of.ts';
import { judgeTerms } from './judge-terms.ts';

const uses: Constraint = { name: 'uses', operator: 'lteq', value: 3, enforcement: 'enforced' };
const recipient: Constraint = { name: 'recipient', operator: 'eq', value: 'bank', enforcement: 'enforced' };
const known = (change: Partial<KnownUse> = {}, constraints: readonly Constraint[] = [uses]): KnownUse => ({
  usage: {
    constraints,
    purposes: [],
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2027-01-01T00:00:00Z',
    prices: [],
  },
  job: {
    job: '01937f00-0000-7000-8000-000000000002',
    attempt: 1,
    session: '01937f00-0000-7000-8000-000000000003',
    kind: 'score',
    contract: 'c'.repeat(64),
    roster: ['bank', 'tax'],
    dealer: 'hub',
    plan: {},
    model: null,
    subject: null,
    consent: null,
  },
  proposal: undefined,
  otherUses: 0,
  consent: undefined,
  nowMs: Date.parse('2026-06-01T00:00:00Z'),
  ...change,
});

test('the third use of three is permitted; the fourth is refused with what to do, the term and what was counted', () => {
  assert.equal(judgeTerms(known({ otherUses: 2 })), undefined);
  assert.deepEqual(judgeTerms(known({ otherUses: 3 })), {
    code: 'contract.uses_exhausted',
    reason: {
      en: 'All 3 uses of the contract have been made; a new contract is needed. Not fulfilled: the number of uses is at most 3 (here: 4).',
      zh: '合同约定的 3 次使用已用完，需另立新合同。未满足：使用次数不超过 3（实际：4）。',
    },
  });
});

test('a contract’s time is one of its terms: its first instant is in it and its last is not', () => {
  const at = (text: string) => judgeTerms(known({ nowMs: Date.parse(text) }))?.code;
  assert.equal(at('2025-12-31T23:59:59.999Z'), 'contract.not_yet_valid');
  assert.equal(at('2026-01-01T00:00:00Z'), undefined);
  assert.equal(at('2026-12-31T23:59:59.999Z'), undefined);
  assert.equal(at('2027-01-01T00:00:00Z'), 'contract.expired');
});

test('a term that no code of its own is for refuses all the same, and is named', () => {
  const refusal = judgeTerms(known({}, [{ ...recipient, value: 'insurer' }]));
  assert.equal(refusal?.code, 'contract.terms');
  assert.match(refusal?.reason.en ?? '', /the recipient is insurer \(here: bank\)/);
});

test('a training that opens its model to all has all of them as recipients', () => {
  const training = (settings: { readonly [key: string]: string }) => {
    const { job } = known();
    const train = { ...job, kind: 'train', plan: { smallestGroup: 50, settings } } as const;
    return judgeTerms(known({ job: train }, [recipient]))?.code;
  };
  assert.equal(training({ pointsTo: 'label_holder' }), undefined);
  assert.equal(training({ pointsTo: 'everyone' }), 'contract.terms');
});

test('a node signs no contract with a purpose that it cannot judge', () => {
  const contract = (purpose: string): Body<'contract'> => ({
    contract: '01937f00-0000-7000-8000-000000000001',
    kind: 'score',
    consumer: 'bank',
    providers: ['tax'],
    products: ['p'.repeat(64)],
    purpose: { en: 'x', zh: 'x' },
    purposes: [`urn:finharbor:usage:1:purpose/${purpose}`],
    legalBasis: { en: 'x', zh: 'x' },
    constraints: [uses],
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2027-01-01T00:00:00Z',
    leakage: [{ en: 'x', zh: 'x' }],
  });
  checkTerms(contract('credit/origination'), 'tax');
  assert.throws(
    () => checkTerms(contract('astrology'), 'tax'),
    (error) => codeOf(error) === 'contract.terms_unknown' && /purpose\/astrology/.test(String(error)),
  );
});
