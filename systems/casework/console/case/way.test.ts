import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wayOf } from './way.ts';

const title = { en: 'x', zh: '文' };
const state = (name: string, ends: string | null = null) => ({ name, title, ends, panel: null });
const step = (name: string, from: readonly string[], to: string) => ({
  ...{ name, title, from, to, by: ['firm'], form: null, asksReason: false, needs: [] },
});
const spec = {
  states: [
    state('draft'),
    state('filed'),
    state('asked'),
    state('granted', 'granted'),
    state('refused', 'refused'),
    state('withdrawn', 'withdrawn'),
  ],
  steps: [
    step('file', ['draft'], 'filed'),
    step('withdraw', ['draft', 'filed', 'asked'], 'withdrawn'),
    step('ask', ['filed'], 'asked'),
    step('answer', ['asked'], 'filed'),
    step('grant', ['filed'], 'granted'),
    step('refuse', ['filed'], 'refused'),
  ],
};
const names = (at: string) => wayOf(spec, at).states.map(({ name }) => name);

test('the way of a new case goes to its good end, not to the nearest', () => {
  assert.deepEqual(names('draft'), ['draft', 'filed', 'granted']);
  assert.equal(wayOf(spec, 'draft').at, 0);
});

test('a case on a detour shows the detour and how it goes on', () => {
  assert.deepEqual(names('asked'), ['draft', 'filed', 'asked', 'filed', 'granted']);
  assert.equal(wayOf(spec, 'asked').at, 2);
});

test('a case at its end shows how it came there', () => {
  assert.deepEqual(names('refused'), ['draft', 'filed', 'refused']);
  assert.equal(wayOf(spec, 'refused').at, 2);
});
