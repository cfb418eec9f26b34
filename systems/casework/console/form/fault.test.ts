import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FinharborError } from '@finharbor/kernel';
import { faultIn, oneOf } from './fault.ts';

test('of a text in two languages each reader gets theirs', () => {
  assert.equal(oneOf('is missing. 请填写。', 'zh-CN'), '请填写。');
  assert.equal(oneOf('is missing. 请填写。', 'en'), 'is missing.');
  assert.equal(oneOf('is missing.', 'zh-CN'), 'is missing.');
  assert.equal(oneOf('请填写。', 'en'), '请填写。');
});

test('a fault of a step is shown at its field', () => {
  const fields = [{ pointer: '/form/area', detail: 'is missing. 请填写。' }];
  const error = new FinharborError({
    code: 'case.form_invalid',
    publicMessage: 'Look again. 请修改。',
    fields,
  });
  const shown = faultIn(error, 'zh-CN') as FinharborError;
  assert.deepEqual([...shown.fields], [{ pointer: '/area', detail: '请填写。' }]);
});

test('what the procedure itself asks for is said in words, not by its code', () => {
  const error = new FinharborError({
    code: 'case.not_yet',
    publicMessage: 'Say how large. 请填写面积。',
    fields: [{ pointer: '', detail: 'registration.no_area' }],
  });
  assert.equal((faultIn(error, 'zh-CN') as FinharborError).fields[0]?.detail, '请填写面积。');
});
