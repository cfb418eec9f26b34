import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testDesk } from '../testing.ts';
import type { SearchItem } from './domain.ts';
import { searchPort } from './index-items.ts';

const desk = await testDesk();
const { put, replace } = searchPort(desk.ctx.db);
const bureau = await desk.someone('hub', 'bureau');
const operator = await desk.someone('hub', 'operator');
const firm = await desk.someone('firm:91440300MA5EXAMPL1', 'owner');

const titles = async (q: string, { client } = bureau, limit?: number) =>
  (await client.getSearch({ query: { q, ...(limit === undefined ? {} : { limit }) } })).body.items.map(
    ({ title }) => title.en,
  );

function item(id: string, [en, zh]: readonly [string, string], change: Partial<SearchItem> = {}): SearchItem {
  return {
    kind: 'thing',
    id,
    title: { en, zh },
    keywords: [],
    href: `/app/things/${id}`,
    roles: [],
    ...change,
  };
}

await put('test', [
  item('0a1b2c', ['Tax payments of small firms', '小微企业纳税数据']),
  item('0a9999', ['Working capital loan', '小微企业流动资金贷款']),
  item('0c0000', ['Demo Commercial Bank', '演示商业银行'], { keywords: ['bank'] }),
  item('f1', ['Firm A', '企业甲'], { kind: 'firm', keywords: ['91440300MA5EXAMPL1'] }),
  item('s1', ['Contract under oversight', '受监管合同'], { roles: ['bureau'] }),
  item('p1', ['Own application', '本企业贷款申请'], { roles: ['owner'], party: 'firm:91440300MA5EXAMPL1' }),
]);

test('found by any part of the Chinese title, also of two characters or one', async () => {
  assert.deepEqual(await titles('纳税'), ['Tax payments of small firms']);
  assert.deepEqual(await titles('流动资金'), ['Working capital loan']);
  assert.deepEqual(await titles('银'), ['Demo Commercial Bank']);
  assert.deepEqual(await titles('银商'), []);
});

test('found by the initials and by the whole of the pinyin, from any character on', async () => {
  assert.deepEqual(await titles('ldzj'), ['Working capital loan']);
  assert.deepEqual(await titles('yh'), ['Demo Commercial Bank'], 'the dictionary knows how 行 is read here');
  assert.deepEqual(await titles('nashui'), ['Tax payments of small firms']);
  assert.deepEqual(await titles('YANSHISHANGYE'), ['Demo Commercial Bank']);
});

test('found by the beginnings of English words, all of them', async () => {
  assert.deepEqual(await titles('work cap'), ['Working capital loan']);
  assert.deepEqual(await titles('capital ldzj 贷款'), ['Working capital loan']);
  assert.deepEqual(await titles('working bank'), []);
});

test('found by the beginning of a USCC and of an id', async () => {
  for (const q of ['91440', '91440300', '91440300m', '91440300MA5EXAMPL1'])
    assert.deepEqual(await titles(q), ['Firm A'], q);
  for (const q of ['440300', '91440300MA5EXAMPL2', '91440300MA5EXAMPL11', '914403001'])
    assert.deepEqual(await titles(q), [], q);
  assert.deepEqual((await titles('0a')).toSorted(), ['Tax payments of small firms', 'Working capital loan']);
});

test('signs that mean something to the database mean nothing here', async () => {
  for (const q of ['%', '_', '\\', "'", '% OR 1=1', '🙂']) assert.deepEqual(await titles(q), [], q);
});

test('only what the caller may see is found, by role and by party', async () => {
  assert.deepEqual(await titles('受监管', bureau), ['Contract under oversight']);
  assert.deepEqual(await titles('受监管', operator), []);
  assert.deepEqual(await titles('本企业', firm), ['Own application']);
  assert.deepEqual(await titles('本企业', bureau), []);
  const other = await desk.someone('firm:91440300MA5EXAMPL2', 'owner');
  assert.deepEqual(await titles('本企业', other), []);
});

test('what others may see takes no place in the caller’s answer', async () => {
  const hidden = Array.from({ length: 400 }, (_, at) =>
    item(`hidden-${at}`, ['Quota', '额度'], { roles: ['bureau'] }),
  );
  await replace('quotas', [...hidden, item('quota-own', ['Quota of all', '额度总表'])]);
  assert.deepEqual(await titles('额度', operator, 1), ['Quota of all']);
  await replace('quotas', []);
});

test('what begins with the query comes first, then the shorter', async () => {
  await put('order', [
    item('o1', ['A long ledger of permits', '长许可台账']),
    item('o2', ['Permits', '许可证']),
    item('o3', ['Permits and licences', '许可与牌照']),
  ]);
  assert.deepEqual(await titles('许可', bureau), [
    'Permits',
    'Permits and licences',
    'A long ledger of permits',
  ]);
  assert.equal((await titles('许可', bureau, 2)).length, 2);
});

test('an item is found as it is now; what a source no longer names is forgotten, other sources’ things are not', async () => {
  await replace('fruit', [item('x1', ['Apple', '苹果']), item('x2', ['Pear', '梨子'])]);
  await put('fruit', [item('x1', ['Apricot', '杏子'])]);
  assert.deepEqual([await titles('苹果'), await titles('杏子')], [[], ['Apricot']]);
  await replace('fruit', [item('x2', ['Pear', '梨子'])]);
  assert.deepEqual([await titles('杏子'), await titles('梨子')], [[], ['Pear']]);
  assert.deepEqual(await titles('纳税'), ['Tax payments of small firms']);
});

test('an answer leads somewhere and tells no more than the page shows', async () => {
  await put('detail', [
    item('d1', ['Orchid', '兰花'], { detail: { en: 'A flower', zh: '花卉' }, keywords: ['k'] }),
  ]);
  assert.deepEqual((await bureau.client.getSearch({ query: { q: '兰花' } })).body, {
    items: [
      {
        kind: 'thing',
        title: { en: 'Orchid', zh: '兰花' },
        detail: { en: 'A flower', zh: '花卉' },
        href: '/app/things/d1',
      },
    ],
  });
});

test('what is found of other parties is written by kind and number, without the words; what is one’s own is not', async () => {
  await put('others', [
    item('c1', ['Heron lending', '苍鹭信贷'], { kind: 'contract', roles: ['bureau'], others: true }),
    item('c2', ['Heron scoring', '苍鹭评分'], { kind: 'contract', roles: ['bureau'], others: true }),
    item('j1', ['Heron training', '苍鹭训练'], { kind: 'job', roles: ['bureau'], others: true }),
    item('h1', ['Heron catalogue', '苍鹭目录']),
  ]);
  const before = desk.written.length;
  assert.equal((await titles('苍鹭', bureau)).length, 4);
  assert.equal((await titles('苍鹭', operator)).length, 1);
  assert.equal((await titles('nothing like it', bureau)).length, 0);
  const [line, ...more] = desk.written.slice(before);
  assert.deepEqual(more, []);
  assert.deepEqual(
    [line!.action, line!.facts, line!.caller.kind === 'account' && line!.caller.account],
    ['search.read', { contract: '2', job: '1' }, bureau.account.id],
  );
  assert.doesNotMatch(JSON.stringify(line!.facts), /苍鹭|Heron/);
});
