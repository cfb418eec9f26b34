import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { syntheticUscc } from '@finharbor/kernel';
import { catalogue, type ProductDraft, productVersion, publishProduct } from './catalogue.ts';
import { viewContract } from './contract-views.ts';
import { requestContract } from './contracts.ts';
import { judgeUse, type UseRequest } from './judge-use.ts';
import { signed, type TestNode, testNode } from './testing.ts';

let node: TestNode;
let product: string;
before(async () => {
  node = await testNode('tax');
});
after(() => node[Symbol.asyncDispose]());
beforeEach(async () => {
  product = crypto.randomUUID();
  const rows = Array.from({ length: 120 }, (_, n) => [syntheticUscc(`row ${n}`), { staff: n }] as const);
  await node.ctx.store.data.load(product, new Map(rows));
});

const said = { en: 'Said', zh: '文本' };
const staff = { name: 'staff', title: said, kind: 'numeric' } as const;
const branch = { name: 'branch', title: said, kind: 'category' } as const;

function draft(change: Partial<ProductDraft> = {}): ProductDraft {
  return { title: said, description: said, fields: [staff], synthetic: true, licence: 'open', ...change };
}

async function offered(): Promise<readonly (readonly [string, string])[]> {
  const all = await catalogue(node.ctx.store);
  return all.filter(({ body }) => body.product === product).map(({ id, newest }) => [id, newest]);
}

test('publishing the same again signs nothing; other words are a new version, and the catalogue shows it alone', async () => {
  const first = await publishProduct(node.ctx, product, draft());
  node.clock.advance(1000);
  assert.equal((await publishProduct(node.ctx, product, draft())).id, first.id);
  const second = await publishProduct(node.ctx, product, draft({ fields: [staff, branch] }));
  assert.notEqual(second.id, first.id);
  assert.deepEqual(await offered(), [[second.id, second.id]]);
  assert.equal((await catalogue(node.ctx.store)).find(({ id }) => id === second.id)?.body.rowsAtLeast, 100);
});

test('going back to an older description is a version too, also within one millisecond', async () => {
  const first = await publishProduct(node.ctx, product, draft());
  await publishProduct(node.ctx, product, draft({ licence: 'closed' }));
  node.clock.advance(1);
  const third = await publishProduct(node.ctx, product, draft());
  assert.notEqual(third.id, first.id);
  assert.deepEqual(await offered(), [[third.id, third.id]]);
});

test('an older version can be read by its id and names the newest; an unknown id cannot', async () => {
  const first = await publishProduct(node.ctx, product, draft());
  node.clock.advance(1);
  const second = await publishProduct(node.ctx, product, draft({ licence: 'closed' }));
  const { newest, body } = await productVersion(node.ctx.store, first.id);
  assert.deepEqual([newest, body.licence], [second.id, 'open']);
  await assert.rejects(productVersion(node.ctx.store, 'f'.repeat(64)), { code: 'product.not_found' });
});

test('versions that are delivered in another order are told apart by the time they were signed', async () => {
  const version = (licence: string, issuedAtMs: number) =>
    signed(node.keys.social!, {
      type: 'product',
      issuer: 'social',
      issuedAtMs,
      body: { product, ...draft({ licence }), rowsAtLeast: 100 },
    });
  const [older, newer] = [version('open', 1), version('closed', 2)];
  for (const doc of [newer, older]) await node.ctx.store.documents.put(doc);
  assert.deepEqual(await offered(), [[newer.id, newer.id]]);
  // The same id at another office is another product.
  const own = await publishProduct(node.ctx, product, draft());
  assert.deepEqual(await offered(), [
    [newer.id, newer.id],
    [own.id, own.id],
  ]);
});

test('a contract on an older version is judged by the fields its sides signed, whatever was published since', async () => {
  await using bank = await testNode('bank');
  const first = await publishProduct(node.ctx, product, draft({ fields: [staff, branch] }));
  await bank.ctx.store.documents.put((await node.ctx.store.documents.get(first.id))!);
  const contract = await requestContract(bank.ctx, {
    kind: 'train',
    products: [first.id],
    purpose: said,
    legalBasis: said,
    uses: 3,
    smallestGroup: 50,
    validDays: 30,
  });
  node.clock.advance(1);
  await publishProduct(node.ctx, product, draft({ fields: [staff] }));
  const { body } = await viewContract(bank.ctx, contract.id);
  const versions = await Promise.all(
    body.products.map((id) => node.ctx.store.documents.find('product', { id })),
  );
  const request = (fields: UseRequest['agreed'][number]['fields']): UseRequest => ({
    self: 'tax',
    proposal: undefined,
    file: {
      contract: {
        id: contract.id,
        type: 'contract',
        issuer: 'bank',
        audience: [],
        issuedAtMs: 1,
        body,
      },
      approvals: [
        {
          id: 'a',
          type: 'approval',
          issuer: 'tax',
          audience: [],
          issuedAtMs: 2,
          body: { contract: contract.id, decision: 'approved', reason: '' },
        },
      ],
      terminations: [],
      replacements: [],
    },
    job: {
      job: crypto.randomUUID(),
      attempt: 1,
      session: crypto.randomUUID(),
      kind: 'train',
      contract: contract.id,
      roster: ['bank', 'tax'],
      dealer: 'hub',
      plan: { smallestGroup: 50 },
      model: null,
      subject: null,
      consent: null,
    },
    issuer: 'bank',
    otherUses: 0,
    asked: { source: product, fields },
    agreed: versions.flat().map(({ body }) => ({ source: body.product, fields: body.fields, ways: [] })),
    consent: undefined,
    withdrawals: [],
    assumptionAccepted: true,
    nowMs: node.clock.nowMs(),
  });
  assert.equal(judgeUse(request([staff, branch])).kind, 'allowed');
  assert.equal(judgeUse(request([{ ...branch, name: 'never offered' }])).kind, 'refused');
});

test('a data set without rows is not published', async () => {
  await assert.rejects(publishProduct(node.ctx, crypto.randomUUID(), draft()), { code: 'product.empty' });
});
