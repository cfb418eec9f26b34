import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Bodies, Body } from '../documents.ts';
import { signed, type TestNode, testNode } from '../testing.ts';
import type { ProductFind } from './query.ts';

let node: TestNode;
let serial = 0;
/** Somebody who is shown nothing but what is public. */
const nobody = (): boolean => false;

before(async () => {
  node = await testNode('bank');
  for (const [issuer, en, zh, change] of offered) await publish(issuer, productBody(en, zh, change));
});
after(() => node[Symbol.asyncDispose]());

const perUse = { plan: '按次', kind: 'per_use', amountMinor: '300', currency: 'CNY' } as const;
const classed = {
  sector: 'C',
  personal: false,
  update: 'monthly',
  terms: ['smallest_group', 'uses'],
} as const;
type Change = Partial<Bodies['product']>;
const offered: readonly (readonly [issuer: string, en: string, zh: string, change: Change])[] = [
  ['tax', 'Tax payments of firms', '深圳企业纳税数据', { plans: [perUse], classed, rowsAtLeast: 900 }],
  ['tax', 'Invoices', '增值税发票汇总', { rowsAtLeast: 500 }],
  [
    'social',
    'Social insurance',
    '社会保险缴纳',
    { synthetic: false, classed: { ...classed, personal: true } },
  ],
  [
    'social',
    'Staff revenue ratio',
    '人均营收',
    { description: { en: 'From tax filings', zh: '来自纳税申报' } },
  ],
];

function productBody(en: string, zh: string, change: Change = {}): Body<'product'> {
  serial += 1;
  return {
    product: `01937f00-0000-7000-8000-${String(serial).padStart(12, '0')}`,
    title: { en, zh },
    description: { en: 'About firms', zh: '关于企业' },
    fields: [{ name: 'grade', title: { en: 'Grade', zh: '信用等级' }, kind: 'category' }],
    rowsAtLeast: 100,
    synthetic: true,
    licence: 'open',
    ...change,
  };
}

async function publish(issuer: string, body: Body<'product'>, issuedAtMs = 1000 + serial): Promise<void> {
  const doc = signed(node.keys[issuer]!, { type: 'product', issuer, body, issuedAtMs });
  assert.equal(await node.ctx.store.documents.put(doc), 'stored');
}

async function titles(find: ProductFind): Promise<readonly string[]> {
  const { items } = await node.ctx.store.catalogue.find(find, nobody);
  return items.map(({ version }) => version.body.title.en);
}

test('products are found in Chinese, English, pinyin and initials; titles before fields before descriptions', async () => {
  const found: readonly (readonly [q: string, expected: readonly string[]])[] = [
    ['纳税', ['Tax payments of firms', 'Staff revenue ratio']],
    ['企业纳税数据', ['Tax payments of firms']],
    ['深圳 tax', ['Tax payments of firms']],
    ['nashui', ['Tax payments of firms']],
    ['zzsfp', ['Invoices']],
    ['insur', ['Social insurance']],
    ['xinyongdengji social', ['Staff revenue ratio', 'Social insurance']],
    ['%', []],
    ['nothing', []],
  ];
  for (const [q, expected] of found) assert.deepEqual(await titles({ q }), expected, q);
});

test('slips of the hand are allowed for where nothing fits to the letter, and the answer says so', async () => {
  const { catalogue } = node.ctx.store;
  for (const [q, first] of [
    ['那税', 'Tax payments of firms'],
    ['insurence', 'Social insurance'],
    ['reveune', 'Staff revenue ratio'],
  ] as const) {
    const { items, loose } = await catalogue.find({ q }, nobody);
    assert.deepEqual([items[0]?.version.body.title.en, loose], [first, true], q);
    assert.ok((await catalogue.facets({ q }, nobody)).total > 0, q);
  }
  assert.equal((await catalogue.find({ q: '纳税' }, nobody)).loose, false);
});

test('a holder is found by its name, which no product names', async () => {
  const [peer] = (await node.ctx.store.peers.list()).filter(({ party }) => party === 'social');
  await node.ctx.store.peers.pin({ ...peer!, name: { en: 'Insurance bureau', zh: '人力资源局' } });
  assert.deepEqual(await titles({ q: '资源局' }), ['Staff revenue ratio', 'Social insurance']);
  assert.deepEqual(await titles({ q: '资源局 人均' }), ['Staff revenue ratio']);
});

test('a facet counts what each of its values would give with all other filters as they are', async () => {
  const { total, facets } = await node.ctx.store.catalogue.facets({ holder: ['tax'] }, nobody);
  assert.equal(total, 2);
  assert.deepEqual(facets.holder, [
    { value: 'social', count: 2 },
    { value: 'tax', count: 2 },
  ]);
  assert.deepEqual(facets.price, [
    { value: 'free', count: 1 },
    { value: 'per_use', count: 1 },
  ]);
  assert.deepEqual(facets.made, [{ value: 'synthetic', count: 2 }]);
  const both = await node.ctx.store.catalogue.facets({ holder: ['tax'], personal: ['yes'] }, nobody);
  assert.deepEqual(
    [both.total, both.facets.holder, both.facets.personal],
    [0, [{ value: 'social', count: 1 }], [{ value: 'no', count: 1 }]],
  );
  assert.deepEqual(await titles({ sector: ['C'], term: ['uses', 'consent'], sort: 'newest' }), [
    'Social insurance',
    'Tax payments of firms',
  ]);
});

test('every order goes through all products in pages, none twice and none left out', async () => {
  const { catalogue } = node.ctx.store;
  const all: Readonly<Record<string, readonly string[]>> = {
    newest: ['Staff revenue ratio', 'Social insurance', 'Invoices', 'Tax payments of firms'],
    name_en: ['Invoices', 'Social insurance', 'Staff revenue ratio', 'Tax payments of firms'],
    // ren jun, she hui, shen zhen, zeng zhi
    name_zh: ['Staff revenue ratio', 'Social insurance', 'Tax payments of firms', 'Invoices'],
    size: ['Tax payments of firms', 'Invoices', 'Social insurance', 'Staff revenue ratio'],
  };
  for (const [sort, expected] of Object.entries(all)) {
    const seen: string[] = [];
    let cursor: ProductFind['cursor'];
    do {
      const page = await catalogue.find({ sort: sort as ProductFind['sort'], limit: 1, cursor }, nobody);
      seen.push(...page.items.map(({ version }) => version.body.title.en));
      cursor = page.next ?? undefined;
    } while (cursor);
    assert.deepEqual(seen, expected, sort);
  }
  const foreign = (await catalogue.find({ sort: 'name_en', limit: 1 }, nobody)).next!;
  await assert.rejects(catalogue.find({ sort: 'size', limit: 1, cursor: foreign }, nobody), {
    code: 'page.bad_cursor',
  });
});

test('only the version signed last is found, in whatever order versions come in', async () => {
  const older = productBody('Old words', '旧说明');
  const newer = { ...older, title: { en: 'New words', zh: '新说明' } };
  await publish('tax', newer, 3000);
  await publish('tax', older, 2000);
  assert.deepEqual(await titles({ q: 'words' }), ['New words']);
});
