import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { gathered } from './gathered.ts';

test('whoever asks is answered of a read that began later, each key once in it, however the asking and the reads fall', async () => {
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(fc.nat(5), { maxLength: 40 }), async (s, keys) => {
      let version = 0;
      const ask = gathered<number, readonly [key: number, version: number]>(async (asked) => {
        assert.equal(new Set(asked).size, asked.length);
        const seen = version;
        await s.schedule(Promise.resolve());
        return new Map(asked.filter((key) => key > 0).map((key) => [key, [key, seen] as const]));
      });
      const answered = keys.map(async (key) => {
        await s.schedule(Promise.resolve());
        version += 1;
        const asOf = version;
        const answer = await ask(key);
        if (key === 0) return assert.equal(answer, undefined);
        assert.equal(answer![0], key);
        assert.ok(answer![1] >= asOf, 'the answer is older than the question');
      });
      await s.waitFor(Promise.all(answered));
    }),
  );
});

test('a read that fails fails those who waited for it, and the next one answers', async () => {
  let isBroken = true;
  const ask = gathered<string, string>(async (keys) => {
    if (isBroken) throw new Error('The line is down.');
    return new Map(keys.map((key) => [key, key]));
  });
  const fates = await Promise.allSettled([ask('a'), ask('b')]);
  assert.deepEqual(
    fates.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  isBroken = false;
  assert.equal(await ask('a'), 'a');
});
