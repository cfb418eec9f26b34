import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { walk } from '@finharbor/cases/testing';
import { pilotAdmission } from './admission.ts';

for (const track of ['banking', 'joint'] as const)
  test(`random people on random declarations (${track}): every outcome is what a small model of the definition says`, async (t) => {
    const seed = Number(process.env.WALK_SEED ?? randomInt(2 ** 31));
    t.diagnostic(`seed ${seed}`);
    const { refused, ended } = await walk(pilotAdmission(track), { steps: 1_000, seed });
    assert.ok(refused > 50 && ended > 0, `${refused} refused, ${ended} ended`);
  });
