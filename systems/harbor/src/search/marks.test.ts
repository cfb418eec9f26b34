import assert from 'node:assert/strict';
import { test } from 'node:test';
import { excerpt, type MarkedText, marked } from './marks.ts';

const pieces = ({ text, marks }: MarkedText): readonly string[] =>
  marks.map(([from, to]) => text.slice(from, to));

test('what was asked for is marked by its letters, its pinyin or its initials, also unfinished', () => {
  const title = '深圳企业纳税数据 Tax';
  const found: readonly (readonly [query: string, marks: readonly string[]])[] = [
    ['纳税', ['纳税']],
    ['纳税数据', ['纳税数据']],
    ['nashui', ['纳税']],
    ['nashu', ['纳税']],
    ['nssj', ['纳税数据']],
    ['TAX 深圳', ['深圳', 'Tax']],
    ['保险', []],
    ['', []],
  ];
  for (const [query, marks] of found) assert.deepEqual(pieces(marked(title, query)), marks, query);
});

test('marks that touch become one, and a character of two units is never cut', () => {
  assert.deepEqual(marked('数据数据', '数据').marks, [[0, 4]]);
  const { text, marks } = excerpt(`${'𠮷'.repeat(150)}纳税${'𠮷'.repeat(150)}`, '纳税');
  assert.ok(text.isWellFormed());
  assert.deepEqual(
    marks.map(([from, to]) => text.slice(from, to)),
    ['纳税'],
  );
});

test('of a long text the piece is shown where something was found, of another its beginning', () => {
  const long = `${'说明文字。'.repeat(60)}含有纳税信用等级。${'其他。'.repeat(60)}`;
  const found = excerpt(long, '信用等级');
  assert.deepEqual(pieces(found), ['信用等级']);
  assert.ok(found.text.startsWith('…') && found.text.endsWith('…') && found.text.length < 170);
  const other = excerpt(long, 'nothing');
  assert.ok(long.startsWith(other.text.slice(0, -1)) && other.marks.length === 0);
  assert.deepEqual(excerpt('短', ''), { text: '短', marks: [] });
});
