import assert from 'node:assert/strict';
import { test } from 'node:test';
import { partLine } from './stages.ts';

const line = (...of: Parameters<typeof partLine>) =>
  partLine(...of)
    .map(({ state }) => state[0])
    .join('');

test('the nine go on from what a project has behind it', () => {
  assert.equal(line('announced', false), 'drrrrwwww');
  assert.equal(line('running', true), 'ddrrrrrrw');
  assert.equal(line('suspended', true), 'ddrrrrrrw');
  assert.equal(line('exiting', true), 'ddrrrrrrr');
  assert.equal(line('exited', true), 'ddddddddd');
});

test('what ends early ended where it was', () => {
  assert.equal(line('refused', false), 'dfdddwwww');
  assert.equal(line('withdrawn', false), 'dfdddwwww');
  assert.equal(line('withdrawn', true), 'ddddddddf');
  assert.equal(line('stopped', true), 'ddddddddf');
});
