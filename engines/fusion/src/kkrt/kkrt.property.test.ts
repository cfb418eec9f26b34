import assert from 'node:assert/strict';
import { test } from 'node:test';
import { intersectBoth } from '../intersect/testing.ts';
import { randomSets, sampler, seededRandom } from '../intersect/testing-sets.ts';

const seed = Number(process.hrtime.bigint() % 1_000_000n);

test(`random lists of all sizes meet in exactly what a set says, and in what RR22 finds (seed ${seed})`, async () => {
  const random = seededRandom(seed);
  const below = sampler(random);
  for (let run = 0; run < 4; run++) {
    const { lists, common, duplicates } = randomSets(random, 4096);
    const learns = below(2) === 0 ? 'receiver' : 'both';
    const terms = { adversary: 'semi-honest', learns } as const;
    const [receiver, sender] = await intersectBoth(lists, { ...terms, protocol: 'kkrt' });
    assert.deepEqual([...receiver!.rows!], common[0]);
    assert.deepEqual(sender!.rows && [...sender!.rows], learns === 'both' ? common[1] : undefined);
    assert.deepEqual([receiver!.duplicates, sender!.duplicates], duplicates);
    const [other] = await intersectBoth(lists, { ...terms, protocol: 'rr22' });
    assert.deepEqual(other!.rows, receiver!.rows);
  }
});
