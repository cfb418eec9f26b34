import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Bodies, Verified } from '../documents.ts';
import { verifiedOf } from '../postgres/documents.ts';
import { signed, type TestNode, testNode } from '../testing.ts';
import { concernedBy, concernedByListing } from './changes.ts';
import type { Followed } from './follows.ts';

let node: TestNode;
let serial = 0;
const [ann, ben] = ['01937f00-0000-7000-8000-00000000aaaa', '01937f00-0000-7000-8000-00000000bbbb'];
const product = '01937f00-0000-7000-8000-000000000001';

before(async () => {
  node = await testNode('bank');
});
after(() => node[Symbol.asyncDispose]());

const perUse = (amountMinor: string) =>
  [{ plan: 'each', kind: 'per_use', amountMinor, currency: 'CNY' }] as const;

async function publish(change: Partial<Bodies['product']>, issuedAtMs: number): Promise<Verified<'product'>> {
  const said = { en: 'Tax', zh: '纳税' };
  const body = {
    product,
    title: said,
    description: said,
    fields: [{ name: 'grade', title: said, kind: 'category' } as const],
    rowsAtLeast: 50,
    synthetic: true,
    licence: 'open',
    ...change,
  };
  const doc = signed(node.keys.tax!, { type: 'product', issuer: 'tax', body, issuedAtMs });
  await node.ctx.store.documents.put(doc);
  return verifiedOf(doc) as Verified<'product'>;
}

async function follow(account: string, followed: Followed, atMs: number): Promise<string> {
  serial += 1;
  const id = `01937f00-0000-7000-8000-${String(serial).padStart(12, '0')}`;
  return (await node.ctx.store.follows.add({ id, account, followed, atMs })).id;
}

async function told(version: Verified<'product'>): Promise<readonly (readonly [string, string])[]> {
  const concerned = await concernedBy(node.ctx.store, version);
  return concerned
    .map(({ account, change }) => [account === ann ? 'ann' : 'ben', change] as const)
    .toSorted();
}

test('followers hear of another version and another price, searchers of what fits; nobody of what was there or is outdated', async () => {
  assert.deepEqual(await told(await publish({}, 100)), []);
  await follow(ann, { holder: 'tax', product }, 150);
  await follow(ben, { search: { q: 'nashui', price: ['per_use'] } }, 150);
  const first = (await node.ctx.store.documents.find('product'))[0]!;
  assert.deepEqual(await told(first), []);
  assert.deepEqual(await told(await publish({ licence: 'closed' }, 200)), [['ann', 'version']]);
  const priced = await publish({ licence: 'closed', plans: perUse('300') }, 300);
  assert.deepEqual(await told(priced), [
    ['ann', 'price'],
    ['ben', 'found'],
  ]);
  await publish({ plans: perUse('200') }, 400);
  assert.deepEqual(await told(priced), []);
});

test('followers hear of a suspension by the holder or the registry, and of nobody else’s', async () => {
  const listing = async (issuer: string): Promise<readonly string[]> => {
    const body = { product, holder: 'tax', change: 'suspended', reason: 'Said' } as const;
    const doc = signed(node.keys[issuer]!, { type: 'listing_change', issuer, body, issuedAtMs: 500 });
    const concerned = await concernedByListing(
      node.ctx.store,
      verifiedOf(doc) as Verified<'listing_change'>,
      'hub',
    );
    return concerned?.followers.map(({ account }) => account) ?? [];
  };
  assert.deepEqual(await listing('tax'), [ann]);
  assert.deepEqual(await listing('hub'), [ann]);
  assert.deepEqual(await listing('social'), []);
});

test('following twice is following once, and only who follows can end it', async () => {
  const { follows } = node.ctx.store;
  const followed = { search: { holder: ['tax'] } };
  const id = await follow(ben, followed, 1);
  assert.equal(await follow(ben, followed, 2), id);
  await follows.remove(ann, id);
  assert.deepEqual((await follows.of(ben)).find((one) => one.id === id)?.followed, followed);
  await follows.remove(ben, id);
  assert.equal(
    (await follows.of(ben)).some((one) => one.id === id),
    false,
  );
});
