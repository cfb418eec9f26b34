import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type OpenedModel, readTrainingRecord, type TrainingRecord } from '@finharbor/fusion';
import type { Json } from '@finharbor/kernel';
import { requestContract } from '../contracts.ts';
import type { Body } from '../documents.ts';
import type { StoredModel } from '../store.ts';
import { contractBody, signed, type TestNode, testNode } from '../testing.ts';
import { trainingEndpoints } from './http.ts';
import type { PointsOpening } from './options.ts';
import { commitmentTo } from './record.ts';
import { offsetOf, outcomeOf } from './rows.ts';
import { officeRecord, session, trainedOn } from './testing.ts';

let node: TestNode;
before(async () => {
  node = await testNode('tax');
});
after(() => node[Symbol.asyncDispose]());

async function ask(path: string, input: object): Promise<Json> {
  const found = trainingEndpoints(node.ctx, {} as never).find(({ route }) => route.path === path)!;
  return (await found.handler(input as never)).body as Json;
}

const points: OpenedModel['points'] = {
  base: 463,
  features: [
    { party: 'bank', feature: 'amount', points: [4, -4] },
    { party: 'tax', feature: 'arrears', points: [31, -19] },
  ],
};

type Finished = {
  readonly opened?: OpenedModel | null;
  readonly status?: 'done' | 'running';
  readonly record?: TrainingRecord;
};

/** A training of this node's past, whose model stands here unless `record` is left out. */
async function finished({ opened = null, status = 'done', record }: Finished): Promise<string> {
  const [id, attempt] = [crypto.randomUUID(), crypto.randomUUID()];
  const { jobs, results } = node.ctx.store;
  await jobs.begin({
    ...{ id, kind: 'train', contractId: 'c'.repeat(64), status, attempt: 1, session: attempt },
    ...{ request: { plan: {} }, ownRow: null, stage: 'done', error: null },
    ...{ result: null, createdAtMs: 1, updatedAtMs: 1 },
  });
  await jobs.change(id, { status, result: { opened: opened as unknown as Json } });
  const model: StoredModel = {
    ...{ id: attempt, jobId: id, contractId: 'c'.repeat(64), share: {}, report: null },
    binnings: trainedOn.binnings as unknown as Json,
    record: (record ?? null) as unknown as Json,
    recordSalt: record ? '00'.repeat(32) : null,
  };
  await results.putModel(model);
  return id;
}

test('a record comes back as it was kept, and a training that is not done, or left none, has none', async () => {
  const record = officeRecord();
  const get = (id: string) => ask('/jobs/:id/record', { params: { id } });
  assert.deepEqual(readTrainingRecord(await get(await finished({ record }))), record);
  assert.equal(record.model, session);
  const refused = [
    ['record.not_found', await finished({})],
    ['job.not_done', await finished({ record, status: 'running' })],
    ['job.not_found', crypto.randomUUID()],
  ] as const;
  for (const [code, id] of refused) await assert.rejects(() => get(id), { code });
});

test('opened points are exported with this party’s own bins by their bounds; closed ones are refused', async () => {
  const get = async (id: string) =>
    new TextDecoder().decode((await ask('/jobs/:id/pmml', { params: { id } })) as unknown as Uint8Array);
  const pmml = await get(await finished({ opened: { points } }));
  assert.match(pmml, /<PMML [^>]*version="4\.4\.1"/);
  assert.match(pmml, /<SimplePredicate field="tax\.arrears" operator="greaterThan" value="5000"\/>/);
  assert.match(pmml, /<SimplePredicate field="bank\.amount" operator="equal" value="1"\/>/);
  const closed = await finished({ opened: { coefficients: [] } });
  await assert.rejects(() => get(closed), { code: 'fusion.points_closed' });
});

