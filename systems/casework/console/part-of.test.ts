import assert from 'node:assert/strict';
import { test } from 'node:test';

type CasePart = Parameters<typeof partOf>[0][number] & { readonly load: () => Promise<unknown> };

import { partOf } from './part-of.ts';

const load = () => assert.fail('Nothing is loaded before it is shown.');
const form: CasePart = { procedure: 'registration', form: 'application', load };
const step: CasePart = { procedure: 'registration', step: 'application', load };

test('a form and a step are shown by their own part, and by no other procedure’s or of the same name', () => {
  const parts = [form, step];
  assert.equal(partOf(parts, { procedure: 'registration', form: 'application' }), form);
  assert.equal(partOf(parts, { procedure: 'registration', step: 'application' }), step);
  assert.equal(partOf(parts, { procedure: 'registration', form: 'decision' }), undefined);
  assert.equal(partOf(parts, { procedure: 'complaint', form: 'application' }), undefined);
  assert.equal(partOf([step], { procedure: 'registration', form: 'application' }), undefined);
});
