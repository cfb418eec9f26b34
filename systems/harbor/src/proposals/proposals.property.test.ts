import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FinharborError, type Json } from '@finharbor/kernel';
import fc from 'fast-check';
import { bodySchemas } from '../document-schemas.ts';
import type { Body, Verified } from '../documents.ts';
import type { ProposalDraft } from './draft.ts';
import { fitsContract, saysWhatItTells } from './fits.ts';
import { type ProposalFile, proposalState } from './state.ts';
import { contract, draft, planned, proposal, verified } from './testing.ts';

const kinds = ['intersect', 'statistics'] as const;
const nowMs = Date.parse('2026-06-01T00:00:00Z');
type Statistics = Extract<ProposalDraft, { readonly kind: 'statistics' }>;

test('what a draft is planned as fits its contract, and is a document that a node takes in', () => {
  for (const kind of kinds) {
    const made = proposal(draft(kind), contract(kind));
    assert.ok(fitsContract(contract(kind), made), kind);
    assert.ok(bodySchemas.proposal.safeParse(made.body).success, kind);
  }
});

test('numbers of a draft are whole units of their last place in the plan', () => {
  const { plan, data } = planned(draft('statistics'), contract('statistics'));
  assert.ok(plan.kind === 'statistics');
  assert.deepEqual(plan.columns[1], {
    kind: 'number',
    name: 'tax.TaxPaid',
    party: 'tax',
    min: -50,
    max: 9999,
  });
  const quantiles = plan.statistics[1];
  assert.deepEqual(quantiles?.kind === 'quantiles' && quantiles.edges, [25, 1250]);
  assert.deepEqual(data.tax, {
    product: '01937f00-0000-7000-8000-00000000ba02',
    columns: ['Industry', 'TaxPaid'],
    decimals: { TaxPaid: 2 },
  });
});

test('sums that might leave the ring are refused when they are planned, at their field, and not when they run', () => {
  const asked = draft('statistics') as Statistics;
  const columns = asked.columns.map((column) =>
    column.kind === 'number' ? { ...column, max: 1_000_000, decimals: 2 } : column,
  );
  const [counts] = asked.statistics;
  const [wide, narrow] = (['variance', 'sum'] as const).map((upTo): Statistics => {
    const summed = { ...counts, upTo } as Statistics['statistics'][number];
    return { ...asked, columns, statistics: [summed] };
  });
  assert.doesNotThrow(() => planned(narrow!, contract('statistics')));
  assert.throws(
    () => planned(wide!, contract('statistics')),
    (error: FinharborError) =>
      error.code === 'fusion.bad_plan' && error.fields[0]?.pointer === '/statistics/0/value',
  );
});

/** Changes of a plan that its contract does not allow. */
const beyond: Readonly<Record<(typeof kinds)[number], readonly ((plan: PlainPlan) => unknown)[]>> = {
  intersect: [
    (plan) => ({ ...plan, contract: 'd'.repeat(64) }),
    (plan) => ({ ...plan, job: 'another' }),
    (plan) => ({ ...plan, adversary: 'semi-honest' }),
    (plan) => ({ ...plan, mostAttempts: 21 }),
    (plan) => ({ ...plan, sides: plan.sides!.toReversed() }),
    (plan) => ({ ...plan, receiver: 'tax', sides: learning(plan) }),
    (plan) => ({ ...plan, sides: learning(plan) }),
    (plan) => ({ ...plan, sides: plan.sides!.map((side) => ({ ...side, fewestRows: 49 })) }),
    (plan) => ({ ...plan, sides: plan.sides!.map((side) => ({ ...side, mostRows: 1001 })) }),
  ],
  statistics: [
    (plan) => ({ ...plan, alignment: 'another' }),
    (plan) => ({ ...plan, query: 'another' }),
    (plan) => ({ ...plan, smallestGroup: 19 }),
    (plan) => ({ ...plan, budget: { epsilonMicro: 1_000_001, delta: 1e-6 } }),
    (plan) => ({ ...plan, filters: [] }),
    (plan) => ({ ...plan, parties: plan.parties!.toReversed() }),
    (plan) => ({ ...plan, columns: [...plan.columns!, { ...plan.columns![0]!, name: 'tax.Secret' }] }),
    (plan) => ({ ...plan, statistics: [] }),
  ],
};
type PlainPlan = {
  readonly sides?: readonly object[];
  readonly parties?: readonly string[];
  readonly columns?: readonly object[];
};
const learning = (plan: PlainPlan) => plan.sides!.map((side) => ({ ...side, result: 'inner' }));

test('a plan beyond its contract fits nothing', () => {
  for (const kind of kinds)
    for (const [at, change] of beyond[kind].entries()) {
      const { body, ...made } = proposal(draft(kind), contract(kind));
      const plan = change(body.plan as PlainPlan) as Body<'proposal'>['plan'];
      assert.ok(!fitsContract(contract(kind), { ...made, body: { ...body, plan } }), `${kind} ${at}`);
    }
});

test('words other than those that follow from the plan are noticed', () => {
  for (const kind of kinds) {
    const made = proposal(draft(kind), contract(kind));
    assert.ok(saysWhatItTells(made));
    const leakage = [{ en: 'Nobody learns anything.', zh: '任何一方均不得知任何内容。' }];
    assert.ok(!saysWhatItTells({ ...made, body: { ...made.body, leakage } }));
  }
});

