import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Channel } from '@finharbor/link';
import { assumptionOf } from '../scorecard/disclosures.ts';
import { meshes, partyOptions, secondChannels } from '../scorecard/testing.ts';
import { prepareColumns } from './columns.ts';
import { regressionDisclosures } from './disclosures.ts';
import { regressParty } from './fit-party.ts';
import { layOutRegression } from './layout.ts';
import { regressionOpenings } from './openings.ts';
import { type Invented, inventedRows, regressTogether } from './testing.ts';

const small: Invented = {
  ...{ rows: 300, columns: [2, 1], seed: 31, centre: -1, spread: 1 },
  plan: { freshHessians: 1, tolerance: 2 ** -8 },
};

test('without a dealer two parties find the coefficients and standard errors that they find with one', async (t) => {
  const dealt = inventedRows(small);
  const paired = { ...dealt, plan: { ...dealt.plan, dealer: 'none' as const } };
  const [want, got] = [await regressTogether(dealt), await regressTogether(paired)];
  const columns = Object.fromEntries(
    [...paired.parties].map(([party, data]) => [party, prepareColumns(data).shapes]),
  );
  const layout = layOutRegression(paired.plan, { rows: small.rows, columns });
  for (const [party, { kind, iterations, coefficients, opened, phases }] of got) {
    assert.equal(kind, 'converged');
    const counts = regressionOpenings(paired.plan, layout, iterations);
    assert.deepEqual(
      new Map(opened.map(({ label, count }) => [label, count])),
      new Map(counts.map(({ label, count }) => [label, count])),
    );
    for (const [j, { value, standardError }] of coefficients!.entries()) {
      const due = want.get(party)!.coefficients![j]!;
      assert.ok(Math.abs(value - due.value) < 1e-3, `${value} for ${due.value}`);
      assert.ok(Math.abs(standardError! / due.standardError! - 1) < 1e-3);
    }
    t.diagnostic(JSON.stringify(phases));
  }
});

test('the assumption names no dealer where there is none, in either language', () => {
  const { plan } = inventedRows(small);
  const without = { ...plan, dealer: 'none' } as const;
  const texts = (of: typeof plan): string[] =>
    [assumptionOf(of), ...regressionDisclosures(of).map(({ text }) => text)].flatMap(({ en, zh }) => [
      en,
      zh,
    ]);
  const dealers = /\bdeal(er|s)\b|hub|分发|枢纽/;
  assert.deepEqual(
    texts(without).filter((text) => dealers.test(text)),
    [],
  );
  assert.equal(texts(plan).filter((text) => dealers.test(text)).length, 6);
});

test('a half whose peer sends corrections of another size names it and ends the party', async () => {
  const { plan, parties } = inventedRows({ ...small, plan: { dealer: 'none' } });
  const net = meshes('short', plan.parties);
  const second = secondChannels(plan.parties);
  const runs = plan.parties.map((party) => {
    const channel = second(party);
    const lying: Channel = {
      ...channel,
      send: (label, payload) =>
        channel.send(label, label === 'paired/choices' ? payload.subarray(16) : payload),
    };
    return regressParty(net.mesh(party), party === 'b' ? lying : channel, {
      ...{ ...partyOptions(), plan, data: parties.get(party)! },
    });
  });
  const [a] = await Promise.allSettled(runs);
  const { code, message } = (a as PromiseRejectedResult).reason;
  assert.equal(code, 'fusion.bad_message');
  assert.match(message, /b sent/);
});
