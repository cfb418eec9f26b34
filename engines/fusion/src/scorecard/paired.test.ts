import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assumptionOf, declaredOpenings, disclosures, leakageStatement } from './disclosures.ts';
import { layOut } from './layout.ts';
import { checkPlan } from './plan.ts';
import {
  clearFit,
  meshes,
  partyOptions,
  secondChannels,
  smallRows,
  together,
  withOffset,
} from './testing.ts';
import { trainParty } from './train.ts';

const options = {
  parties: ['bank', 'tax'],
  count: 150,
  bins: [3],
  smallestGroup: 5,
  leadSteps: 3,
  steps: 2,
  ridge: 2.5,
  classWeights: { good: 0.5, bad: 1.25 },
  centreLogit: 0.5,
  kept: { good: 0.5, bad: 1 },
  offsetHolder: 'tax',
  coefficientsTo: 'everyone',
  pointsTo: 'everyone',
} as const;
const small = smallRows({ ...options, dealer: 'none' });

test('with every option two parties find without a dealer the clear fit, and open what is declared', async (t) => {
  const of = withOffset(small, 'tax');
  const { plan, rows } = of;
  let waited = 0;
  const out = await together(plan, (mesh, second) =>
    trainParty(mesh, second, {
      ...{ ...partyOptions(), plan, rows: rows.get(mesh.self)! },
      async beforeLast(digest) {
        assert.equal(digest.length, 32);
        waited++;
      },
    }),
  );
  assert.equal(waited, 2);
  const clear = clearFit(of);
  const features = Object.fromEntries([...rows].map(([party, held]) => [party, held.features]));
  const layout = layOut(plan, { cellSizes: small.cellSizes, features });
  const declared = declaredOpenings(plan, layout);
  assert.deepEqual(
    declared.map(({ label }) => label).toSorted(),
    disclosures(plan)
      .map(({ label }) => label)
      .toSorted(),
  );
  for (const [party, { opened, model, report, phases }] of out) {
    assert.deepEqual(
      new Map(opened.map(({ label, count }) => [label, count])),
      new Map(declared.filter(({ count }) => count > 0).map(({ label, count }) => [label, count])),
    );
    const shift = Math.log(2);
    for (const [j, { value, standardError }] of model!.coefficients!.entries()) {
      const due = clear.coefficients[j]! - (j === 0 ? shift : 0);
      assert.ok(Math.abs(value - due) < 1e-3, `${value} for ${due}`);
      assert.ok(Math.abs(standardError / clear.standardErrors[j]! - 1) < 1e-3, `${j}: ${standardError}`);
    }
    assert.equal(model!.points!.features.length, 2);
    assert.equal(report !== undefined, party === 'bank');
    t.diagnostic(JSON.stringify(phases));
  }
});

test('a plan without a dealer is for two, and both sides must have it', async () => {
  assert.throws(
    () => checkPlan({ ...smallRows({}).plan, dealer: 'none' }),
    ({ fields }: { fields: unknown }) => JSON.stringify(fields).includes('/dealer'),
  );
  assert.throws(() =>
    checkPlan({ kind: 'score', model: 'm', labelHolder: 'a', parties: ['a', 'b', 'c'], dealer: 'none' }),
  );
  const net = meshes('two plans', options.parties);
  const second = secondChannels(options.parties);
  const runs = options.parties.map((party) => {
    const { dealer: _, ...dealt } = small.plan;
    const plan = party === 'bank' ? small.plan : dealt;
    const rows = withOffset(small, 'tax').rows.get(party)!;
    return trainParty(net.mesh(party), second(party), { ...partyOptions(), plan, rows });
  });
  for (const end of await Promise.allSettled(runs))
    assert.match((end as PromiseRejectedResult).reason.code, /^fusion\.(plan_mismatch|peer_gone)$/);
});

test('what is said before a job names no dealer where there is none, in either language', () => {
  const { plan } = small;
  const score = { kind: 'score', model: 'm', parties: plan.parties, labelHolder: 'bank' } as const;
  const texts = (of: Parameters<typeof leakageStatement>[0]): string[] =>
    [assumptionOf(of), leakageStatement(of), ...disclosures(of).map(({ text }) => text)].flatMap(
      ({ en, zh }) => [en, zh],
    );
  const dealers = /\bdeal(er|s)\b|hub|分发|枢纽/;
  for (const { dealer: _, ...dealt } of [plan, { ...score, dealer: 'none' as const }]) {
    assert.deepEqual(
      texts({ ...dealt, dealer: 'none' }).filter((text) => dealers.test(text)),
      [],
    );
    assert.ok(texts(dealt).some((text) => dealers.test(text)));
  }
});
