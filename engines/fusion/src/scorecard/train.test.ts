import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Channel } from '@finharbor/link';
import { assumption, declaredOpenings, disclosures, leakageStatement } from './disclosures.ts';
import { layOut } from './layout.ts';
import { trainingPlan } from './plan.ts';
import { fitInTheClear } from './reference.ts';
import type { PartyRows } from './rows.ts';
import { creditParties, creditRows, partyOptions, smallRows, together } from './testing.ts';
import { trainParty } from './train.ts';

const shapeOf = (rows: ReadonlyMap<string, PartyRows>, cellSizes: readonly number[]) => ({
  cellSizes,
  features: Object.fromEntries(
    [...rows].map(([party, { features }]) => [
      party,
      features.map(({ feature, bins }) => ({ feature, bins })),
    ]),
  ),
});

test('on the 10,914 loans held by all, the shared training measures what the clear one does', async () => {
  const rows = await creditRows();
  const plan = trainingPlan({ parties: creditParties, labelHolder: 'bank' });
  const outcome = rows.get('bank')!.outcome!;
  const offices = ['tax', 'social'].flatMap((party) => rows.get(party)!.features);
  const clear = {
    offices: await fitInTheClear(offices, outcome, plan),
    joint: await fitInTheClear([...rows.get('bank')!.features, ...offices], outcome, plan),
  };
  const out = await together(plan, (mesh, dealer) =>
    trainParty(mesh, dealer, { ...partyOptions(), plan, rows: rows.get(mesh.self)! }),
  );
  const report = out.get('bank')!.report!;
  assert.equal(report.rows, 10_914);
  for (const model of ['offices', 'joint'] as const)
    for (const [name, got, want, most] of [
      ['AUC', report[model].auc, clear[model].auc, 0.002],
      ['KS', report[model].ks, clear[model].ks, 0.008],
      ['AUC out of time', report[model].outOfTime.auc, clear[model].outOfTime.auc, 0.002],
      ['KS out of time', report[model].outOfTime.ks, clear[model].outOfTime.ks, 0.008],
    ] as const)
      assert.ok(Math.abs(got - want) <= most, `${model} ${name}: shared ${got}, clear ${want}`);
  assert.ok(report.joint.auc > report.alone.auc, 'the offices add to what the bank knows');
  for (const curve of [report.roc.joint, report.roc.offices])
    for (const point of curve) assert.equal(point.bad % 50 || point.good % 50, 0);
});

test('opened labels and counts are exactly the declared ones, at every party', async () => {
  for (const figuresTo of ['label_holder', 'everyone'] as const) {
    const { plan, rows, cellSizes } = smallRows({ figuresTo });
    const layout = layOut(plan, shapeOf(rows, cellSizes));
    const declared = new Map(declaredOpenings(plan, layout).map(({ label, count }) => [label, count]));
    assert.deepEqual(
      [...declared.keys()].toSorted(),
      disclosures(plan)
        .map(({ label }) => label)
        .toSorted(),
    );
    const out = await together(plan, (mesh, dealer) =>
      trainParty(mesh, dealer, { ...partyOptions(), plan, rows: rows.get(mesh.self)! }),
    );
    for (const { opened, figures, report } of out.values()) {
      assert.deepEqual(
        new Map(opened.map(({ label, count }) => [label, count])),
        new Map([...declared].filter(([, count]) => count > 0)),
      );
      assert.equal(figures !== undefined, figuresTo === 'everyone' || report !== undefined);
    }
    assert.equal([...out.values()].filter(({ report }) => report).length, 1);
  }
});

test('a party whose hook refuses sends nothing of the results, so that they stay closed', async () => {
  const { plan, rows } = smallRows({});
  const sent = new Set<string>();
  const run = together(plan, (mesh, dealer) => {
    const noting = [...mesh.channels].map(([peer, channel]): [string, Channel] => {
      const send: Channel['send'] = (label, payload) => {
        if (mesh.self === 'tax') sent.add(label);
        return channel.send(label, payload);
      };
      return [peer, { ...channel, send }];
    });
    return trainParty({ ...mesh, channels: new Map(noting) }, dealer, {
      ...partyOptions(),
      plan,
      rows: rows.get(mesh.self)!,
      async beforeLast(digest) {
        assert.equal(digest.length, 32);
        if (mesh.self === 'tax') throw new Error('no receipt');
      },
    });
  });
  await assert.rejects(run);
  assert.ok(sent.has('model/larger.value'), 'it came as far as the hook');
  assert.deepEqual(
    [...sent].filter((label) => label.startsWith('result/')),
    [],
  );
});

