import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProductView } from '@finharbor/harbor/contract';
import { bodyOf, firstDraft, goneSince, missingIn } from './publish-draft.ts';

const dataset = {
  name: 'Payroll',
  columns: [
    { name: 'staff', kind: 'numeric' },
    { name: 'branch', kind: 'category' },
  ],
} as const;
const last: ProductView['body'] = {
  product: '01937f00-0000-7000-8000-000000000001',
  title: { en: 'Employment', zh: '用工' },
  description: { en: 'Who works where', zh: '用工情况' },
  fields: [
    { name: 'branch', kind: 'numeric', title: { en: 'Branch', zh: '行业' } },
    { name: 'old', kind: 'numeric', title: { en: 'Old', zh: '旧' } },
  ],
  rowsAtLeast: 50,
  synthetic: true,
  licence: 'open',
};

test('a first version has to be described; whether the data are real is never assumed', () => {
  const draft = firstDraft(dataset, undefined);
  assert.deepEqual(
    draft.fields.map(({ name, isOffered }) => [name, isOffered]),
    [
      ['staff', true],
      ['branch', true],
    ],
  );
  assert.deepEqual(missingIn(draft), ['/description-en', '/description-zh', '/licence', '/synthetic']);
});

test('a next version begins with what the last one said and offers no new column by itself', () => {
  const draft = firstDraft(dataset, last);
  assert.deepEqual(missingIn(draft), []);
  const { product: _product, rowsAtLeast: _rows, ...said } = last;
  assert.deepEqual(bodyOf(draft), { ...said, fields: [last.fields[0]] });
  assert.deepEqual(goneSince(draft, last), ['old']);
});

test('only a column that is offered has to have titles, and one has to be', () => {
  const draft = firstDraft(dataset, last);
  const [staff, branch] = draft.fields;
  const untitled = { ...staff!, title: { en: ' ', zh: '' } };
  assert.deepEqual(missingIn({ ...draft, fields: [untitled, branch!] }), []);
  assert.deepEqual(missingIn({ ...draft, fields: [{ ...untitled, isOffered: true }, branch!] }), [
    '/field-0-en',
    '/field-0-zh',
  ]);
  assert.deepEqual(missingIn({ ...draft, fields: [untitled, { ...branch!, isOffered: false }] }), [
    '/fields',
  ]);
});
