import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FinharborError, systemClock } from '@finharbor/kernel';
import type { Channel } from '@finharbor/link';
import { memoryLedger, meshes, partyOptions } from '../scorecard/testing.ts';
import { type ClearFit, regressInTheClear } from './clear.ts';
import { prepareColumns } from './columns.ts';
import { regressionDisclosures } from './disclosures.ts';
import { regressParty } from './fit-party.ts';
import { foldOf, layOutRegression } from './layout.ts';
import { regressionOpenings } from './openings.ts';
import { type RegressionPlan, regressionPlan } from './plan.ts';
import { serveRegressionDealer } from './serve-dealer.ts';
import { type Invented, inventedRows, regressTogether } from './testing.ts';

const small: Invented = { rows: 400, columns: [2, 2], seed: 1, centre: -1, spread: 1 };

function clearFit({ plan, parties }: ReturnType<typeof inventedRows>): ClearFit {
  const held = [...parties.values()];
  const offset = held.find((data) => data.offset)?.offset;
  return regressInTheClear(
    {
      columns: held.flatMap(({ columns }) => columns.map(({ values }) => values)),
      outcome: parties.get(plan.labelHolder)!.outcome!,
      ...(offset && { offset }),
    },
    plan,
  );
}

const cases: Readonly<Record<string, Invented>> = {
  'rare outcomes': { rows: 6_000, columns: [4, 3], seed: 11, centre: -3, spread: 1 },
  'a strong predictor': { rows: 4_000, columns: [3, 3], seed: 12, centre: -1, spread: 3 },
  'even outcomes, many columns for few rows': {
    rows: 1_500,
    columns: [12, 13],
    seed: 13,
    centre: 0,
    spread: 1,
  },
  'log-odds far from those the plan expects': {
    rows: 2_000,
    columns: [2, 2],
    seed: 21,
    centre: -1,
    spread: 2,
    plan: { centreLogit: -3 },
  },
  'a penalty': { ...small, seed: 14, plan: { ridge: 5 } },
  'class weights': { ...small, seed: 15, plan: { classWeights: { negative: 1, positive: 2.5 } } },
  'an offset': { ...small, rows: 2_000, seed: 16, plan: { offsetHolder: 'a' } },
  'a label holder without columns': { ...small, rows: 1_000, columns: [3, 0], seed: 19 },
  'three parties': { ...small, rows: 1_200, columns: [2, 1, 2], seed: 17 },
  'more rows than a Hessian of the steps takes': {
    rows: 70_000,
    columns: [2, 2],
    seed: 18,
    centre: -2,
    spread: 1,
  },
};

for (const [name, invented] of Object.entries(cases))
  test(`coefficients and standard errors are those of the clear fit: ${name}`, async (t) => {
    const rows = inventedRows(invented);
    const clear = clearFit(rows);
    const results = await regressTogether(rows);
    for (const [party, { kind, iterations, coefficients }] of results) {
      assert.equal(kind, 'converged', party);
      const gaps = coefficients!.map(({ value }, j) => Math.abs(value - clear.coefficients[j]!));
      const errors = coefficients!.map(({ standardError }, j) =>
        Math.abs(standardError! / clear.standardErrors[j]! - 1),
      );
      t.diagnostic(`${iterations[0]} steps; gaps ${Math.max(...gaps)}, ${Math.max(...errors)} of an error`);
      assert.ok(Math.max(...gaps) < 1e-3 && Math.max(...errors) < 1e-3, `${gaps} ${errors}`);
    }
  });

test('each party opens exactly the declared labels and counts, for the steps it took', async () => {
  for (const plan of [
    {},
    { standardErrors: false, coefficientsTo: 'label_holder' },
    { coefficientsTo: 'nobody', classWeights: { negative: 1, positive: 2 } },
    { folds: 2, classWeights: { negative: 2, positive: 1 } },
  ] as const) {
    const rows = inventedRows({ ...small, plan });
    const columns = Object.fromEntries(
      [...rows.parties].map(([party, data]) => [party, prepareColumns(data).shapes]),
    );
    const layout = layOutRegression(rows.plan, { rows: small.rows, columns });
    for (const { opened, iterations, coefficients } of (await regressTogether(rows)).values()) {
      assert.deepEqual(
        new Map(opened.map(({ label, count }) => [label, count])),
        new Map(regressionOpenings(rows.plan, layout, iterations).map(({ label, count }) => [label, count])),
      );
      const told = regressionDisclosures(rows.plan).map(({ label }) => label);
      assert.deepEqual(['columns', ...opened.map(({ label }) => label)].toSorted(), told.toSorted());
      if (rows.plan.coefficientsTo === 'nobody') assert.equal(coefficients, undefined);
    }
  }
});

