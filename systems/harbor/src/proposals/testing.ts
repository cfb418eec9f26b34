import type { Body, DocumentType, Field, Verified } from '../documents.ts';
import type { ProposalDraft } from './draft.ts';
import type { DraftOperation } from './draft-operation.ts';
import { proposalLeakage } from './leakage.ts';
import { planOf } from './plan.ts';

const said = { en: 'Said', zh: '文本' };
const contractId = 'c'.repeat(64);
const proposalNumber = '01937f00-0000-7000-8000-000000000009';
const ownProduct = '01937f00-0000-7000-8000-00000000ba01';
const taxProduct = '01937f00-0000-7000-8000-00000000ba02';

/** A document as a node holds it once it has verified it. */
export function verified<T extends DocumentType>(
  type: T,
  issuer: string,
  about: { readonly id: string; readonly body: Body<T>; readonly issuedAtMs?: number },
): Verified<T> {
  return { type, issuer, audience: [], issuedAtMs: 1, ...about };
}

const fields: readonly Field[] = [
  { name: 'Industry', title: said, kind: 'category' },
  { name: 'TaxPaid', title: said, kind: 'numeric' },
];

/** What the tax office offers. */
export const taxOffer: Verified<'product'> = verified('product', 'tax', {
  id: 'e'.repeat(64),
  body: {
    product: taxProduct,
    title: said,
    description: said,
    fields,
    rowsAtLeast: 50,
    synthetic: true,
    licence: 'x',
  },
});

/** A contract of the bank with the tax office, with a budget where it is of statistics. */
export function contract(
  kind: 'intersect' | 'statistics',
  change: Partial<Body<'contract'>> = {},
): Verified<'contract'> {
  const enforcement = 'enforced' as const;
  return verified('contract', 'bank', {
    id: contractId,
    body: {
      contract: '01937f00-0000-7000-8000-000000000001',
      kind,
      consumer: 'bank',
      providers: ['tax'],
      products: [taxOffer.id],
      purpose: said,
      legalBasis: said,
      constraints:
        kind === 'intersect'
          ? [
              { name: 'fewest_rows', operator: 'gteq', value: 50, enforcement },
              { name: 'most_rows', operator: 'lteq', value: 1000, enforcement },
              { name: 'learns', operator: 'eq', value: 'consumer', enforcement },
            ]
          : [
              { name: 'smallest_group', operator: 'gteq', value: 20, enforcement },
              { name: 'privacy_epsilon', operator: 'lteq', value: 1_000_000, enforcement },
              { name: 'privacy_delta', operator: 'lteq', value: 1e-6, enforcement },
            ],
      validFrom: '2026-01-01T00:00:00Z',
      validUntil: '2027-01-01T00:00:00Z',
      leakage: [said],
      ...change,
    },
  });
}

const innerJoin: DraftOperation = {
  kind: 'rows',
  result: 'inner',
  providerResult: 'nothing',
  atLeast: null,
};

/** A draft of an intersection, or of rows by industry and the tax paid there. */
export function draft(kind: 'intersect' | 'statistics'): ProposalDraft {
  const shared = { contract: contractId, title: said, product: ownProduct };
  if (kind === 'intersect') return { kind, ...shared, operation: innerJoin };
  return {
    kind,
    ...shared,
    columns: [
      { kind: 'category', party: 'tax', field: 'Industry', groups: ['A', 'B'] },
      { kind: 'number', party: 'tax', field: 'TaxPaid', min: -0.5, max: 99.99, decimals: 2 },
      { kind: 'number', party: 'bank', field: 'Loan', min: 0, max: 1000, decimals: 0 },
    ],
    statistics: [
      {
        kind: 'groups',
        name: 'tax by industry',
        by: [{ party: 'tax', field: 'Industry' }],
        value: { party: 'tax', field: 'TaxPaid' },
        upTo: 'sum',
        protection: { kind: 'threshold' },
        to: 'consumer',
      },
      {
        kind: 'quantiles',
        name: 'tax',
        column: { party: 'tax', field: 'TaxPaid' },
        edges: [0.25, 12.5],
        at: [0.5],
        protection: { kind: 'laplace', epsilonMicro: 1000 },
        to: 'all',
      },
      {
        kind: 'groups',
        name: 'firms by industry',
        by: [{ party: 'tax', field: 'Industry' }],
        value: null,
        upTo: 'sum',
        protection: { kind: 'gaussian', rhoMicro: 1000 },
        to: 'consumer',
      },
    ],
  };
}

/** What the bank plans of a draft. */
export const planned = (of: ProposalDraft, under: Verified<'contract'>): ReturnType<typeof planOf> =>
  planOf(of, {
    proposal: proposalNumber,
    contract: under,
    own: { title: 'Loans', columns: ['Loan'], rows: 1000 },
    products: [taxOffer],
  });

/** A draft as the bank signs it. */
export function proposal(of: ProposalDraft, under: Verified<'contract'>): Verified<'proposal'> {
  const { plan, data } = planned(of, under);
  return verified('proposal', 'bank', {
    id: 'f'.repeat(64),
    body: {
      proposal: proposalNumber,
      contract: contractId,
      kind: of.kind,
      title: said,
      plan: plan as unknown as Body<'proposal'>['plan'],
      data,
      leakage: proposalLeakage(plan),
    },
  });
}
