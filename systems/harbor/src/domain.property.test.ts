import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Json } from '@finharbor/kernel';
import fc from 'fast-check';
import type { Body, DocumentType, Verified } from './documents.ts';
import { type ContractFile, contractState } from './domain.ts';
import { judgeUse, type UseRequest } from './judge-use.ts';

const nowMs = Date.parse('2026-06-01T00:00:00Z');
const contractId = 'c'.repeat(64);
const uscc = '91000000XQ783ADD8X';
const field = { name: 'Industry', kind: 'category', title: { en: 'Industry', zh: '行业' } } as const;

function doc<T extends DocumentType>(type: T, issuer: string, body: Body<T>): Verified<T> {
  const id = type === 'contract' ? contractId : `${type}-${issuer}`;
  return { id, type, issuer, audience: [], issuedAtMs: 1, body };
}

function contract(change: Partial<Body<'contract'>> = {}): Verified<'contract'> {
  return doc('contract', 'bank', {
    contract: '01937f00-0000-7000-8000-000000000001',
    kind: 'score',
    consumer: 'bank',
    providers: ['tax', 'social'],
    products: ['p'.repeat(64)],
    purpose: { en: 'x', zh: 'x' },
    legalBasis: { en: 'x', zh: 'x' },
    constraints: [
      { name: 'consent', operator: 'eq', value: 'required', enforcement: 'enforced' },
      { name: 'uses', operator: 'lteq', value: 3, enforcement: 'enforced' },
    ],
    validFrom: '2026-01-01T00:00:00Z',
    validUntil: '2027-01-01T00:00:00Z',
    leakage: [{ en: 'x', zh: 'x' }],
    ...change,
  });
}

const approval = (issuer: string, decision: 'approved' | 'declined', atMs = 2): Verified<'approval'> => ({
  ...doc('approval', issuer, { contract: contractId, decision, reason: '' }),
  issuedAtMs: atMs,
});
const inForce = (change: Partial<Body<'contract'>> = {}): ContractFile => ({
  contract: contract(change),
  approvals: [approval('tax', 'approved'), approval('social', 'approved')],
  terminations: [],
  replacements: [],
});

const job: Body<'job'> = {
  job: '01937f00-0000-7000-8000-000000000002',
  attempt: 1,
  session: '01937f00-0000-7000-8000-000000000003',
  kind: 'score',
  contract: contractId,
  roster: ['bank', 'tax', 'social'],
  dealer: 'hub',
  plan: {},
  model: '01937f00-0000-7000-8000-000000000004',
  subject: uscc,
  consent: 'd'.repeat(64),
};
const consent = (change: Partial<Body<'consent'>> = {}, issuedAtMs = 10): Verified<'consent'> => ({
  ...doc('consent', `firm:${uscc}`, {
    contract: contractId,
    uscc,
    purpose: { en: 'x', zh: 'x' },
    validUntil: '2026-12-01T00:00:00Z',
    nonce: 'n',
    ...change,
  }),
  issuedAtMs,
});
const withdrawal = (issuedAtMs: number): Verified<'withdrawal'> => ({
  ...doc('withdrawal', `firm:${uscc}`, { uscc, nonce: 'n' }),
  issuedAtMs,
});

const request = (change: Partial<UseRequest> = {}): UseRequest => ({
  self: 'tax',
  file: inForce(),
  proposal: undefined,
  job,
  issuer: 'bank',
  otherUses: 0,
  asked: { source: 's', fields: [field] },
  agreed: [{ source: 's', fields: [field], ways: [] }],
  consent: consent(),
  withdrawals: [],
  assumptionAccepted: true,
  nowMs,
  ...change,
});

function codeOf(change: Partial<UseRequest>): string {
  const answer = judgeUse(request(change));
  return answer.kind === 'refused' ? answer.code : answer.kind;
}

test('a use that everything speaks for is allowed', () => {
  assert.equal(codeOf({}), 'allowed');
});

const openedTo = (value: string) =>
  [{ name: 'points_opened', operator: 'eq', value, enforcement: 'enforced' }] as const;

/** What a contract allows, and settings that open more. */
const unopened = [
  [[], { pointsTo: 'label_holder' }],
  [openedTo('nobody'), { coefficientsTo: 'label_holder' }],
  [openedTo('consumer'), { pointsTo: 'everyone' }],
  [openedTo('consumer'), { pointsTo: 'label_holder', coefficientsTo: 'everyone' }],
] as const;

const withSettings = (settings: { readonly [key: string]: Json }) =>
  ({ ...job, kind: 'train', plan: { smallestGroup: 50, settings } }) as const;

test('a training may open points and coefficients to whom its contract names', () => {
  for (const [value, settings] of [
    ['nobody', { ridge: 8 }],
    ['consumer', { pointsTo: 'label_holder', coefficientsTo: 'label_holder' }],
    ['all', { pointsTo: 'everyone', coefficientsTo: 'label_holder' }],
  ] as const) {
    const file = inForce({ kind: 'train', constraints: openedTo(value) });
    assert.equal(codeOf({ file, job: withSettings(settings) }), 'allowed', value);
  }
});

