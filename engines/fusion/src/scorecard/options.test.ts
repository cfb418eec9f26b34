import assert from 'node:assert/strict';
import { test } from 'node:test';
import { declaredOpenings, disclosures } from './disclosures.ts';
import { layOut } from './layout.ts';
import { planDigest, trainingPlan } from './plan.ts';
import { clearFit, partyOptions, smallRows, type TrainingCase, together, withOffset } from './testing.ts';
import { type TrainedParty, trainParty } from './train.ts';

const train = ({ plan, rows }: TrainingCase): Promise<Map<string, TrainedParty>> =>
  together(plan, (mesh, dealer) =>
    trainParty(mesh, dealer, { ...partyOptions(), plan, rows: rows.get(mesh.self)! }),
  );

const invented = {
  count: 900,
  smallestGroup: 20,
  leadSteps: 4,
  steps: 3,
  coefficientsTo: 'everyone',
} as const;

const cases: Readonly<Record<string, TrainingCase>> = {
  'a ridge and class weights': smallRows({
    ...invented,
    ridge: 12.5,
    classWeights: { good: 0.5, bad: 5.25 },
    centreLogit: 2.5,
  }),
  'an offset of an office': withOffset(smallRows({ ...invented, offsetHolder: 'tax' }), 'tax'),
  'an offset of the label holder and class weights': withOffset(
    smallRows({ ...invented, offsetHolder: 'bank', classWeights: { good: 1, bad: 2 }, centreLogit: 1 }),
    'bank',
  ),
};

for (const [name, of] of Object.entries(cases))
  test(`coefficients and their standard errors are those of the clear fit: ${name}`, async (t) => {
    const clear = clearFit(of);
    for (const { model } of (await train(of)).values()) {
      const gaps = model!.coefficients!.map(({ value }, j) => Math.abs(value - clear.coefficients[j]!));
      const errors = model!.coefficients!.map(({ standardError }, j) =>
        Math.abs(standardError / clear.standardErrors[j]! - 1),
      );
      t.diagnostic(`gaps ${Math.max(...gaps)}, ${Math.max(...errors)} of an error`);
      assert.ok(Math.max(...gaps) < 0.01 && Math.max(...errors) < 0.005, `${gaps} ${errors}`);
      for (const { value, standardError, z, p } of model!.coefficients!) {
        assert.equal(z, value / standardError);
        assert.ok(p >= 0 && p <= 1);
      }
    }
  });

test('every option opens exactly what it declares, and coefficients and points go to whom the plan names', async () => {
  for (const options of [
    { classWeights: { good: 1, bad: 3 }, coefficientsTo: 'label_holder', pointsTo: 'everyone' },
    { offsetHolder: 'tax', pointsTo: 'label_holder' },
  ] as const) {
    const small = smallRows(options);
    const { plan, rows } = 'offsetHolder' in options ? withOffset(small, 'tax') : small;
    const features = Object.fromEntries([...rows].map(([party, held]) => [party, held.features]));
    const layout = layOut(plan, { cellSizes: small.cellSizes, features });
    const declared = declaredOpenings(plan, layout).filter(({ count }) => count > 0);
    for (const [party, { opened, model, report }] of await train({ plan, rows })) {
      assert.deepEqual(
        new Map(opened.map(({ label, count }) => [label, count])),
        new Map(declared.map(({ label, count }) => [label, count])),
      );
      const holder = party === 'bank';
      assert.equal(model?.coefficients !== undefined, holder && plan.coefficientsTo !== undefined);
      assert.equal(model?.points !== undefined, holder || plan.pointsTo === 'everyone');
      assert.deepEqual(report?.model, holder ? model : undefined);
    }
    const told = disclosures(plan).map(({ label }) => label);
    assert.equal(told.includes('result/coefficients'), plan.coefficientsTo !== undefined);
    assert.ok(told.includes('result/points') && told.includes('reach/failures'));
  }
});

