import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { leakWalk } from './walk.ts';

/** `npm run soak -- cases` walks further, and from a seed that it says. */
const steps = Number(process.env.LEAK_STEPS ?? 12);
const seed = Number(process.env.LEAK_SEED ?? randomInt(2 ** 31));

test('what is hidden changes not one byte of what anybody reads, is told, or is refused with', async (t) => {
  t.diagnostic(`seed ${seed}`);
  const { compared, addresses, officeDiffers, ended } = await leakWalk({
    steps,
    seed,
    most: process.env.LEAK_STEPS ? 12 : 2,
  });
  t.diagnostic(`${compared} answers of ${addresses} addresses compared, ${ended} cases at their ends`);
  assert.ok(compared > steps * 50, 'it looked');
  assert.ok(officeDiffers > steps / 4, 'the office, which may see it, reads two different worlds');
});
