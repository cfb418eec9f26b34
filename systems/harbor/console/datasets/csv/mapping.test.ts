import assert from 'node:assert/strict';
import { test } from 'node:test';
import { syntheticUscc } from '@finharbor/kernel';
import fc from 'fast-check';
import { faultsOf, type Mapping, numberOf, suggestedMapping, withUscc } from './mapping.ts';

const codes = Array.from({ length: 30 }, (_, n) => syntheticUscc(`mapping ${n}`));

test('the column of codes is found by its check digits, whatever it is called', () => {
  const rows = codes.map((code, n) => [`firm ${n}`, String(n), code.toLowerCase(), n % 2 ? 'A' : 'B']);
  const { uscc, columns } = suggestedMapping(['name', 'employees', 'x', 'grade'], rows);
  assert.equal(uscc, 2);
  assert.deepEqual(
    columns.map(({ name, kind, isUsed }) => [name, kind, isUsed]),
    [
      ['name', 'category', false],
      ['employees', 'numeric', true],
      ['grade', 'category', true],
    ],
    'a text that differs in every row stays at home',
  );
});

test('without a valid code the header decides, and without either the person', () => {
  assert.equal(suggestedMapping(['a', '统一社会信用代码'], [['1', '91']]).uscc, 1);
  assert.equal(suggestedMapping(['a', 'b'], [['1', '91']]).uscc, undefined);
});

test('codes with leading zeros and numbers too long to be kept exactly are categories', () => {
  const { columns } = suggestedMapping(
    ['zip', 'account', 'amount', 'empty'],
    [
      ['0012', '62220200112233445', '1,234.50', ''],
      ['0713', '62220200112233446', '-', ''],
    ],
  );
  assert.deepEqual(
    columns.map(({ kind, isUsed }) => [kind, isUsed]),
    [
      ['category', true],
      ['category', true],
      ['numeric', true],
      ['category', false],
    ],
  );
});

test('columns get names that are there, short enough and each its own', () => {
  const header = ['', 'same', 'same', 'n'.repeat(90)];
  const { columns } = suggestedMapping(header, [['a', 'b', 'c', 'd']]);
  assert.deepEqual(
    columns.map(({ name }) => name),
    ['column_1', 'same', 'same_2', 'n'.repeat(60)],
  );
  assert.deepEqual(faultsOf({ uscc: 9, columns }), []);
});

test('a column that the data set has already stays what it is', () => {
  const sample = Array.from({ length: 30 }, (_, n) => [codes[n]!, `branch ${n}`, String(n)]);
  const known = new Map([
    ['branch', 'category'],
    ['grade', 'category'],
  ] as const);
  const { columns } = suggestedMapping(['code', 'branch', 'grade'], sample, known);
  assert.deepEqual(
    columns.map(({ kind, isUsed }) => [kind, isUsed]),
    [
      ['category', true],
      ['category', true],
    ],
  );
});

test('a mapping that cannot be loaded says why', () => {
  const column = { at: 1, header: 'b', isUsed: true, kind: 'numeric', name: 'b' } as const;
  const codesOf = (mapping: Mapping): readonly string[] => faultsOf(mapping).map(({ code }) => code);
  assert.deepEqual(codesOf({ uscc: undefined, columns: [{ ...column, isUsed: false }] }), [
    'noUscc',
    'noColumn',
  ]);
  assert.deepEqual(codesOf({ uscc: 0, columns: [column, { ...column, at: 2, name: 'b ' }] }), ['sameName']);
  assert.deepEqual(codesOf({ uscc: 0, columns: [{ ...column, name: ' ' }] }), ['noName']);
  const many = Array.from({ length: 201 }, (_, at) => ({ ...column, at, name: `b${at}` }));
  assert.deepEqual(codesOf({ uscc: 999, columns: many }), ['manyColumns']);
});

test('another column can be chosen for the code; no column is lost by it', () => {
  const mapping = suggestedMapping(['a', 'b', 'c'], [[codes[0]!, '1', 'x']]);
  const changed = withUscc(mapping, ['a', 'b', 'c'], 1);
  assert.equal(changed.uscc, 1);
  assert.deepEqual(
    changed.columns.map(({ at }) => at),
    [0, 2],
  );
  assert.deepEqual(withUscc(changed, ['a', 'b', 'c'], 1), changed);
});

test('every number is read as it was written, with or without separators; what is no number is not', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      assert.equal(numberOf(String(value)), value + 0);
    }),
  );
  fc.assert(
    fc.property(fc.integer(), (value) => {
      assert.equal(numberOf(value.toLocaleString('en')), value);
    }),
  );
  for (const text of ['', '-', 'N/A', '#N/A', 'null', '无']) assert.equal(numberOf(text), null);
  for (const text of ['1,23', '12%', '3 years', '0x10', 'Infinity', '1e999', '１２', '1.2.3'])
    assert.equal(numberOf(text), undefined, text);
});
