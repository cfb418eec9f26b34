import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { JobReport } from '@finharbor/fusion';
import { FinharborError } from '@finharbor/kernel';
import fc from 'fast-check';
import { bodySchemas } from '../document-schemas.ts';
import type { Body, Constraint, Verified } from '../documents.ts';
import type { ProposalDraft } from './draft.ts';
import type { DraftOperation } from './draft-operation.ts';
import { fitsContract, saysWhatItTells } from './fits.ts';
import { resultOf } from './intersection-outcome.ts';
import { namedLeakage } from './leakage.ts';
import { countedAs } from './numbers-source.ts';
import { contract, draft, planned, proposal } from './testing.ts';

type Sum = Extract<DraftOperation, { readonly kind: 'sum' }>;
const count: DraftOperation = { kind: 'count', to: 'consumer' };
const sum: Sum = {
  kind: 'sum',
  to: 'consumer',
  column: { party: 'tax', field: 'TaxPaid', max: 99.99, decimals: 2 },
  edges: [0.25, 12.5],
  atLeast: 20,
};
const ownSum: Sum = { ...sum, to: 'all', column: { ...sum.column, party: 'bank', field: 'Loan' }, edges: [] };
const rows: DraftOperation = { kind: 'rows', result: 'inner', providerResult: 'nothing', atLeast: null };
const enough: DraftOperation = { ...rows, atLeast: 3 };

const asked = (operation: DraftOperation): ProposalDraft => ({
  ...(draft('intersect') as Extract<ProposalDraft, { readonly kind: 'intersect' }>),
  operation,
});

/** The contract of the bank with the tax office, with terms beside those of its kind. */
function under(terms: Readonly<Record<string, string | number>>): Verified<'contract'> {
  const known = contract('intersect').body.constraints.filter(({ name }) => !Object.hasOwn(terms, name));
  const more = Object.entries(terms).map(
    ([name, value]) =>
      ({
        name,
        operator: name === 'smallest_group' ? 'gteq' : 'eq',
        value,
        enforcement: 'enforced',
      }) as Constraint,
  );
  return contract('intersect', { constraints: [...known, ...more] });
}
const wide = under({ most_learned: 'rows', smallest_group: 20, learns: 'both' });
const narrow = under({ most_learned: 'figures', smallest_group: 20 });
const old = contract('intersect');

function refusedAt(operation: DraftOperation, contract: Verified<'contract'>): string {
  let pointer = '';
  assert.throws(
    () => planned(asked(operation), contract),
    (error) => {
      assert.ok(error instanceof FinharborError && error.code === 'fusion.bad_plan');
      pointer = error.fields[0]!.pointer;
      return true;
    },
  );
  return pointer;
}

test('each question is planned within terms that allow it, fits them, and says what it tells', () => {
  for (const operation of [rows, enough, count, { ...count, to: 'all' } as const, sum, ownSum]) {
    const made = proposal(asked(operation), wide);
    assert.ok(fitsContract(wide, made), operation.kind);
    assert.ok(saysWhatItTells(made));
    assert.ok(bodySchemas.proposal.safeParse(made.body).success);
  }
});

test('a contract of figures alone fits no plan that tells rows, and one from before them no figure', () => {
  for (const operation of [rows, enough, count, sum]) {
    const made = proposal(asked(operation), wide);
    assert.equal(fitsContract(narrow, made), operation.kind !== 'rows', operation.kind);
    assert.equal(fitsContract(old, made), operation === rows, operation.kind);
  }
  for (const operation of [rows, enough]) assert.equal(refusedAt(operation, narrow), '/operation/kind');
  for (const operation of [count, sum]) assert.equal(refusedAt(operation, old), '/operation/kind');
  assert.equal(refusedAt(enough, old), '/operation/atLeast');
});

test('numbers of a sum are whole units of their last place, read from the data set that has the column', () => {
  const { plan, data } = planned(asked(sum), narrow);
  assert.ok(plan.kind === 'intersection');
  assert.deepEqual(plan.operation, {
    kind: 'sum',
    learns: 'receiver',
    atLeast: 20,
    column: { holds: 'TaxPaid', decimals: 2, most: 9999, edges: [25, 1250] },
  });
  assert.deepEqual([plan.receiver, plan.adversary], ['bank', 'semi-honest']);
  assert.deepEqual(
    [data.tax?.columns, data.tax?.decimals, data.bank?.columns],
    [['TaxPaid'], { TaxPaid: 2 }, []],
  );
  const own = planned(asked(ownSum), wide);
  assert.ok(own.plan.kind === 'intersection');
  assert.deepEqual([own.plan.receiver, own.data.bank?.columns], ['tax', ['Loan']]);
});

