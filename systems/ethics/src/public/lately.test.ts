import assert from 'node:assert/strict';
import { test } from 'node:test';
import { manualClock } from '@finharbor/kernel';
import { lately } from './lately.ts';

test('what takes long is read once in its time for each key, by whoever asks first, and again after a fault', async () => {
  const clock = manualClock(0);
  const reads: string[] = [];
  let isBroken = false;
  const read = lately({ clock, forMs: 1_000 }, async (key: string) => {
    reads.push(key);
    if (isBroken) throw new Error('It is broken.');
    return `${key} ${reads.length}`;
  });
  assert.deepEqual(await Promise.all([read('a'), read('a'), read('b')]), ['a 1', 'a 1', 'b 2']);
  clock.advance(999);
  assert.equal(await read('a'), 'a 1');
  clock.advance(1);
  isBroken = true;
  await assert.rejects(read('a'));
  isBroken = false;
  assert.equal(await read('a'), 'a 4');
  assert.deepEqual(reads, ['a', 'b', 'a', 'a']);
});