test('a proposal of somebody else, or with other data than it reads, fits nothing', () => {
  for (const kind of kinds) {
    const made = proposal(draft(kind), contract(kind));
    const body = (change: Partial<Body<'proposal'>>): Verified<'proposal'> => ({
      ...made,
      body: { ...made.body, ...change },
    });
    const { tax, bank } = made.body.data;
    const wrong: readonly Verified<'proposal'>[] = [
      { ...made, issuer: 'tax' },
      body({ contract: 'd'.repeat(64) }),
      body({ kind: kind === 'intersect' ? 'statistics' : 'intersect' }),
      body({ data: { bank: bank! } }),
      body({ data: { bank: bank!, tax: { ...tax!, columns: [...tax!.columns, 'Secret'] } } }),
      body({ plan: {} }),
    ];
    for (const [at, one] of wrong.entries()) assert.ok(!fitsContract(contract(kind), one), `${kind} ${at}`);
  }
});

test('any JSON in the place of a plan is judged without a fault', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(...kinds), (value, kind) => {
      const made = proposal(draft(kind), contract(kind));
      const plan = { ...made.body.plan, ...(value as { readonly [key: string]: Json }) };
      const inIt = { ...made.body.plan, statistics: value as Json, sides: value as Json };
      for (const one of [plan, inIt, value])
        assert.equal(
          typeof fitsContract(contract(kind), { ...made, body: { ...made.body, plan: one as never } }),
          'boolean',
        );
    }),
  );
});

test('what the contract or the products do not have cannot be planned, and the wrong field is named', () => {
  const stats = draft('statistics') as Statistics;
  const cases: readonly (readonly [ProposalDraft, string, Verified<'contract'>])[] = [
    [
      {
        ...stats,
        columns: stats.columns.map((one) => ({
          ...one,
          field: one.party === 'tax' ? `No ${one.field}` : one.field,
        })),
      },
      '/columns/0/field',
      contract('statistics'),
    ],
    [
      { ...stats, columns: stats.columns.map((one) => ({ ...one, party: 'social' })) },
      '/columns/0/party',
      contract('statistics'),
    ],
    [stats, '/statistics/1/protection', without('privacy_epsilon')],
    [
      {
        ...(draft('intersect') as Extract<ProposalDraft, { kind: 'intersect' }>),
        operation: { kind: 'rows', result: 'inner', providerResult: 'inner', atLeast: null },
      },
      '/operation/providerResult',
      contract('intersect'),
    ],
    [draft('intersect'), '/contract', contract('intersect', { providers: ['tax', 'social'] })],
  ];
  for (const [of, pointer, under] of cases)
    assert.throws(
      () => planned(of, under),
      (error) => {
        assert.ok(error instanceof FinharborError);
        assert.equal(error.code, 'fusion.bad_plan');
        assert.deepEqual(
          error.fields.map((field) => field.pointer),
          [pointer],
        );
        return true;
      },
    );
});

function without(term: string): Verified<'contract'> {
  const { body } = contract('statistics');
  return contract('statistics', { constraints: body.constraints.filter(({ name }) => name !== term) });
}

const answered = fc.record({
  issuer: fc.constantFrom('bank', 'tax', 'social', 'other'),
  decision: fc.constantFrom('approved', 'declined', 'withdrawn'),
  issuedAtMs: fc.integer({ min: 1, max: 50 }),
});

test('a proposal runs only if all providers approved last and its consumer has not taken it back, in whatever order answers come', () => {
  const under = contract('statistics', { providers: ['tax', 'social'] });
  fc.assert(
    fc.property(
      fc.uniqueArray(answered, { selector: ({ issuedAtMs }) => issuedAtMs }),
      fc.boolean(),
      (all, ended) => {
        const file = (answers: typeof all): ProposalFile => ({
          proposal: proposal(draft('intersect'), contract('intersect')),
          contract: {
            contract: under,
            approvals: ['tax', 'social'].map((issuer) =>
              verified('approval', issuer, {
                id: issuer,
                body: { contract: under.id, decision: 'approved', reason: '' },
              }),
            ),
            terminations: ended
              ? [verified('termination', 'tax', { id: 't', body: { contract: under.id, reason: 'x' } })]
              : [],
            replacements: [],
          },
          answers: answers.map(({ issuer, decision, issuedAtMs }, at) =>
            verified('proposal_answer', issuer, {
              id: String(at),
              issuedAtMs,
              body: { proposal: 'f'.repeat(64), decision, reason: '' },
            }),
          ),
        });
        const state = proposalState(file(all), nowMs);
        assert.equal(proposalState(file(all.toReversed()), nowMs), state);
        const last = (party: string) =>
          all
            .filter(({ issuer, decision }) => issuer === party && decision !== 'withdrawn')
            .toSorted((a, b) => b.issuedAtMs - a.issuedAtMs)[0]?.decision;
        const isBack = all.some(({ issuer, decision }) => issuer === 'bank' && decision === 'withdrawn');
        const isApproved = ['tax', 'social'].every((party) => last(party) === 'approved');
        assert.equal(state === 'withdrawn', isBack);
        assert.equal(state === 'approved', isApproved && !isBack && !ended);
      },
    ),
  );
});
