import assert from 'node:assert/strict';
import { test } from 'node:test';
import { prepareColumns } from './columns.ts';
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
