import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partOf } from './part-of.ts';

const form = { procedure: 'registration', form: 'application' };
const step = { procedure: 'registration', step: 'application' };

test('a form and a step are shown by their own part, and by no other procedure’s or of the same name', () => {
  const parts = [form, step];
  assert.equal(partOf(parts, { procedure: 'registration', form: 'application' }), form);
  assert.equal(partOf(parts, { procedure: 'registration', step: 'application' }), step);
  assert.equal(partOf(parts, { procedure: 'registration', form: 'decision' }), undefined);
  assert.equal(partOf(parts, { procedure: 'complaint', form: 'application' }), undefined);
  assert.equal(partOf([step], { procedure: 'registration', form: 'application' }), undefined);
});
