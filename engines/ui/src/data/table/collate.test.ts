import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collationOf } from './collate.ts';

test('Chinese is in the order of its pinyin, and before Latin', () => {
  const names = ['深圳税务局', '北京银行', 'Bank', '上海社保局', '广州银行'];
  assert.deepEqual(names.toSorted(collationOf('zh-CN')), [
    '北京银行',
    '广州银行',
    '上海社保局',
    '深圳税务局',
    'Bank',
  ]);
});

test('English goes by letters whatever their case, and numbers within text by their value', () => {
  const names = ['row 10', 'Row 9', 'area', 'Bay'];
  assert.deepEqual(names.toSorted(collationOf('en')), ['area', 'Bay', 'Row 9', 'row 10']);
});

test('numbers go by their value and before text', () => {
  assert.deepEqual([10, '—', 9, -1].toSorted(collationOf('zh-CN')), [-1, 9, 10, '—']);
});