test('cross-validation measures what fits in the clear do, fold by fold', async () => {
  const rows = inventedRows({ ...small, rows: 900, seed: 20, plan: { folds: 3, ridge: 1 } });
  const held = [...rows.parties.values()];
  const columns = held.flatMap((data) => data.columns.map(({ values }) => values));
  const outcome = held.at(-1)!.outcome!;
  const numbers = Array.from(outcome.keys());
  let squares = 0;
  for (let fold = 0; fold < 3; fold++) {
    const kept = numbers.filter((row) => foldOf(row, 3) !== fold);
    const { coefficients } = regressInTheClear(
      {
        columns: columns.map((values) => Float64Array.from(kept, (row) => values[row]!)),
        outcome: Uint8Array.from(kept, (row) => outcome[row]!),
      },
      rows.plan,
    );
    for (const row of numbers.filter((number) => foldOf(number, 3) === fold)) {
      const eta = columns.reduce(
        (sum, values, j) => sum + values[row]! * coefficients[j + 1]!,
        coefficients[0]!,
      );
      squares += (outcome[row]! - 1 / (1 + Math.exp(-eta))) ** 2;
    }
  }
  for (const { heldOutBrier, iterations } of (await regressTogether(rows)).values()) {
    assert.equal(iterations.length, 4);
    assert.ok(Math.abs(heldOutBrier! - squares / 900) < 2e-4, `${heldOutBrier} for ${squares / 900}`);
  }
});

test('coefficients go to whom the plan names; the shares of all add up to them', async () => {
  const rows = inventedRows({ ...small, plan: { coefficientsTo: 'label_holder' } });
  const results = await regressTogether(rows);
  assert.equal(results.get('a')!.coefficients, undefined);
  const { coefficients } = results.get('b')!;
  const shares = [...results.values()].map(({ share }) => share);
  const exponents = [...rows.parties.values()].flatMap((data) => prepareColumns(data).shapes);
  for (const [j, { exponent }] of exponents.entries()) {
    const sum = BigInt.asIntN(64, shares[0]![j + 1]! + shares[1]![j + 1]!);
    assert.equal(Number(sum) * 2 ** -(20 + exponent), coefficients![j + 1]!.value);
  }
});

test('where the steps are not enough, nothing but that is opened', async () => {
  const rows = inventedRows({ ...small, plan: { maxIterations: 1 } });
  for (const { kind, coefficients, opened } of (await regressTogether(rows)).values()) {
    assert.equal(kind, 'not_converged');
    assert.equal(coefficients, undefined);
    assert.deepEqual(
      opened.filter(({ label }) => label.startsWith('result/')),
      [{ label: 'result/converged', count: 1 }],
    );
  }
});

const outOfReach = { code: 'fusion.out_of_reach', message: /Raise the ridge, merge bins/ };

test('a converged fit whose rows lie beyond the reach of the sigmoid is refused at every party; nothing of it is opened', async () => {
  const rows = inventedRows({ rows: 1_500, columns: [2, 2], seed: 31, centre: -1, spread: 5 });
  const { coefficients } = clearFit(rows);
  const columns = [...rows.parties.values()].flatMap((data) => data.columns.map(({ values }) => values));
  const beyond = Array.from({ length: 1_500 }, (_, row) =>
    columns.reduce((sum, values, j) => sum + values[row]! * coefficients[j + 1]!, coefficients[0]! + 1),
  ).filter((distance) => Math.abs(distance) > 13);
  assert.ok(beyond.length > 0, 'no row is beyond reach in the clear');
  const ended: string[] = [];
  const sent = new Set<string>();
  await assert.rejects(
    regressTogether(rows, (party) => ({
      beforeLast: async () => void ended.push(party),
      onMask: ({ label }) => sent.add(label),
    })),
    outOfReach,
  );
  assert.deepEqual(ended, []);
  assert.ok(sent.has('reach/far.shift'), 'it came as far as the test');
});

test('a row that the period of the series would hide is noticed', async () => {
  const rows = inventedRows({ ...small, rows: 2_000, seed: 16, plan: { offsetHolder: 'a' } });
  const { offset } = rows.parties.get('a')!;
  offset![7] = 40;
  rows.parties.get('b')!.outcome![7] = 1;
  await assert.rejects(regressTogether(rows), outOfReach);
});

test('a party whose hook refuses sends no result', async () => {
  const rows = inventedRows(small);
  await assert.rejects(
    regressTogether(rows, (party) => ({
      async beforeLast(digest) {
        assert.equal(digest.length, 32);
        if (party === 'a') throw new Error('no receipt');
      },
    })),
    /no receipt|left before/,
  );
});

