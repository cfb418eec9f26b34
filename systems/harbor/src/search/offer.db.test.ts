import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { instantText } from '@finharbor/kernel';
import { catalogue, productVersion } from '../catalogue.ts';
import type { Bodies, DocumentType, Verified } from '../documents.ts';
import { concernedByReview } from '../follow/changes.ts';
import { reviewItems } from '../life/review.ts';
import { verifiedOf } from '../postgres/documents.ts';
import { rebuildProjections } from '../postgres/rebuild.ts';
import { signed, type TestNode, testNode } from '../testing.ts';
import type { OfferState, Sees } from './query.ts';

let node: TestNode;
before(async () => {
  node = await testNode('tax');
});
after(() => node[Symbol.asyncDispose]());

const product = '01937f00-0000-7000-8000-00000000ba02';
const said = { en: 'Said', zh: '文本' };
const dayMs = 86_400_000;
const nobody: Sees = () => false;
const holder: Sees = (draft) => draft.holder === 'tax';

async function issue<T extends DocumentType>(type: T, issuer: string, body: Bodies[T]): Promise<string> {
  node.clock.advance(1);
  const doc = signed(node.keys[issuer]!, { type, issuer, body, issuedAtMs: node.clock.nowMs() });
  await node.ctx.store.documents.put(doc);
  return doc.id;
}

const publish = (change: Partial<Bodies['product']> = {}) =>
  issue('product', 'tax', {
    ...{ product, title: said, description: said, rowsAtLeast: 50, synthetic: true, licence: 'open' },
    fields: [{ name: 'grade', title: said, kind: 'category' }],
    ...change,
  });

const review = (version: string, issuer = 'hub') =>
  issue('compliance_review', issuer, {
    ...{ product, holder: 'tax', version, decision: 'listed', level: 'important', reason: '' },
    answers: reviewItems.map((item) => ({ item, verdict: 'met', finding: '' })),
  });

const change = (to: 'suspended' | 'resumed' | 'withdrawn', issuer = 'tax') =>
  issue('listing_change', issuer, { product, holder: 'tax', change: to, reason: 'Said' });

/** Registers all rights and certifies them for some days. */
async function certify(days: number): Promise<void> {
  const number = crypto.randomUUID();
  const registration = await issue('rights_registration', 'tax', {
    ...{ registration: number, product, kind: 'initial', certificate: null, origin: 'collected' },
    ...{ rights: ['hold', 'process', 'operate'], basis: said, scope: said, evidence: [], to: null },
  });
  const nowMs = node.clock.nowMs();
  await issue('rights_certificate', 'hub', {
    ...{ registration, product, decision: 'accepted', findings: [], number: `No. ${number}` },
    noticeUntil: instantText(nowMs),
    validUntil: instantText(nowMs + days * dayMs),
  });
}

/** The versions that somebody finds without asking for a state, and in how many of each state products are. */
async function shown(sees: Sees) {
  const { catalogue: store } = node.ctx.store;
  const { items } = await store.find({}, sees);
  const { facets } = await store.facets({}, sees);
  return {
    found: items.map(({ version }) => version.id),
    states: Object.fromEntries(facets.state.map(({ value, count }) => [value, count])),
  };
}

test('a product is found while it may be contracted, and by those who ask for its state while it may not', async () => {
  const first = await publish();
  assert.deepEqual(await shown(nobody), { found: [first], states: { listed: 1 } });

  await issue('listing_rules', 'social', { reviewedFrom: instantText(0) });
  assert.deepEqual((await shown(nobody)).found, [first]);
  await issue('listing_rules', 'hub', { reviewedFrom: instantText(node.clock.nowMs() + dayMs) });
  assert.deepEqual((await shown(nobody)).found, [first]);
  node.clock.advance(2 * dayMs);
  assert.deepEqual(await shown(nobody), { found: [], states: {} });
  assert.deepEqual(await shown(holder), { found: [], states: { draft: 1 } });
  assert.deepEqual(await catalogue(node.ctx.store), []);

  await certify(100);
  await review(first, 'social');
  assert.deepEqual((await shown(nobody)).found, []);
  await review(first);
  assert.deepEqual(await shown(nobody), { found: [first], states: { listed: 1 } });
  const { facets } = await node.ctx.store.catalogue.facets({}, nobody);
  assert.deepEqual(facets.level, [{ value: 'important', count: 1 }]);
  assert.deepEqual(
    facets.right.map(({ value }) => value),
    ['hold', 'operate', 'process'],
  );
  assert.deepEqual(facets.registration, [{ value: 'initial', count: 1 }]);
});

test('a version that waits for its review leaves the one before it in the catalogue', async () => {
  const [before] = (await shown(nobody)).found;
  await node.ctx.store.follows.add({
    id: crypto.randomUUID(),
    account: crypto.randomUUID(),
    followed: { search: { q: 'brand' } },
    atMs: node.clock.nowMs() - 1,
  });
  const next = await publish({ title: { en: 'Brand new', zh: '新' } });
  assert.deepEqual((await shown(nobody)).found, [before]);
  const view = await productVersion(node.ctx.store, next);
  assert.deepEqual([view.state, view.newest], ['draft', next]);
  const id = await review(next);
  assert.deepEqual((await shown(nobody)).found, [next]);
  const replaced = await productVersion(node.ctx.store, before!);
  assert.deepEqual([replaced.state, replaced.newest], ['listed', next]);
  const doc = verifiedOf((await node.ctx.store.documents.get(id))!) as Verified<'compliance_review'>;
  assert.equal((await concernedByReview(node.ctx.store, doc))?.followers.length, 1);
});

test('what is suspended or withdrawn is found by who asks for that, also after everything is derived anew', async () => {
  const [version] = (await shown(nobody)).found;
  const is = async (state: OfferState): Promise<void> => {
    assert.deepEqual(await shown(nobody), {
      found: state === 'listed' ? [version] : [],
      states: { [state]: 1 },
    });
    const { items } = await node.ctx.store.catalogue.find({ q: 'brand', state: [state] }, nobody);
    assert.deepEqual(
      items.map((one) => [one.version.id, one.state]),
      [[version, state]],
    );
  };
  await change('suspended');
  await is('suspended');
  await change('withdrawn', 'social');
  await is('suspended');
  await change('resumed');
  await is('listed');
  node.clock.advance(200 * dayMs);
  assert.deepEqual(await shown(holder), { found: [], states: { draft: 1 } });
  await certify(100);
  await is('listed');
  await change('withdrawn', 'hub');
  await is('withdrawn');
  await node.database.db.deleteFrom('projection').execute();
  await rebuildProjections(node.database.db, { clock: node.clock, registry: 'hub' });
  await is('withdrawn');
});
