import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type FilterField, filterOf } from './fields.ts';

type Firm = {
  readonly name: string;
  readonly state: string;
  readonly limit: number;
  readonly sinceMs: number;
  readonly banks: readonly string[];
};

const fields: readonly FilterField<Firm>[] = [
  { id: 'name', label: 'Name', kind: 'text', of: ({ name }) => name },
  { id: 'state', label: 'State', kind: 'choice', options: [], of: ({ state }) => state },
  { id: 'bank', label: 'Bank', kind: 'choice', options: [], of: ({ banks }) => banks },
  { id: 'limit', label: 'Limit', kind: 'numbers', of: ({ limit }) => limit },
  { id: 'since', label: 'Since', kind: 'days', of: ({ sinceMs }) => sinceMs },
];
const firms: readonly Firm[] = [
  {
    name: '海港物流 Harbour Logistics',
    state: 'open',
    limit: 9,
    sinceMs: Date.parse('2026-01-04T16:00:00Z'),
    banks: ['harbour', 'river'],
  },
  {
    name: '安禾食品 Anhe Foods',
    state: 'over',
    limit: 10,
    sinceMs: Date.parse('2026-01-05T15:59:59Z'),
    banks: ['river'],
  },
  {
    name: '清源水务 Qingyuan Water',
    state: 'over',
    limit: 100,
    sinceMs: Date.parse('2026-02-01T00:00:00Z'),
    banks: [],
  },
];

function found(values: Readonly<Record<string, string>>): readonly string[] {
  const keep = filterOf(fields, values);
  assert.ok(keep);
  return firms.filter(keep).map(({ name }) => name.slice(0, 2));
}

test('where nothing is asked for there is no filter', () => {
  assert.equal(filterOf(fields, {}), undefined);
  assert.equal(filterOf(fields, { name: '', 'limit.from': 'abc', else: 'x' }), undefined);
});

test('text is found by all of its words in any order and case', () => {
  assert.deepEqual(found({ name: 'logistics 海港' }), ['海港']);
  assert.deepEqual(found({ name: 'logistics foods' }), []);
});

test('a range holds its ends; numbers are compared as numbers', () => {
  assert.deepEqual(found({ 'limit.from': '10' }), ['安禾', '清源']);
  assert.deepEqual(found({ 'limit.to': '10' }), ['海港', '安禾']);
  assert.deepEqual(found({ 'limit.from': '9.5', 'limit.to': '10' }), ['安禾']);
});

test('a row without a value is within no range', () => {
  const [first] = firms;
  const keep = filterOf(fields, { 'since.to': '2030-01-01' })!;
  assert.ok(keep(first!));
  assert.ok(!keep({ ...first!, sinceMs: Number.NaN }));
});

test('a day is that of China Standard Time', () => {
  assert.deepEqual(found({ 'since.from': '2026-01-05', 'since.to': '2026-01-05' }), ['海港', '安禾']);
});

test('of several values of a row one suffices', () => {
  assert.deepEqual(found({ bank: 'river' }), ['海港', '安禾']);
  assert.deepEqual(found({ bank: 'riv' }), []);
});

test('several filters must all hold', () => {
  assert.deepEqual(found({ state: 'over', 'limit.to': '50' }), ['安禾']);
});
