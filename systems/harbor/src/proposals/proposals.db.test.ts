import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { syntheticUscc, systemRandom } from '@finharbor/kernel';
import { signed, type TestNode, testNode } from '../testing.ts';
import { listProposals } from './list.ts';
import { numbersSource } from './numbers-source.ts';
import { decideProposal, propose, withdrawProposal } from './propose.ts';
import { firmsSource } from './source.ts';
import { contract as contractOf, draft, taxOffer } from './testing.ts';

let node: TestNode;
before(async () => {
  node = await testNode('bank');
});
after(() => node[Symbol.asyncDispose]());

const codes = (count: number, name = 'firm'): readonly string[] =>
  Array.from({ length: count }, (_, n) => syntheticUscc(`${name} ${n}`));

async function loaded(firms: readonly string[]): Promise<string> {
  const product = crypto.randomUUID();
  await node.ctx.store.data.load(product, new Map(firms.map((uscc, n) => [uscc, { Loan: n }])));
  return product;
}

async function withdraw(uscc: string): Promise<void> {
  await node.ctx.store.documents.put(
    signed(node.keys.bank!, {
      type: 'withdrawal',
      issuer: `firm:${uscc}`,
      body: { uscc, nonce: 'A'.repeat(22) },
    }),
  );
}

async function all<T>(batches: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  return (await Array.fromAsync(batches)).flat();
}

test('a data set of more than a page is read whole, in one order, without the firms that have withdrawn', async () => {
  const firms = codes(10_005);
  const product = await loaded(firms);
  const { computations } = node.ctx.store;
  const state = await computations.firmsState(product);
  assert.equal(await computations.firmsState(product), state);
  await withdraw(firms[7]!);
  assert.notEqual(await computations.firmsState(product), state);
  const read = await all(computations.firms(product));
  assert.deepEqual(read.toSorted(), firms.filter((uscc) => uscc !== firms[7]).toSorted());
  assert.deepEqual(await all(computations.firms(product)), read);
});

test('a result’s rows are those of its join, and take the place of what a killed node left of them', async () => {
  const product = await loaded(codes(20, 'joined'));
  const { computations, jobs } = node.ctx.store;
  const id = crypto.randomUUID();
  await jobs.begin({
    id,
    kind: 'intersect',
    contractId: 'c'.repeat(64),
    status: 'running',
    attempt: 1,
    session: crypto.randomUUID(),
    request: {},
    ownRow: null,
    stage: 'agree',
    error: null,
    result: null,
    createdAtMs: 1,
    updatedAtMs: 1,
  });
  const read = await all(computations.firms(product));
  const source = firmsSource(computations, { product, job: id });
  const selection = {
    rows: read.length,
    state: await source.state(),
    common: Uint8Array.from([0b1010_0000, 0, 0b0001_0000]),
  };
  const [first, third, last] = [read[0]!, read[2]!, read[19]!];
  const expected = {
    inner: [first, third, last],
    left: read,
    anti: read.filter((one) => ![first, third, last].includes(one)),
  };
  for (const kind of ['left', 'anti', 'inner'] as const) {
    assert.equal(await source.write({ kind, ...selection }, ''), expected[kind].length);
    const rows = await computations.rows({ job: id, product, after: -1, limit: 100 });
    assert.deepEqual(
      rows.map(({ uscc }) => uscc),
      expected[kind],
    );
    assert.deepEqual(
      rows.map(({ common }) => common),
      expected[kind].map((uscc) => (kind === 'left' ? expected.inner.includes(uscc) : null)),
    );
  }
  const [row] = await computations.rows({ job: id, product, after: 0, limit: 1 });
  assert.equal(row?.uscc, third);
  assert.equal(typeof row.columns?.Loan, 'number');
  await withdraw(third);
  await assert.rejects(() => source.write({ kind: 'inner', ...selection }, ''), {
    code: 'fusion.source_changed',
  });
});

test('of a column that is summed only firms with a number in it are read, each as the plan counts it', async () => {
  const { data, computations } = node.ctx.store;
  const product = crypto.randomUUID();
  const firms = codes(6, 'summed').toSorted();
  const values = [12.346, null, 'much', -3, 1e9, 7];
  await data.load(product, new Map(firms.map((uscc, n) => [uscc, { Tax: values[n]! }])));
  await withdraw(firms[5]!);
  const column = { holds: 'Tax', decimals: 2, most: 99_999 };
  const source = numbersSource(computations, { product, column });
  assert.deepEqual(await all(source.keys()), [firms[0], firms[3], firms[4]]);
  assert.deepEqual(await all(source.numbers!()), ['12.35', '0.00', '999.99']);
  const state = await source.state();
  await data.load(product, new Map([[firms[1]!, { Tax: null }]]));
  assert.equal(await source.state(), state);
  await data.load(product, new Map([[firms[0]!, { Tax: 12.341 }]]));
  assert.notEqual(await source.state(), state);
});

test('an alignment is replaced until it is settled, and then never', async () => {
  const { computations } = node.ctx.store;
  const product = await loaded(codes(3, 'aligned'));
  const [a, b, c] = codes(3, 'aligned');
  const contract = 'a'.repeat(64);
  const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
  await computations.keepAlignment(contract, first, [a!, b!]);
  await computations.keepAlignment(contract, second, [c!, a!, syntheticUscc('unknown here')]);
  await computations.settleAlignment(contract, first);
  assert.deepEqual(await computations.alignment(contract), { session: second, rows: 3, settled: false });
  await computations.settleAlignment(contract, second);
  await withdraw(a!);
  assert.deepEqual(await all(computations.aligned(contract, product)), [
    { columns: { Loan: 2 }, gone: false },
    { columns: { Loan: 0 }, gone: true },
    { columns: null, gone: false },
  ]);
  await assert.rejects(() => computations.keepAlignment(contract, first, [a!]));
  assert.deepEqual(await computations.alignment(contract), { session: second, rows: 3, settled: true });
});