test('the prior correction moves the base by the factor times its logarithm, and the intercept, and nothing else', async () => {
  const kept = { good: 0.1, bad: 1 };
  const options = { pointsTo: 'label_holder', coefficientsTo: 'label_holder' } as const;
  const [plain, corrected] = await Promise.all(
    [{}, { kept }].map(async (more) => (await train(smallRows({ ...options, ...more }))).get('bank')!.model!),
  );
  const factor = 50 / Math.LN2;
  assert.ok(Math.abs(corrected!.points!.base - plain!.points!.base - factor * Math.log(10)) <= 2);
  const intercepts = [plain, corrected].map((model) => model!.coefficients![0]!.value);
  assert.ok(Math.abs(intercepts[0]! - intercepts[1]! - Math.log(10)) < 1e-3, String(intercepts));
  for (const [f, { points }] of corrected!.points!.features.entries())
    for (const [bin, value] of points.entries())
      assert.ok(Math.abs(value - plain!.points!.features[f]!.points[bin]!) <= 1);
});

test('a model whose rows or bins lie beyond reach is refused at every party, and nothing of it is opened', async () => {
  // With a scale of 100 points to double the odds, 500 points are 3.5 logits: a bin of defaults only has more.
  const { plan, rows } = smallRows({
    ...{ count: 400, smallestGroup: 5, leadSteps: 4, steps: 4, pointsTo: 'everyone' },
    points: { score: 600, odds: 19, pdo: 100 },
  });
  const bank = rows.get('bank')!;
  const tell = rows.get('tax')!.features[0]!.bin;
  const label = Uint8Array.from(tell, (bin, row) => (row % 20 === 0 ? (row % 40 === 0 ? 1 : 0) : bin));
  const wild = new Map([...rows, ['bank', { ...bank, outcome: { ...bank.outcome!, label } }] as const]);
  const ended: string[] = [];
  await assert.rejects(
    together(plan, (mesh, dealer) =>
      trainParty(mesh, dealer, {
        ...partyOptions(),
        ...{ plan, rows: wild.get(mesh.self)! },
        beforeLast: async () => void ended.push(mesh.self),
      }),
    ),
    { code: 'fusion.out_of_reach', message: /Raise the ridge/ },
  );
  assert.deepEqual(ended, []);
});

test('rows beyond the reach of the sigmoid are refused, even where no bin has too many points', async () => {
  const of = withOffset(smallRows({ ...invented, offsetHolder: 'tax' }), 'tax');
  const { offset } = of.rows.get('tax')!;
  for (let row = 0; row < 9; row++) offset![row * 100] = 15.5;
  await assert.rejects(train(of), { code: 'fusion.out_of_reach' });
});

test('a missing value has a bin of its own, with its own weight of evidence', async () => {
  const { plan, rows } = smallRows({ count: 600, smallestGroup: 10, bins: [3] });
  const bank = rows.get('bank')!;
  const missing = rows.get('tax')!.features[0]!.bin;
  const label = Uint8Array.from(bank.outcome!.label, (value, row) =>
    missing[row] === 2 ? Number(row % 10 !== 0) : value,
  );
  const report = (
    await train({
      plan,
      rows: new Map([...rows, ['bank', { ...bank, outcome: { ...bank.outcome!, label } }]]),
    })
  ).get('bank')!.report!;
  const woe = report.features.find(({ party }) => party === 'tax')!.bins.map((bin) => bin.woe);
  assert.ok(woe[2]! > 1 && woe[2]! > Math.max(woe[0]!, woe[1]!) + 1, String(woe));
});

test('a plan without options is the plan it was, and hashes alike', () => {
  const plan = trainingPlan({ parties: ['bank', 'tax'], labelHolder: 'bank' });
  assert.equal(
    Buffer.from(planDigest(plan, 'session')).toString('hex'),
    '565b5ff873cd58a994522588bb0b88eb42e0129e0a1d7a89ed549cb305315851',
  );
});

test('options that cannot be run are refused, naming the field', () => {
  for (const options of [
    { ridge: 0.5 },
    { classWeights: { good: 1, bad: 17 } },
    { offsetHolder: 'nobody' },
    { kept: { good: 0, bad: 1 } },
  ] as const)
    assert.throws(() => trainingPlan({ parties: ['bank', 'tax'], labelHolder: 'bank', ...options }), {
      code: 'fusion.bad_plan',
    });
});

test('an offset is due at its holder and nowhere else', async () => {
  const { plan, rows } = smallRows({ offsetHolder: 'tax' });
  await assert.rejects(train({ plan, rows }), { code: 'fusion.bad_rows', message: /offset holder/ });
});
