import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { walk } from '@finharbor/cases/testing';
import { sandboxProcedures } from './index.ts';

for (const spec of sandboxProcedures)
  test(`random people on random cases of ${spec.name}: every outcome is what a small model of the definition says`, async (t) => {
    const seed = Number(process.env.WALK_SEED ?? randomInt(2 ** 31));
    t.diagnostic(`seed ${seed}`);
    const { refused, ended } = await walk(spec, { steps: 800, seed });
    assert.ok(refused > 50 && ended > 0, `${refused} refused, ${ended} ended`);
  });