test('what the terms, the products or ECDH do not allow is refused at its field', () => {
  const column = (change: Partial<Sum['column']>): Sum => ({ ...sum, column: { ...sum.column, ...change } });
  const cases: readonly (readonly [DraftOperation, string])[] = [
    [{ ...count, to: 'all' }, '/operation/to'],
    [{ ...sum, to: 'all' }, '/operation/to'],
    [{ ...sum, atLeast: 19 }, '/operation/atLeast'],
    [column({ field: 'Industry' }), '/operation/column/field'],
    [column({ party: 'social' }), '/operation/column/field'],
    [{ ...ownSum, to: 'consumer' }, '/operation/column/field'],
    [column({ max: 2 ** 35 }), '/operation/column/max'],
    [column({ max: 0.001 }), '/operation/column/max'],
    [{ ...sum, edges: [1, 1] }, '/operation/edges'],
    [{ ...sum, edges: [100] }, '/operation/edges'],
  ];
  for (const [operation, pointer] of cases)
    assert.equal(refusedAt(operation, narrow), pointer, JSON.stringify(operation));
  assert.equal(refusedAt({ ...ownSum, to: 'consumer' }, wide), '/operation/to');
});

type PlainPlan = { readonly operation: { readonly column: object }; readonly sides: readonly object[] };
const changes: readonly ((plan: PlainPlan) => unknown)[] = [
  (plan) => ({ ...plan, adversary: 'malicious' }),
  (plan) => ({ ...plan, receiver: 'tax' }),
  (plan) => ({ ...plan, operation: { ...plan.operation, atLeast: 19 } }),
  (plan) => ({ ...plan, operation: { ...plan.operation, learns: 'both' } }),
  (plan) => ({
    ...plan,
    operation: { ...plan.operation, column: { ...plan.operation.column, holds: 'Secret' } },
  }),
  (plan) => ({
    ...plan,
    operation: { ...plan.operation, column: { ...plan.operation.column, decimals: 1 } },
  }),
  (plan) => ({
    ...plan,
    operation: { kind: 'rows' },
    sides: plan.sides.map((side) => ({ ...side, result: 'inner' })),
  }),
  (plan) => ({ ...plan, operation: { kind: 'count', learns: 'receiver' } }),
  (plan) => ({ ...plan, sides: plan.sides.map((side) => ({ ...side, mostRows: 2 ** 21 })) }),
];

test('a plan of figures beyond its contract, or of other columns than its data, fits nothing', () => {
  for (const [at, change] of changes.entries()) {
    const { body, ...made } = proposal(asked(sum), narrow);
    const plan = change(body.plan as unknown as PlainPlan) as Body<'proposal'>['plan'];
    assert.ok(!fitsContract(narrow, { ...made, body: { ...body, plan } }), String(at));
  }
});

test('people read the parties’ verified names, and the same sentences that are signed', () => {
  const names: Readonly<Record<string, string>> = { bank: 'Harbour Bank', tax: 'Tax Office' };
  const zh: Readonly<Record<string, string>> = { bank: '海港银行', tax: '税务局' };
  for (const wanted of [asked(sum), asked(rows), draft('statistics')]) {
    const contractOf = contract(wanted.kind, wanted.kind === 'intersect' ? wide.body : {});
    const { plan } = planned(wanted, contractOf);
    const shown = namedLeakage(plan, (party) => ({ en: names[party]!, zh: zh[party]! }));
    const signed = proposal(wanted, contractOf).body.leakage;
    assert.ok(shown[0]!.en.includes('Harbour Bank') && shown[0]!.zh.includes('海港银行'));
    for (const [at, { en }] of signed.entries()) {
      const renamed = en.replace(/\b(?:bank|tax)\b(?!\.)/g, (party) => names[party]!);
      assert.equal(shown[at]!.en, renamed);
    }
  }
});

test('a result that was withheld does not say how many firms are common, whoever was told', () => {
  const { plan } = planned(asked(sum), narrow);
  assert.ok(plan.kind === 'intersection');
  const report: JobReport = {
    ...{ rows: 100, usable: 100, unusable: [], duplicates: 0, peerRows: 90, common: 17, withheld: true },
    ...{ sum: undefined, written: undefined, protocol: 'ecdh', reason: { en: 'x', zh: 'x' }, shards: 1 },
  };
  assert.deepEqual(resultOf(plan, report, []), { withheld: { atLeast: 20 }, stages: [] });
});

test('a value counts rounded to the plan’s places and held to its bounds, in digits that fusion takes', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
      fc.integer({ min: 0, max: 6 }),
      fc.integer({ min: 1, max: 2 ** 40 }),
      (value, decimals, most) => {
        const text = countedAs(value, { holds: 'x', decimals, most });
        assert.match(text, /^\d+(?:\.\d+)?$/);
        assert.equal(text.split('.')[1]?.length ?? 0, decimals);
        const units = Number(text.replace('.', ''));
        assert.ok(units <= most);
        const inside = value >= 0 && value * 10 ** decimals <= most;
        if (inside) assert.ok(Math.abs(units - value * 10 ** decimals) <= 0.5 + 1e-3);
      },
    ),
  );
});
