import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findItems } from './find.ts';
import { pinyinOf } from './pinyin.ts';

const items = [
  { id: 'catalogue', title: '数据目录', keywords: 'Catalogue' },
  { id: 'bank', title: '银行产品', keywords: 'Loan products' },
  { id: 'contracts', title: '合同', keywords: 'Contracts' },
  { id: 'verify', title: '核验凭证', keywords: 'Check a receipt' },
  { id: 'mine', title: '我的数据使用', keywords: 'My data uses' },
];

const found = (query: string): readonly string[] => findItems(items, query, pinyinOf).map(({ id }) => id);

test('Chinese is found by its characters, its pinyin and its initials', () => {
  assert.deepEqual(found('目录'), ['catalogue']);
  assert.deepEqual(found('shujumulu'), ['catalogue']);
  assert.deepEqual(found('sjml'), ['catalogue']);
  assert.deepEqual(found('HYPZ'), ['verify']);
});

test('a character of several readings is found by that of its word', () => {
  assert.deepEqual(found('yhcp'), ['bank']);
  assert.deepEqual(found('yinhang'), ['bank']);
});

test('the name in the other language is found, too', () => {
  assert.deepEqual(found('receipt check'), ['verify']);
});

test('what begins with the query comes before what has it within', () => {
  assert.deepEqual(found('数据'), ['catalogue', 'mine']);
  assert.deepEqual(found('sj'), ['catalogue', 'mine']);
});

test('an empty query finds everything in its order, one that is nowhere nothing', () => {
  assert.deepEqual(
    found(' '),
    items.map(({ id }) => id),
  );
  assert.deepEqual(found('合同 zzz'), []);
});
