import assert from 'node:assert/strict';
import { test } from 'node:test';
import { afterChoosing, afterReading, afterSaving, begun, isUnsaved, readDraft, sentDraft } from './work.ts';

const first = { about: '', kind: 'service' };
const at = (revision: number, value: object) => ({ revision, value: value as typeof first });

test('what each of two has filled in on their own is put together, and only what both have asks for a choice', () => {
  const typed = { ...begun(first), mine: { about: 'A', kind: 'fraud' } };
  const work = afterReading(typed, at(1, { about: 'B', kind: 'service', story: 'Theirs.' }));
  assert.deepEqual(work.mine, { about: 'A', kind: 'fraud', story: 'Theirs.' });
  assert.deepEqual(work.clashes, [{ name: 'about', theirs: 'B' }]);
  const mine = afterChoosing(work, { name: 'about', isMine: true });
  assert.deepEqual([mine.mine.about, mine.clashes, isUnsaved(mine)], ['A', [], true]);
  const theirs = afterChoosing(work, { name: 'about', isMine: false });
  assert.deepEqual([theirs.mine.about, theirs.clashes], ['B', []]);
});

test('a clash lives on through what is read next, until the two are of one mind', () => {
  const typed = { ...begun(first), mine: { about: 'A', kind: 'service' } };
  const work = afterReading(typed, at(1, { about: 'B', kind: 'service' }));
  const later = afterReading(work, at(2, { about: 'B', kind: 'data' }));
  assert.deepEqual([later.clashes, later.mine.kind], [[{ name: 'about', theirs: 'B' }], 'data']);
  assert.deepEqual(afterReading(work, at(2, { about: 'C', kind: 'service' })).clashes[0]?.theirs, 'C');
  assert.deepEqual(afterReading(work, at(2, { about: 'A', kind: 'service' })).clashes, []);
});

test('what was typed while the line was down, or while it was being sent, stays to be sent', () => {
  const sent = { ...begun(first), mine: { about: 'A', kind: 'service' } };
  const saved = afterSaving({ ...sent, mine: { about: 'AB', kind: 'service' } }, at(1, sent.mine));
  assert.ok(isUnsaved(saved));
  assert.equal(afterReading(saved, at(1, sent.mine)), saved);
  const gone = afterReading(saved, undefined);
  assert.deepEqual([gone.revision, gone.mine.about, isUnsaved(gone)], [0, 'AB', true]);
});

test('a draft without changes follows what a colleague does, also where they throw it away', () => {
  const opened = afterReading(begun(first), at(4, { about: 'B', kind: 'data' }));
  assert.ok(!isUnsaved(opened));
  const gone = afterReading(opened, undefined);
  assert.deepEqual([gone.mine, isUnsaved(gone)], [first, false]);
});

test('a draft is sent without what is empty and comes back as it was, without what no form writes', () => {
  const value = { about: 'A', kind: '', count: 0, agreed: false, '#reason': 'So.' };
  const sent = sentDraft(value);
  assert.deepEqual(sent, { form: { about: 'A', count: 0, agreed: false }, reason: 'So.' });
  assert.deepEqual(readDraft({ ...sent, form: { ...sent.form, odd: { a: 1 }, none: null } }), {
    ...{ about: 'A', count: 0, agreed: false, '#reason': 'So.' },
  });
});
