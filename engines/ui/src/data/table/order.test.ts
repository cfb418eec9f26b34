import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collationOf } from './collate.ts';
import { inOrder } from './order.ts';

type Row = { readonly name: string; readonly at: number };

const order = { by: ({ name }: Row) => name, compare: collationOf('zh-CN') };
const rows: readonly Row[] = ['深圳', '北京', 'row 2', '北京', 'row 02', '广州'].map((name, at) => ({
  name,
  at,
}));
const places = (sorted: readonly Row[]): readonly number[] => sorted.map(({ at }) => at);

test('rows are in the order of the language, equal ones as they were, in either direction', () => {
  assert.deepEqual(places(inOrder(rows, { ...order, isDescending: false })), [1, 3, 5, 0, 2, 4]);
  assert.deepEqual(places(inOrder(rows, { ...order, isDescending: true })), [2, 4, 0, 5, 1, 3]);
});

test('what was given stays as it was', () => {
  const before = [...rows];
  inOrder(rows, { ...order, isDescending: true });
  assert.deepEqual(rows, before);
});
