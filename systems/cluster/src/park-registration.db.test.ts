import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { walk } from '@finharbor/cases/testing';
import { parkRegistration } from './park-registration.ts';

test('random people on random registrations: every outcome is what a small model of the definition says', async (t) => {
  const seed = randomInt(2 ** 31);
  t.diagnostic(`seed ${seed}`);
  const { refused, ended } = await walk(parkRegistration, { steps: 1_000, seed });
  assert.ok(refused > 50 && ended > 0, `${refused} refused, ${ended} ended`);
});
