import assert from 'node:assert/strict';
import { test } from 'node:test';
import { saidIn } from './said-in.ts';

test('a reason in both languages is read in one, and a reason in one language by everybody', () => {
  const both = ['All uses are made.', '使用次数已用完。'];
  assert.deepEqual(saidIn('en', both), [both[0]]);
  assert.deepEqual(saidIn('zh', both), [both[1]]);
  assert.deepEqual(saidIn('zh', ['tax: It is enough.']), ['tax: It is enough.']);
  assert.deepEqual(saidIn('en', []), []);
});
