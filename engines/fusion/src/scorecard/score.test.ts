import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toNumbers } from '../ring/words.ts';
import { declaredOpenings, disclosures } from './disclosures.ts';
import { placeFeatures } from './layout.ts';
import { type ModelShare, textWords, wordsText } from './model-share.ts';
import type { ScoringPlan } from './plan.ts';
import { scoreParty } from './score.ts';
import { partyOptions, seeded, smallRows, together } from './testing.ts';
import { trainParty } from './train.ts';

const bin = (features: ModelShare['features'], next: () => number, party: string): number[] =>
  features[party]!.map(({ bins }) => Math.floor(next() * bins));

/** All shares put together, as nobody can do alone. */
function clearModel(shares: readonly ModelShare[]): {
  points: Float64Array;
  most: Float64Array;
  base: number;
} {
  const [first] = shares;
  const places = placeFeatures(first!.parties, first!.features);
  const sum = (key: 'points' | 'most' | 'base', count: number): Float64Array => {
    const total = new BigUint64Array(count);
    for (const share of shares)
      for (const [i, word] of textWords(share[key], count).entries()) total[i] = total[i]! + word;
    return toNumbers(total);
  };
  return {
    points: sum('points', places.bins),
    most: sum('most', places.features.length),
    base: sum('base', 1)[0]!,
  };
}

function scoreInTheClear(shares: readonly ModelShare[], rows: ReadonlyMap<string, readonly number[]>) {
  const { points, most, base } = clearModel(shares);
  const { features } = placeFeatures(shares[0]!.parties, shares[0]!.features);
  const seen = new Map<string, number>();
  const gained = features.map(({ party, from }) => {
    const f = seen.get(party) ?? 0;
    seen.set(party, f + 1);
    return points[from + rows.get(party)![f]!]!;
  });
  const total = gained.reduce((a, b) => a + b, base);
  const order = [...features.keys()].toSorted(
    (a, b) => most[b]! - gained[b]! - (most[a]! - gained[a]!) || a - b,
  );
  return {
    total: Math.round(total / 5) * 5,
    reasons: order.slice(0, 3).map((f) => ({ party: features[f]!.party, feature: features[f]!.feature })),
  };
}

/** Splits clear points into shares, as a training would leave them. */
function shareModel(
  seed: number,
  features: ModelShare['features'],
  parties: readonly string[],
): ModelShare[] {
  const next = seeded(seed);
  const places = placeFeatures(parties, features);
  const points = Float64Array.from({ length: places.bins }, () => Math.floor(next() * 120) - 60);
  const most = places.features.map(({ from, bins }) => Math.max(...points.slice(from, from + bins)));
  const split = (values: ArrayLike<number>): string[] => {
    const parts = parties
      .slice(1)
      .map(() => BigUint64Array.from(values as number[], () => BigInt(Math.floor(next() * 2 ** 50))));
    const first = BigUint64Array.from(values as number[], (value, i) =>
      parts.reduce((left, part) => left - part[i]!, BigInt(value)),
    );
    return [first, ...parts].map(wordsText);
  };
  const [p, m, b] = [split(points), split(most), split([460])];
  return parties.map((party, i) => ({
    version: 1,
    model: 'm',
    party,
    parties,
    labelHolder: 'bank',
    features,
    points: p[i]!,
    most: m[i]!,
    base: b[i]!,
  }));
}

async function score(
  shares: readonly ModelShare[],
  rows: ReadonlyMap<string, readonly number[]>,
  options: Pick<ScoringPlan, 'dealer'> = {},
) {
  const { parties, labelHolder, model } = shares[0]!;
  const plan: ScoringPlan = { kind: 'score', parties, labelHolder, model, ...options };
  const out = await together(plan, (mesh, dealer) =>
    scoreParty(mesh, dealer, {
      ...partyOptions(),
      plan,
      share: shares.find(({ party }) => party === mesh.self)!,
      row: rows.get(mesh.self)!,
    }),
  );
  return { plan, out };
}

