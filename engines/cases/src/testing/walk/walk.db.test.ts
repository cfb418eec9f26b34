import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { grant } from '../grant.ts';
import { grantMigration, sketchedGrant } from '../grant-next.ts';
import { walk } from './walk.ts';

test('random people on random grants: every outcome is what a small model of the definition says', async (t) => {
  const seed = Number(process.env.WALK_SEED ?? randomInt(2 ** 31));
  t.diagnostic(`seed ${seed}`);
  const { steps, refused, ended } = await walk(grant, { steps: 2_000, seed });
  assert.ok(steps >= 2_000 && refused > 100 && ended > 0, JSON.stringify({ steps, refused, ended }));
});

test('the same where all cases are moved to a next version in the middle, by two processes at once', async (t) => {
  const seed = Number(process.env.WALK_SEED ?? randomInt(2 ** 31));
  t.diagnostic(`seed ${seed}`);
  // How many are open in the middle is the dice's to say: walks go on until some were.
  let [moves, ends] = [0, 0];
  for (let walks = 0; moves <= 2 || ends === 0; walks++) {
    assert.ok(walks < 10, JSON.stringify({ moves, ends }));
    const { moved, ended } = await walk(sketchedGrant, {
      ...{ steps: 2_000, seed: seed + walks, migration: grantMigration },
    });
    moves += moved;
    ends += ended;
  }
});
