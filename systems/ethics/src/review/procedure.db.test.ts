import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { walk } from '@finharbor/cases/testing';
import { ethicsReview } from './procedure.ts';

test('random people on random reviews: every outcome is what a small model of the definition says', async (t) => {
  const seed = randomInt(2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const { refused, ended } = await walk(ethicsReview, { steps: 1_000, seed });
  assert.ok(refused > 50 && ended > 0, `${refused} refused, ${ended} ended`);
});