test('each single thing that speaks against a use refuses it by its own code', () => {
  const train = { ...job, kind: 'train', plan: { smallestGroup: 10 } } as const;
  const group = { name: 'smallest_group', operator: 'gteq', value: 50, enforcement: 'enforced' } as const;
  const cases: readonly (readonly [string, Partial<UseRequest>])[] = [
    ['contract.unknown', { file: undefined }],
    ['contract.wrong_party', { issuer: 'tax' }],
    ['contract.wrong_party', { job: { ...job, roster: ['bank', 'tax'] } }],
    ['contract.wrong_party', { job: { ...job, roster: ['tax', 'bank', 'social'] } }],
    ['contract.wrong_party', { job: { ...job, kind: 'train' } }],
    ['contract.proposed', { file: { ...inForce(), approvals: [approval('tax', 'approved')] } }],
    ['contract.declined', { file: { ...inForce(), approvals: [approval('tax', 'declined')] } }],
    [
      'contract.ended',
      {
        file: {
          ...inForce(),
          terminations: [doc('termination', 'social', { contract: contractId, reason: 'x' })],
        },
      },
    ],
    ['contract.expired', { nowMs: Date.parse('2027-01-01T00:00:00Z') }],
    ['contract.not_yet_valid', { nowMs: Date.parse('2025-12-31T00:00:00Z') }],
    ['contract.uses_exhausted', { otherUses: 3 }],
    ['product.suspended', { stopped: 'product.suspended' }],
    ['product.withdrawn', { stopped: 'product.withdrawn', otherUses: 2 }],
    ['transfer.not_assessed', { file: inForce({ place: 'HK' }) }],
    ['plan.group_too_small', { file: inForce({ kind: 'train', constraints: [group] }), job: train }],
    ...unopened.map(
      ([opened, settings]) =>
        [
          'plan.points_closed',
          {
            file: inForce({ kind: 'train', constraints: [group, ...opened] }),
            job: { ...train, plan: { smallestGroup: 50, settings } },
          },
        ] as const,
    ),
    ['plan.unknown_settings', { file: inForce({ kind: 'train' }), job: withSettings({ ridge: 0 }) }],
    ['plan.unknown_settings', { file: inForce({ kind: 'train' }), job: withSettings({ parties: [] }) }],
    ['plan.other_data', { asked: undefined }],
    ['plan.other_data', { asked: { source: 'other', fields: [field] } }],
    ['plan.other_data', { asked: { source: 's', fields: [{ ...field, name: 'TaxPaid' }] } }],
    ['plan.other_data', { asked: { source: 's', fields: [{ ...field, kind: 'numeric' }] } }],
    ['consent.missing', { consent: undefined }],
    ['consent.missing', { consent: consent({ uscc: '910000006BUFF6HN7Q' }) }],
    ['consent.missing', { file: inForce({ constraints: [] }), consent: undefined }],
    ['consent.other_contract', { consent: consent({ contract: 'e'.repeat(64) }) }],
    ['consent.withdrawn', { withdrawals: [withdrawal(10)] }],
    ['consent.not_yet', { consent: consent({}, nowMs + 60_001), withdrawals: [withdrawal(10)] }],
    ['consent.expired', { nowMs: Date.parse('2026-12-01T00:00:00Z') }],
    ['assumption.not_accepted', { assumptionAccepted: false }],
  ];
  for (const [code, change] of cases) assert.equal(codeOf(change), code);
});

test('a withdrawal ends the consents before it and none after it', () => {
  fc.assert(
    fc.property(fc.nat(1000), fc.array(fc.nat(1000)), (consentedMs, withdrawnMs) => {
      const code = codeOf({ consent: consent({}, consentedMs), withdrawals: withdrawnMs.map(withdrawal) });
      const isWithdrawn = withdrawnMs.some((atMs) => atMs >= consentedMs);
      assert.equal(code, isWithdrawn ? 'consent.withdrawn' : 'allowed');
    }),
  );
});

test('a contract is in force only while every provider’s last word is approval, no side has ended it and its consumer has not replaced it', () => {
  const word = fc.record({
    issuer: fc.constantFrom('tax', 'social', 'stranger'),
    decision: fc.constantFrom('approved' as const, 'declined' as const),
    atMs: fc.nat(100),
  });
  const ender = fc.array(fc.constantFrom('bank', 'tax', 'stranger'), { maxLength: 2 });
  fc.assert(
    fc.property(fc.array(word), ender, ender, (words, enders, replacers) => {
      const approvals = words.map(({ issuer, decision, atMs }) => approval(issuer, decision, atMs));
      const terminations = enders.map((issuer) =>
        doc('termination', issuer, { contract: contractId, reason: 'x' }),
      );
      const replacements = replacers.map((issuer) => ({ ...contract(), issuer }));
      const state = contractState({ contract: contract(), approvals, terminations, replacements }, nowMs);
      const lastOf = (party: string) =>
        words
          .filter(({ issuer }) => issuer === party)
          .toSorted((a, b) => a.atMs - b.atMs)
          .at(-1)?.decision;
      const last = [lastOf('tax'), lastOf('social')];
      const expected = enders.some((issuer) => issuer !== 'stranger')
        ? 'ended'
        : replacers.includes('bank')
          ? 'replaced'
          : last.includes('declined')
            ? 'declined'
            : last.every((one) => one === 'approved')
              ? 'in_force'
              : 'proposed';
      assert.equal(state, expected);
    }),
  );
});