test('more rows than 16 bits count are trained on, and measured like in the clear', async () => {
  // With few bins there are few different scores, and whether two of them fall together moves the area by more than is allowed.
  const of = { count: 66_000, parties: ['bank', 'tax'], bins: [8], leadSteps: 2, steps: 1 };
  const { plan, rows } = smallRows({ ...of, smallestGroup: 50 });
  const features = [...rows.values()].flatMap((held) => held.features);
  const clear = await fitInTheClear(features, rows.get('bank')!.outcome!, plan);
  const out = await together(plan, (mesh, dealer) =>
    trainParty(mesh, dealer, { ...partyOptions(), plan, rows: rows.get(mesh.self)! }),
  );
  const { joint, counts } = out.get('bank')!.report!;
  for (const [got, want] of [
    [joint.auc, clear.auc],
    [joint.ks, clear.ks],
    [joint.outOfTime.auc, clear.outOfTime.auc],
  ] as const)
    assert.ok(Math.abs(got - want) < 0.002, `${got} for ${want}`);
  const { bad, good } = counts.at(-1)!;
  const total = [...bad, ...good].reduce((sum, count) => sum + count, 0);
  // Sixteen counts, each off by half a group and by what 16 bits leave out.
  assert.ok(Math.abs(total - 66_000) <= 16 * 27, `${total} rows counted`);
});

test('two parties are enough, and the label holder may stand anywhere in the roster', async () => {
  const { plan, rows } = smallRows({ parties: ['tax', 'bank'] });
  const out = await together(plan, (mesh, dealer) =>
    trainParty(mesh, dealer, { ...partyOptions(), plan, rows: rows.get(mesh.self)! }),
  );
  assert.ok(out.get('bank')!.report!.joint.auc > 0.5);
  assert.equal(out.get('tax')!.report, undefined);
});

test('rows that would show too small a group are refused, naming party and feature', async () => {
  const { plan, rows } = smallRows({ smallestGroup: 30 });
  const run = together(plan, (mesh, dealer) =>
    trainParty(mesh, dealer, { ...partyOptions(), plan, rows: rows.get(mesh.self)! }),
  );
  await assert.rejects(run, { code: 'fusion.bin_too_small', message: /bank.s feature f1/ });
});

test('a fold without a default is refused in words', async () => {
  const { plan, rows } = smallRows({});
  const bank = rows.get('bank')!;
  const outcome = {
    ...bank.outcome!,
    label: bank.outcome!.label.map((value, i) => (bank.outcome!.fold[i] === 1 ? 0 : value)),
  };
  const run = together(plan, (mesh, dealer) =>
    trainParty(mesh, dealer, {
      ...partyOptions(),
      plan,
      rows: mesh.self === 'bank' ? { ...bank, outcome } : rows.get(mesh.self)!,
    }),
  );
  await assert.rejects(run, { code: 'fusion.bad_rows', message: /every fold/ });
});

test('a party with another plan is named', async () => {
  const { plan, rows } = smallRows({});
  const run = together(plan, (mesh, dealer) =>
    trainParty(mesh, dealer, {
      ...partyOptions(),
      plan: mesh.self === 'social' ? { ...plan, steps: 5 } : plan,
      rows: rows.get(mesh.self)!,
    }),
  );
  await assert.rejects(run, { code: 'fusion.plan_mismatch' });
});

test('what a job tells is said in both languages', () => {
  const { plan } = smallRows({});
  const statement = leakageStatement(plan);
  assert.ok(statement.en.startsWith(assumption.en) && statement.zh.startsWith(assumption.zh));
  for (const { masked, text } of disclosures(plan)) if (!masked) assert.ok(statement.zh.includes(text.zh));
});
