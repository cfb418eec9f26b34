import assert from 'node:assert/strict';
import { test } from 'node:test';
import { layersOf } from './layers.ts';

test('what was made of several things stands after the last of them', () => {
  const edges = [
    { from: 'raw', to: 'clean' },
    { from: 'clean', to: 'joined' },
    { from: 'raw', to: 'joined' },
    { from: 'other', to: 'joined' },
  ];
  assert.deepEqual(layersOf(['joined', 'clean', 'raw', 'other'], edges), [
    ['raw', 'other'],
    ['clean'],
    ['joined'],
  ]);
});
