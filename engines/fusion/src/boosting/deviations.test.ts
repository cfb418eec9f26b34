import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, type FinharborError } from '@finharbor/kernel';
import { memoryLedger, meshes, partyOptions } from '../scorecard/testing.ts';
import { boostingDisclosures, boostingStatement } from './disclosures.ts';
import { type BoostingPlan, boostingPlan } from './plan.ts';
import type { BoostingRows } from './rows.ts';
import { serveBoostingDealer } from './serve-dealer.ts';
import { boostTogether, inventedRows, scoreTogether, scoringPlanOf } from './testing.ts';
import { boostParty } from './train.ts';

const small = inventedRows({ count: 600, trees: 1, depth: 1, bins: [3, 4] });

const wrong: readonly (readonly [keyof BoostingPlan, Partial<BoostingPlan>])[] = [
  ['parties', { parties: ['a'] }],
  ['parties', { parties: ['a', 'a'] }],
  ['labelHolder', { labelHolder: 'x' }],
  ['trees', { trees: 65 }],
  ['depth', { depth: 0 }],
  ['learningRate', { learningRate: 0.3 }],
  ['ridge', { ridge: 0.5 }],
  ['baseLogit', { baseLogit: 0.25 }],
  ['holdOut', { holdOut: 1 }],
  ['fold', { holdOut: 5, fold: 5 }],
  ['classWeights', { classWeights: { negative: 1, positive: 0.3 } }],
  ['patience', { trees: 4, patience: 3 }],
  ['patience', { trees: 4, patience: 1, holdOut: 0 }],
];
for (const [field, change] of wrong)
  test(`a plan is refused by its ${field}: ${JSON.stringify(change)}`, () => {
    assert.throws(
      () => boostingPlan({ ...small.plan, ...change }),
      (error: FinharborError) =>
        codeOf(error) === 'fusion.bad_plan' && error.fields?.[0]?.pointer === `/${field}`,
    );
  });

test('a party with another plan is found out before anything is computed', async () => {
  await assert.rejects(
    boostTogether(small, (party) => (party === 'b' ? { plan: { ...small.plan, ridge: 2 } } : {})),
    { code: 'fusion.plan_mismatch' },
  );
});

test('a party that holds another number of rows is found out before anything is computed', async () => {
  const rows = inventedRows({ count: 601, bins: [3, 4] }).rows.get('b')!;
  await assert.rejects(
    boostTogether(small, (party) => (party === 'b' ? { rows } : {})),
    { code: 'fusion.plan_mismatch' },
  );
});

test('rows that cannot be used never leave their party', async () => {
  const mine = small.rows.get('a')!;
  const { outcome, ...without } = mine;
  const [first, ...others] = mine.features;
  const bad: readonly BoostingRows[] = [
    without,
    { ...mine, outcome: outcome!.map(() => 1) },
    { ...mine, outcome: outcome!.slice(1) },
    { ...mine, features: [] },
    { ...mine, features: [{ ...first!, bins: 2 }, ...others] },
    { ...mine, features: [{ ...first!, bin: first!.bin.slice(1) }, ...others] },
  ];
  for (const rows of bad)
    await assert.rejects(
      boostTogether(small, (party) => (party === 'a' ? { rows } : {})),
      { code: 'fusion.bad_rows' },
    );
});

test('a party that goes away ends the session for the others', async () => {
  const stop = new AbortController();
  const leave = { signal: stop.signal, beforeLast: async () => stop.abort() };
  const runs = boostTogether(small, (party) => (party === 'b' ? leave : {}));
  await assert.rejects(runs, (error) => ['fusion.aborted', 'fusion.peer_gone'].includes(codeOf(error)));
});

