import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ProductView } from '@finharbor/harbor/contract';
import { bodyOf, firstDraft, goneSince, missingIn, readDraft } from './publish-draft.ts';

const dataset = {
  name: 'Payroll',
  columns: [
    { name: 'staff', kind: 'numeric', values: [], range: null },
    { name: 'branch', kind: 'category', values: ['A', 'B'], range: null },
    { name: 'new', kind: 'numeric', values: [3, 12], range: { min: 3, max: 12, decimals: 0 } },
  ],
} as const;
const last: ProductView['body'] = {
  product: '01937f00-0000-7000-8000-000000000001',
  title: { en: 'Employment', zh: '用工' },
  description: { en: 'Who works where', zh: '用工情况' },
  fields: [
    { name: 'staff', kind: 'category', title: { en: 'Staff', zh: '人数' } },
    { name: 'branch', kind: 'numeric', title: { en: 'Branch', zh: '行业' } },
    { name: 'old', kind: 'numeric', title: { en: 'Old', zh: '旧' } },
  ],
  rowsAtLeast: 50,
  synthetic: true,
  licence: 'open',
  classed: { sector: 'C', personal: false, update: 'monthly', terms: ['uses'] },
};

test('a first version has to be described; whether the data are real is never assumed', () => {
  const draft = firstDraft(dataset, undefined);
  assert.deepEqual(
    draft.fields.map(({ name, kind, isOffered }) => [name, kind, isOffered]),
    [
      ['staff', 'numeric', true],
      ['branch', 'category', true],
      ['new', 'numeric', true],
    ],
  );
  assert.deepEqual(missingIn(draft), ['/description-en', '/description-zh', '/licence', '/synthetic']);
});

test('values of a category are published unless one says otherwise, bounds of a number where one says so', () => {
  const draft = firstDraft(dataset, undefined);
  assert.deepEqual(
    bodyOf(draft).fields.map(({ values, range }) => values ?? range),
    [undefined, ['A', 'B'], undefined],
  );
  const turned = draft.fields.map((field) => ({ ...field, saysValues: false, saysRange: true }));
  assert.deepEqual(
    bodyOf({ ...draft, fields: turned }).fields.map(({ values, range }) => values ?? range),
    [undefined, undefined, { min: 3, max: 12, decimals: 0 }],
  );
  const again = firstDraft(dataset, { ...last, fields: bodyOf({ ...draft, fields: turned }).fields });
  assert.deepEqual(
    again.fields.map(({ saysValues, saysRange }) => [saysValues, saysRange]),
    [
      [false, false],
      [false, false],
      [false, true],
    ],
  );
});

test('a next version begins with what the last one said, offers no new column by itself, and no text as a number', () => {
  const draft = firstDraft(dataset, last);
  assert.deepEqual(missingIn(draft), []);
  const { product: _product, rowsAtLeast: _rows, ...said } = last;
  const [staff, branch] = last.fields;
  assert.deepEqual(bodyOf(draft), { ...said, fields: [staff, { ...branch, kind: 'category' }] });
  assert.deepEqual(goneSince(draft, last), ['old']);
});

test('only a column that is offered has to have titles, and one has to be', () => {
  const draft = firstDraft(dataset, last);
  const [staff, ...others] = draft.fields;
  const hidden = others.map((field) => ({ ...field, isOffered: false }));
  const untitled = { ...staff!, title: { en: ' ', zh: '' }, isOffered: false };
  assert.deepEqual(missingIn({ ...draft, fields: [untitled, ...others] }), []);
  assert.deepEqual(missingIn({ ...draft, fields: [{ ...untitled, isOffered: true }, ...others] }), [
    '/field-0-en',
    '/field-0-zh',
  ]);
  assert.deepEqual(missingIn({ ...draft, fields: [untitled, ...hidden] }), ['/fields']);
});

test('a kept draft comes back as it was written, but for the columns there are now', () => {
  const first = firstDraft(dataset, undefined);
  const written = {
    ...first,
    licence: 'half a lic',
    fields: first.fields.map((field) => ({ ...field, isOffered: false, kind: 'numeric' as const })),
  };
  const gone = { ...written.fields[0]!, name: 'gone' };
  const kept = JSON.parse(JSON.stringify({ ...written, fields: [gone, ...written.fields.slice(0, 2)] }));
  const back = readDraft(kept, first)!;
  assert.deepEqual([back.licence, back.synthetic], ['half a lic', undefined]);
  assert.deepEqual(
    back.fields.map(({ name, isOffered, kind }) => [name, isOffered, kind]),
    [
      ['staff', false, 'numeric'],
      ['branch', false, 'category'],
      ['new', true, 'numeric'],
    ],
  );
  assert.equal(readDraft({ title: 'as an older page wrote it' }, first), undefined);
});
