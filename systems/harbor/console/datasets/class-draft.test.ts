import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type ClassDraft, classOf, missingClass, unclassed } from './class-draft.ts';

test('a product need not be classed; whoever begins to says whom it tells of and how often it is renewed', () => {
  assert.deepEqual(missingClass(unclassed), []);
  assert.deepEqual(classOf(unclassed), {});
  for (const begun of [{ sector: 'C' }, { terms: ['uses'] }] as const)
    assert.deepEqual(missingClass({ ...unclassed, ...begun }), ['/personal', '/update']);
  assert.deepEqual(missingClass({ ...unclassed, personal: false }), ['/update']);
  assert.deepEqual(missingClass({ ...unclassed, update: 'daily' }), ['/personal']);
});

test('what was said is published; firms of several sectors are of none', () => {
  const said: ClassDraft = { personal: false, update: 'monthly', terms: ['smallest_group', 'uses'] };
  assert.deepEqual(missingClass(said), []);
  assert.deepEqual(classOf(said), { classed: said });
  assert.deepEqual(classOf({ ...said, sector: 'C' }), { classed: { ...said, sector: 'C' } });
});
