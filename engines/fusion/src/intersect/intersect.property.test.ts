import assert from 'node:assert/strict';
import { test } from 'node:test';
import { protocols } from './protocols.ts';
import type { Adversary, Learns, Protocol } from './session.ts';
import { intersectBoth } from './testing.ts';
import { randomSets, type SetPair, sampler, seededRandom } from './testing-sets.ts';

const seed = Number(process.hrtime.bigint() % 1_000_000n);

async function agrees(
  pair: SetPair,
  how: { adversary: Adversary; learns: Learns; protocol: Protocol },
): Promise<void> {
  const [receiver, sender] = await intersectBoth(pair.lists, how);
  assert.deepEqual([...receiver!.rows!], pair.common[0]);
  assert.deepEqual(sender!.rows && [...sender!.rows], how.learns === 'both' ? pair.common[1] : undefined);
  assert.deepEqual([receiver!.duplicates, sender!.duplicates], pair.duplicates);
  assert.equal(receiver!.peerSize, pair.lists[1].length - pair.duplicates[1]);
  assert.equal(sender!.peerSize, pair.lists[0].length - pair.duplicates[0]);
}

test(`random lists of all sizes, with repetitions and mixed writings, meet in exactly what a set says (seed ${seed})`, async () => {
  const random = seededRandom(seed);
  const below = sampler(random);
  for (let run = 0; run < 24; run++) {
    const adversary = below(2) === 0 ? 'malicious' : 'semi-honest';
    const learns = below(2) === 0 ? 'receiver' : 'both';
    await agrees(randomSets(random, 4096), { adversary, learns, protocol: 'rr22' });
  }
});

test(`all protocols find the same, which is what a set says (seed ${seed + 1})`, async () => {
  const random = seededRandom(seed + 1);
  for (let run = 0; run < 4; run++) {
    const pair = randomSets(random, 300);
    const learns = run % 2 === 0 ? 'receiver' : 'both';
    for (const protocol of Object.keys(protocols) as Protocol[])
      await agrees(pair, { adversary: 'semi-honest', learns, protocol });
  }
});

test('more items than one bin takes', async () => {
  const ids = (from: number): string[] => Array.from({ length: 140_000 }, (_, i) => `${from + i}`);
  const [receiver] = await intersectBoth([ids(0), ids(100_000)]);
  assert.deepEqual(
    receiver!.rows,
    Uint32Array.from({ length: 40_000 }, (_, i) => 100_000 + i),
  );
});
