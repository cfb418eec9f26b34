import assert from 'node:assert/strict';
import { test } from 'node:test';
import { caseNumberField, choiceField, dateField, lineField, numberField, textField } from '@finharbor/cases';
import { z } from 'zod';
import { fieldsOf, firstOf, sentOf, shownOf } from './fields.ts';

const words = { en: 'A', zh: '甲' };
const schema = z.strictObject({
  line: lineField(words, 80),
  text: textField({ ...words, hint: { en: 'H', zh: '注' } }, 500),
  count: numberField(words, { min: 1, max: 9 }),
  kind: choiceField(words, { one: { en: 'One', zh: '一' }, two: { en: 'Two', zh: '二' } }),
  day: dateField(words),
  note: lineField(words).optional(),
});
const fields = fieldsOf(z.toJSONSchema(schema, { io: 'input' }));

test('each field of a definition is the field of a screen that it means', () => {
  assert.deepEqual(
    fields.map(({ name, kind, isRequired }) => [name, kind, isRequired]),
    [
      ['line', 'line', true],
      ['text', 'text', true],
      ['count', 'number', true],
      ['kind', 'choice', true],
      ['day', 'date', true],
      ['note', 'line', false],
    ],
  );
  assert.deepEqual(fields[1]!.hint, { en: 'H', zh: '注' });
  assert.deepEqual(fields[0]!.title, words);
});

test('limits and options come along', () => {
  const [line, , count, kind] = fields;
  assert.ok(line!.kind === 'line' && line!.most === 80);
  assert.ok(count!.kind === 'number' && count!.min === 1 && count!.max === 9);
  assert.ok(kind!.kind === 'choice');
  assert.deepEqual(
    kind!.options.map(({ id, title }) => [id, title.zh]),
    [
      ['one', '一'],
      ['two', '二'],
    ],
  );
});

test('the number of the case that is objected to is filled in where a form asks for it, and nowhere else', () => {
  const asking = z.toJSONSchema(z.strictObject({ about: caseNumberField(words), line: lineField(words) }));
  assert.deepEqual(firstOf(asking, 'ZC-2026-000001'), { about: 'ZC-2026-000001' });
  assert.deepEqual(firstOf(asking, null), {});
});

test('what is empty is not sent, and a chosen value is read by its title', () => {
  assert.deepEqual(sentOf(fields, { line: 'x', text: '', count: 0 }), { line: 'x', count: 0 });
  assert.deepEqual(shownOf(fields[3]!, 'two'), { en: 'Two', zh: '二' });
  assert.equal(shownOf(fields[0]!, undefined), undefined);
});
