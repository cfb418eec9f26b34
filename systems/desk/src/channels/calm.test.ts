import assert from 'node:assert/strict';
import { test } from 'node:test';
import { codeOf, manualClock } from '@finharbor/kernel';
import { calm } from './calm.ts';

test('a target that failed is left alone, longer each time, and others are not', async () => {
  const clock = manualClock(0);
  const tried: string[] = [];
  let isAway = true;
  const send = calm(async (target) => {
    tried.push(target);
    if (isAway && target === 'a') throw new Error('away');
  }, clock);
  const message = { id: '1', kind: 'k', title: { en: 'T', zh: '题' }, url: 'u', atMs: 0 };
  const { signal } = new AbortController();
  const to = (target: string) => send(target, message, { secret: '', signal }).then(() => 'sent', codeOf);
  assert.equal(await to('a'), 'internal');
  assert.equal(await to('a'), 'channel.undelivered');
  assert.equal(await to('b'), 'sent');
  clock.advance(5_000);
  await to('a');
  clock.advance(5_000);
  await to('a');
  assert.deepEqual(tried, ['a', 'b', 'a'], 'the second wait is ten seconds');
  isAway = false;
  clock.advance(5_000);
  assert.equal(await to('a'), 'sent');
  assert.equal(await to('a'), 'sent');
});