test('for many firms and models, total and reasons are those of the clear scorecard; only they are opened', async () => {
  const next = seeded(5);
  const features = {
    bank: [
      { feature: 'a', bins: 3 },
      { feature: 'b', bins: 1 },
    ],
    tax: [{ feature: 'c', bins: 8 }],
    social: [
      { feature: 'd', bins: 2 },
      { feature: 'e', bins: 5 },
    ],
  };
  for (let firm = 0; firm < 60; firm++) {
    const shares = shareModel(firm % 6, features, ['bank', 'tax', 'social']);
    const rows = new Map(['bank', 'tax', 'social'].map((party) => [party, bin(features, next, party)]));
    const { plan, out } = await score(shares, rows);
    assert.deepEqual(out.get('bank')!.score, scoreInTheClear(shares, rows), `firm ${firm}`);
    const declared = declaredOpenings(plan, placeFeatures(plan.parties, features));
    for (const [party, { opened, score }] of out) {
      assert.deepEqual(
        new Map(opened.map((o) => [o.label, o.count])),
        new Map(declared.map((o) => [o.label, o.count])),
      );
      assert.equal(score === undefined, party !== 'bank');
    }
  }
});

test('two parties score without a dealer: the same total and reasons, and only they are opened', async () => {
  const features = {
    bank: [{ feature: 'a', bins: 3 }],
    tax: [
      { feature: 'b', bins: 4 },
      { feature: 'c', bins: 2 },
    ],
  };
  const next = seeded(6);
  for (const seed of [1, 2]) {
    const shares = shareModel(seed, features, ['tax', 'bank']);
    const rows = new Map(['tax', 'bank'].map((party) => [party, bin(features, next, party)]));
    const { plan, out } = await score(shares, rows, { dealer: 'none' });
    assert.deepEqual(out.get('bank')!.score, scoreInTheClear(shares, rows));
    const declared = declaredOpenings(plan, placeFeatures(plan.parties, features));
    assert.deepEqual(
      declared.map(({ label }) => label),
      disclosures(plan).map(({ label }) => label),
    );
    for (const { opened } of out.values())
      assert.deepEqual(
        new Map(opened.map(({ label, count }) => [label, count])),
        new Map(declared.map(({ label, count }) => [label, count])),
      );
  }
});

test('a trained model scores: its shares add up to whole points, and most is the largest of each feature', async () => {
  const { plan, rows } = smallRows({});
  const trained = await together(plan, (mesh, dealer) =>
    trainParty(mesh, dealer, { ...partyOptions(), plan, rows: rows.get(mesh.self)! }),
  );
  const shares = [...trained.values()].map(({ share }) => JSON.parse(JSON.stringify(share)) as ModelShare);
  const { points, most, base } = clearModel(shares);
  const { features } = placeFeatures(plan.parties, shares[0]!.features);
  for (const [f, { from, bins }] of features.entries())
    assert.equal(most[f], Math.max(...points.slice(from, from + bins)));
  assert.ok(points.every((value) => Math.abs(value) <= 500) && new Set(points).size > 3);
  assert.ok(base > 300 && base < 700, `base ${base}`);
  const next = seeded(9);
  for (let firm = 0; firm < 5; firm++) {
    const row = new Map(plan.parties.map((party) => [party, bin(shares[0]!.features, next, party)]));
    const { out } = await score(shares, row);
    assert.deepEqual(out.get('bank')!.score, scoreInTheClear(shares, row));
  }
});

test('a share of another model, and a bin that does not exist, are refused', async () => {
  const features = {
    bank: [{ feature: 'a', bins: 2 }],
    tax: [{ feature: 'b', bins: 2 }],
    social: [{ feature: 'c', bins: 2 }],
  };
  const shares = shareModel(1, features, ['bank', 'tax', 'social']);
  const rows = new Map([
    ['bank', [0]],
    ['tax', [1]],
    ['social', [2]],
  ]);
  await assert.rejects(score(shares, rows), { code: 'fusion.bad_rows' });
  const foreign = shares.map((share) => (share.party === 'bank' ? share : { ...share, model: 'other' }));
  await assert.rejects(
    score(
      foreign,
      new Map([
        ['bank', [0]],
        ['tax', [1]],
        ['social', [1]],
      ]),
    ),
    { code: 'fusion.bad_model' },
  );
});