test('a dealer that is cancelled ends at once, and the parties are told who left', async () => {
  const { plan, rows } = small;
  const net = meshes('cancelled', plan.parties);
  const cancel = new AbortController();
  const dealing = { plan, session: 'cancelled', ledger: memoryLedger() };
  const dealt = serveBoostingDealer(net.dealing, {
    ...{ ...dealing, signal: cancel.signal },
    progress: (stage) => stage === 'grow' && cancel.abort(),
  });
  const runs = plan.parties.map((party) =>
    boostParty(net.mesh(party), net.dealer(party), { ...partyOptions(), plan, rows: rows.get(party)! }),
  );
  const ends = await Promise.allSettled([dealt, ...runs]);
  const codes = ends.map((end) => codeOf((end as PromiseRejectedResult).reason));
  assert.deepEqual(codes, ['fusion.aborted', 'fusion.peer_gone', 'fusion.peer_gone']);
});

test('a scoring that is cancelled ends at once', async () => {
  const grown = await boostTogether(small);
  const signal = AbortSignal.abort();
  const members = small.plan.parties.map(
    (party) => [party, { share: grown.get(party)!.share, rows: small.rows.get(party)!, signal }] as const,
  );
  await assert.rejects(scoreTogether(scoringPlanOf(grown.get('a')!), new Map(members)), {
    code: 'fusion.aborted',
  });
});

test('a party is told of every level of every tree, and of the rows done in it', async () => {
  const { plan, rows } = inventedRows({ count: 600, trees: 2, depth: 2, bins: [3, 4], holdOut: 0 });
  const told: string[] = [];
  const progress = (work: string, done: number, total: number): unknown =>
    work.startsWith('tree') && told.push(`${work}: ${done} of ${total}`);
  await boostTogether({ plan, rows }, (party) => (party === 'b' ? { progress } : {}));
  assert.deepEqual(
    told,
    [1, 2].flatMap((tree) => [1, 2].map((level) => `tree ${tree} of 2, level ${level}: 600 of 600`)),
  );
});

const everything: Partial<BoostingPlan> = {
  ...{ trees: 3, patience: 1, classWeights: { negative: 1, positive: 2 } },
  ...{ importanceTo: 'label_holder', treesTo: 'everyone' },
};
for (const change of [{ holdOut: 0 }, { figuresTo: 'everyone', depth: 2 }, everything] as const)
  test(`a session opens what is disclosed and nothing else: ${JSON.stringify(change)}`, async () => {
    const of = inventedRows({ count: 600, trees: 1, depth: 1, bins: [3, 4], ...change });
    const grown = await boostTogether(of);
    const disclosed = (plan: Parameters<typeof boostingDisclosures>[0]): string[] =>
      boostingDisclosures(plan)
        .map(({ label }) => label)
        .filter((label) => label !== 'features')
        .toSorted();
    const opened = grown.get('a')!.opened.map(({ label }) => label);
    assert.deepEqual(opened.toSorted(), disclosed(of.plan));
    const scoring = scoringPlanOf(grown.get('a')!, 'everyone');
    const members = of.plan.parties.map(
      (party) => [party, { share: grown.get(party)!.share, rows: of.rows.get(party)! }] as const,
    );
    const scores = await scoreTogether(scoring, new Map(members));
    assert.deepEqual(
      scores
        .get('b')!
        .opened.map(({ label }) => label)
        .toSorted(),
      disclosed(scoring),
    );
  });

test('the statement names who learns what, in both languages', () => {
  const { en, zh } = boostingStatement({ ...small.plan, holdOut: 5 });
  assert.match(en, /does not collude[\s\S]*All parties: For each node[\s\S]*- a: AUC of the held-out rows/);
  assert.match(zh, /不与任何一方合谋[\s\S]*所有参与方: [\s\S]*a: 留出样本的 AUC/);
  const more = boostingStatement({ ...small.plan, ...everything });
  assert.match(
    more.en,
    /All parties: After each tree, once there are more than 1, whether[\s\S]*- a: For each feature/,
  );
  assert.match(more.zh, /所有参与方: 自第 2 棵树起[\s\S]*a: 各方每个特征/);
  assert.equal(more.en.match(/the whole model/g)!.length, 1, 'said once of questions and leaves');
  const scoring = { ...small.plan, kind: 'boosted-scoring', model: 'm', scoresTo: 'everyone' } as const;
  assert.match(boostingStatement(scoring).en, /All parties: Each row’s score/);
});