const claim = (query: string, epsilonMicro: number) => ({
  contract: 'b'.repeat(64),
  query,
  plan: 'p',
  cost: { epsilonMicro, rhoMicro: 0 },
  limit: { epsilonMicro: 1000, delta: 1e-6 },
});

test('of queries claimed at once only so many are granted as the budget holds; a query asked again costs nothing', async () => {
  const ledger = node.ctx.store.computations.budget(systemRandom);
  const claimed = await Promise.all(Array.from({ length: 8 }, (_, n) => ledger.claim(claim(`q${n}`, 300))));
  const granted = claimed.filter(({ kind }) => kind === 'granted');
  assert.equal(granted.length, 3);
  assert.equal(claimed.filter(({ kind }) => kind === 'spent').length, 5);
  const at = claimed.findIndex(({ kind }) => kind === 'granted');
  const [once, again] = [claimed[at]!, await ledger.claim(claim(`q${at}`, 300))];
  assert.ok(once.kind === 'granted' && again.kind === 'granted');
  assert.deepEqual(again.secret, once.secret);
  assert.deepEqual(again.state, { spentMicro: 900, leftMicro: 100 });
  assert.deepEqual(await ledger.left('b'.repeat(64)), again.state);
  for (const other of [
    { ...claim(`q${at}`, 300), plan: 'another' },
    { ...claim('new', 1), limit: { epsilonMicro: 1001, delta: 1e-6 } },
  ])
    assert.deepEqual(await ledger.claim(other), { kind: 'changed' });
});

test('the rows of a query are bound before anything is opened: asked again with others it is refused', async () => {
  const ledger = node.ctx.store.computations.budget(systemRandom);
  const query = { contract: '9'.repeat(64), query: 'bound' };
  await ledger.claim({ ...claim('bound', 1), ...query });
  assert.equal(await ledger.bind(query, { bank: 'x', tax: 'y' }), 'bound');
  assert.equal(await ledger.bind(query, { bank: 'x', tax: 'y' }), 'bound');
  assert.equal(await ledger.bind(query, { bank: 'x', tax: 'z' }), 'changed');
});

test('a share of a row set is read back as it was kept, and a lost one is not passed over', async () => {
  const { rowSets } = node.ctx.store.computations;
  const set = { contract: '8'.repeat(64), query: 'q', session: 's', alignment: 'a', rows: 3 };
  const share = Uint8Array.from({ length: 24 }, (_, at) => at * 9);
  await rowSets.keep(set, share);
  assert.deepEqual(await rowSets.kept(set.contract), [{ ...set, atAll: false }]);
  await rowSets.noteAtAll(set);
  assert.deepEqual(await rowSets.kept(set.contract), [{ ...set, atAll: true }]);
  assert.deepEqual(await rowSets.read(set), share);
  await assert.rejects(() => rowSets.read({ ...set, session: 'another' }), {
    code: 'fusion.row_set_damaged',
  });
});

test('a proposal is signed, listed with its answers, and once taken back approved by nobody', async () => {
  const { store } = node.ctx;
  const product = await loaded(codes(3, 'own'));
  const { product: offered } = taxOffer.body;
  const offer = signed(node.keys.tax!, { type: 'product', issuer: 'tax', body: taxOffer.body });
  const contract = signed(node.keys.bank!, {
    type: 'contract',
    issuer: 'bank',
    body: { ...contractOf('intersect').body, products: [offer.id] },
  });
  const approval = { contract: contract.id, decision: 'approved', reason: '' } as const;
  for (const doc of [
    offer,
    contract,
    signed(node.keys.tax!, { type: 'approval', issuer: 'tax', body: approval }),
  ])
    await store.documents.put(doc);
  const { id } = await propose(node.ctx, { ...draft('intersect'), contract: contract.id, product });
  const view = async () => (await listProposals(node.ctx, contract.id)).find((one) => one.id === id)!;
  const made = await view();
  assert.deepEqual([made.state, made.consumer, made.providers], ['proposed', 'bank', ['tax']]);
  assert.deepEqual([made.data.bank?.product, made.data.tax?.product], [product, offered]);
  assert.deepEqual(await listProposals(node.ctx, '7'.repeat(64)), []);
  const decision = { decision: 'approved', reason: '' } as const;
  await assert.rejects(() => decideProposal(node.ctx, id, decision), { code: 'proposal.not_provider' });
  const tax = { ...node.ctx, party: 'tax', key: node.keys.tax! };
  await decideProposal(tax, id, decision);
  assert.equal((await view()).state, 'approved');
  await assert.rejects(() => withdrawProposal(tax, id, 'x'), { code: 'proposal.not_yours' });
  await withdrawProposal(node.ctx, id, 'x');
  assert.equal((await view()).state, 'withdrawn');
  await assert.rejects(() => decideProposal(tax, id, decision), { code: 'proposal.withdrawn' });
  const social = { ...node.ctx, party: 'social' };
  assert.deepEqual(await listProposals(social, undefined), []);
  await assert.rejects(() => decideProposal(social, id, decision), { code: 'proposal.not_found' });
});
