import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textIn } from './i18n.ts';
import { pseudo } from './pseudo.ts';

const texts = { plain: 'Rows', deep: { range: '{{from}}–{{to}} of {{from}}' } };

test('a text is found by its key, and its values stand wherever they are named', () => {
  assert.equal(textIn(texts, 'plain'), 'Rows');
  assert.equal(textIn(texts, 'deep.range', { from: 0, to: 'a {{from}}' }), '0–a {{from}} of 0');
});

test('a key without a text is shown as it is: it is seen, and nothing breaks', () => {
  for (const key of ['deep', 'deep.none', 'plain.deeper', 'toString']) assert.equal(textIn(texts, key), key);
});

test('the pseudo-locale keeps what is to be put in', () => {
  assert.equal(textIn(pseudo(texts), 'deep.range', { from: 1, to: 2 }), '⟦1–2 of 1⟧');
});
