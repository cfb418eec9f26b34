import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wantedOf, withHidden } from './wanted.ts';

test('an address may say anything: what cannot be asked for asks for nothing', () => {
  const account = '01937f00-0000-7000-8000-000000000001';
  assert.deepEqual(wantedOf({ due: 'over', assignee: account, ended: 'any' }, 'office'), {
    ...{ queue: 'office', ended: 'any', overdue: 'yes', assignee: account },
  });
  assert.deepEqual(wantedOf({ due: 'week', assignee: account }, 'mine'), {
    queue: 'mine',
    dueThisWeek: 'yes',
  });
  assert.deepEqual(wantedOf({ due: 'x', assignee: 'x', ended: 'x', procedure: "'", state: '' }, 'office'), {
    queue: 'office',
  });
});

test('a state stays chosen as long as its procedure does; the queue always', () => {
  const before = { queue: 'office', procedure: 'complaint', state: 'received' };
  assert.deepEqual(withHidden(before, { procedure: 'complaint', text: '海港' }), {
    ...{ queue: 'office', procedure: 'complaint', state: 'received', text: '海港' },
  });
  assert.equal(withHidden(before, { procedure: 'grant' }).state, '');
  assert.deepEqual(withHidden(before, {}), { queue: 'office', state: '' });
});
