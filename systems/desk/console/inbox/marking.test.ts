import assert from 'node:assert/strict';
import { test } from 'node:test';
import { undoOf } from './marking.ts';

const items = [
  { id: 'read', isRead: true },
  { id: 'unread', isRead: false },
];
const ids = ['read', 'unread'];

test('what was done comes back, and those that were unread come back unread', () => {
  assert.deepEqual(undoOf(items, 'done'), [
    { ids, mark: 'open' },
    { ids: ['unread'], mark: 'unread' },
  ]);
  assert.deepEqual(undoOf(items.slice(0, 1), 'done'), [{ ids: ['read'], mark: 'open' }]);
});

test('what was put off comes back; of what was marked read only what was not read before is unread again', () => {
  assert.deepEqual(undoOf(items, 'snooze'), [{ ids, mark: 'open' }]);
  assert.deepEqual(undoOf(items, 'read'), [{ ids: ['unread'], mark: 'unread' }]);
});

test('opening again and marking unread are taken back at the notice itself', () => {
  assert.deepEqual([...undoOf(items, 'open'), ...undoOf(items, 'unread')], []);
});