test('what a training would tell follows from what it opens, within what the contract allows', async () => {
  const [contract, score] = (['train', 'score'] as const).map((kind) => {
    const body = contractBody(kind, 3);
    const term = {
      name: 'points_opened',
      operator: 'eq',
      value: 'consumer',
      enforcement: 'enforced',
    } as const;
    const constraints = [...body.constraints, term];
    return signed(node.keys.bank!, { type: 'contract', issuer: 'bank', body: { ...body, constraints } });
  });
  for (const doc of [contract!, score!]) await node.ctx.store.documents.put(doc);
  const said = async (opened: string, id = contract!.id) => {
    const { leakage } = (await ask('/contracts/:id/training-statement', {
      params: { id },
      query: { opened },
    })) as unknown as { readonly leakage: readonly { readonly en: string; readonly zh: string }[] };
    return leakage[0]!;
  };
  const [closed, open] = [await said('nobody'), await said('consumer')];
  assert.doesNotMatch(closed.en, /whole scorecard/);
  assert.match(open.en, /- bank: .*whole scorecard/);
  assert.match(open.zh, /整张评分卡/);
  await assert.rejects(() => said('all'), { code: 'plan.points_closed' });
  await assert.rejects(() => said('nobody', score!.id), { code: 'contract.wrong_party' });
});

test('a contract on trainings says to whom they may open the scorecard, and names no sole recipient where that is everybody', async () => {
  const text = { en: 'Said', zh: '文本' };
  const product = signed(node.keys.bank!, {
    type: 'product',
    issuer: 'bank',
    body: {
      ...{ product: crypto.randomUUID(), title: text, description: text, rowsAtLeast: 50, synthetic: true },
      ...{ fields: [{ name: 'amount', title: text, kind: 'numeric' }], licence: 'x' },
    },
  });
  await node.ctx.store.documents.put(product);
  const asked = async (kind: 'train' | 'score', terms?: { readonly pointsOpened: PointsOpening }) => {
    const { body } = await requestContract(node.ctx, {
      ...{ kind, products: [product.id], purpose: text, legalBasis: text },
      ...{ uses: 1, smallestGroup: 80, validDays: 1, ...(terms && { terms }) },
    });
    const { constraints, leakage } = body as unknown as Body<'contract'>;
    const term = (of: string) => constraints.find(({ name }) => name === of)?.value;
    const tells = leakage.map(({ en }) => en).join('\n');
    return [term('points_opened'), term('recipient'), /whole scorecard/.test(tells), tells] as const;
  };
  const [, , , tells] = await asked('train');
  assert.match(tells, /multiples of 80/);
  for (const [terms, expected] of [
    [undefined, ['nobody', 'tax', false]],
    [{ pointsOpened: 'consumer' }, ['consumer', 'tax', true]],
    [{ pointsOpened: 'all' }, ['all', undefined, true]],
  ] as const)
    assert.deepEqual((await asked('train', terms)).slice(0, 3), expected);
  assert.deepEqual((await asked('score', { pointsOpened: 'all' })).slice(0, 3), [undefined, 'tax', false]);
});

test('a commitment binds firms, order, columns and bins, and comes out again with its salt alone', () => {
  const salt = new Uint8Array(32);
  const { bin } = trainedOn.features[0]!;
  const others = [
    { ...trainedOn, firms: trainedOn.firms.toReversed() },
    { ...trainedOn, features: [{ feature: 'arrears', bin: bin.toReversed().fill(1) }] },
    { ...trainedOn, source: session },
    { ...trainedOn, binnings: { arrears: { ...trainedOn.binnings.arrears!, labels: ['low', 'high'] } } },
  ];
  const all = [trainedOn, ...others].map((on) => commitmentTo(on, salt));
  assert.equal(new Set([...all, commitmentTo(trainedOn, salt.fill(1))]).size, all.length + 1);
  assert.equal(commitmentTo(trainedOn, new Uint8Array(32)), all[0]);
});

test('a missing outcome or offset is none: the training refuses it, and does not take it for a repaid loan or for 0', () => {
  const rows = [{ y: 1, o: 0.5 }, { y: null, o: null }, { y: '', o: 'x' }, { y: 2 }, { y: '0', o: -3 }];
  const terms = { label: 'y', foldKey: 'y', foldSeed: 's', folds: 2, period: 'y', outOfTimeFrom: 0 };
  assert.deepEqual([...outcomeOf(terms as never, rows).label], [1, 255, 255, 255, 0]);
  assert.deepEqual([...offsetOf('o', rows)], [0.5, Number.NaN, Number.NaN, Number.NaN, -3]);
});