test('a cancelled party ends at once, and the others are told who left', async () => {
  const { plan, parties } = inventedRows(small);
  const net = meshes('cancelled', plan.parties);
  const dealt = serveRegressionDealer(net.dealing, { plan, session: 'cancelled', ledger: memoryLedger() });
  const cancel = new AbortController();
  const runs = plan.parties.map((party) => {
    const mesh = { ...net.mesh(party), progress: (stage: string) => stage === 'step 2' && cancel.abort() };
    return regressParty(party === 'a' ? mesh : net.mesh(party), net.dealer(party), {
      ...{ ...partyOptions(), plan, data: parties.get(party)! },
      ...(party === 'a' && { signal: cancel.signal }),
    });
  });
  const [a, b] = await Promise.allSettled([...runs, dealt]);
  assert.equal((a as PromiseRejectedResult).reason.code, 'fusion.aborted');
  assert.equal((b as PromiseRejectedResult).reason.code, 'fusion.peer_gone');
  assert.match((b as PromiseRejectedResult).reason.message, /: (a|hub) left/);
});

test('a party with another plan, and one that says nonsense, are named', async () => {
  const { plan, parties } = inventedRows(small);
  const differing = regressTogether({ plan, parties }, (party) => ({
    plan: party === 'a' ? { ...plan, ridge: 1 } : plan,
  }));
  await assert.rejects(differing, { code: 'fusion.plan_mismatch', message: /: (a|b) takes part/ });
  const net = meshes('nonsense', plan.parties);
  const garble = (channel: Channel): Channel => ({
    ...channel,
    send: (label, payload) =>
      channel.send(label, label === 'mask/columns' ? payload.subarray(0, 24) : payload),
  });
  const runs = plan.parties.map((party) => {
    const mesh = net.mesh(party);
    const channels = new Map([...mesh.channels].map(([peer, c]) => [peer, party === 'b' ? garble(c) : c]));
    const options = { ledger: memoryLedger(), clock: systemClock, plan, data: parties.get(party)! };
    return regressParty({ ...mesh, channels }, net.dealer(party), options);
  });
  const dealt = serveRegressionDealer(net.dealing, { plan, session: 'nonsense', ledger: memoryLedger() });
  const [a] = await Promise.allSettled([...runs, dealt]);
  const { code, message } = (a as PromiseRejectedResult).reason;
  assert.ok(['fusion.malformed_message', 'link.unexpected_label'].includes(code), code);
  assert.match(message, /: b sent/);
});

test('a party that never comes is named', async () => {
  const { plan, parties } = inventedRows(small);
  const net = meshes('absent', plan.parties);
  const dealt = serveRegressionDealer(net.dealing, { plan, session: 'absent', ledger: memoryLedger() });
  const run = regressParty(net.mesh('a'), net.dealer('a'), {
    ...partyOptions(),
    plan,
    data: parties.get('a')!,
  });
  for (const channel of [...net.mesh('b').channels.values(), net.dealer('b')]) channel.abort('silent');
  for (const end of [run, dealt])
    await assert.rejects(end, { code: 'fusion.peer_gone', message: /: b left/ });
});

test('a plan that cannot be run is refused, naming the field', () => {
  const parties = ['a', 'b'];
  const wrong: readonly Partial<RegressionPlan>[] = [
    { parties: ['a'] },
    { labelHolder: 'c' },
    { offsetHolder: 'c' },
    { ridge: -1 },
    { classWeights: { negative: 1, positive: 0.3 } },
    { centreLogit: 0.3 },
    { maxIterations: 0 },
    { freshHessians: 0 },
    { folds: 1 },
    { tolerance: 0 },
    { dealer: 'none', parties: ['a', 'b', 'c'] },
  ];
  for (const plan of wrong) {
    const [field] = Object.keys(plan);
    assert.throws(
      () => regressionPlan({ parties, labelHolder: 'a', ...plan }),
      (error: FinharborError) =>
        error.code === 'fusion.bad_plan' && error.fields?.[0]?.pointer === `/${field}`,
    );
  }
});

test('rows that cannot be used are refused, with the column’s name', () => {
  const column = (values: number[]) => ({
    rows: 3,
    columns: [{ name: 'tax', values: Float64Array.from(values) }],
  });
  for (const values of [
    [1, 1, 1],
    [1, 2],
    [1, Number.NaN, 2],
    [0, 1e30, 0],
  ])
    assert.throws(() => prepareColumns(column(values)), { code: 'fusion.bad_rows', message: /tax/ });
});
