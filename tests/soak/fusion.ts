import assert from 'node:assert/strict';
import { align, intersect, type Mesh } from '@finharbor/fusion';
import { randomSets, type SetPair, sampler, seededRandom } from '@finharbor/fusion/testing';
import { systemRandom } from '@finharbor/kernel';
import { memoryChannels } from '@finharbor/link';
import type { SoakContext } from '../../tools/soak.ts';

const pairs = 10_000;
/** Every hundredth pair may be larger than one bin of the store. */
const largest = { usual: 2 ** 12, rare: 2 ** 17 } as const;
/** ECDH takes a millisecond for what RR22 does in a few microseconds. */
const largestForEcdh = 2 ** 8;

/**
 * Random pairs of lists, sizes log-uniform, with repetitions, mixed writings and empty ones: RR22, KKRT16 and, for short lists, the ECDH
 * protocol, each against an exact count. 10,000 of them, or as many as there is time for.
 */
export async function soak({ seed, seconds, log, signal }: SoakContext): Promise<void> {
  const random = seededRandom(seed);
  const below = sampler(random);
  const endMs = performance.now() + seconds * 1000;
  let done = 0;
  for (; done < pairs && performance.now() < endMs && !signal.aborted; done++) {
    const pair = randomSets(random, done % 100 === 99 ? largest.rare : largest.usual);
    const adversary = below(2) === 0 ? 'malicious' : 'semi-honest';
    await check(pair, adversary).catch((error: unknown) => {
      throw new Error(`pair ${done} of seed ${seed} (${adversary})`, { cause: error });
    });
    if (done % 100 === 99) log(`${done + 1} pairs`);
  }
  log(`${done} pairs agreed with the exact count`);
}

async function check({ lists, common }: SetPair, adversary: 'malicious' | 'semi-honest'): Promise<void> {
  const terms = { receiver: 'a', learns: 'both', random: systemRandom } as const;
  for (const by of [
    { protocol: 'rr22', adversary },
    { protocol: 'kkrt', adversary: 'semi-honest' },
  ] as const) {
    const found = await Promise.all(
      meshes().map((mesh, k) => intersect(mesh, { ...terms, ...by, ids: lists[k]! })),
    );
    for (const [k, { rows }] of found.entries()) assert.deepEqual([...rows!], common[k], by.protocol);
  }
  if (lists[0].length + lists[1].length > largestForEcdh) return;
  const aligned = await Promise.all(
    meshes().map((mesh, k) => align(mesh, { ids: lists[k]!, random: systemRandom })),
  );
  for (const [k, { rows }] of aligned.entries()) assert.deepEqual([...rows.toSorted()], common[k]);
}

function meshes(): readonly Mesh[] {
  const parties = ['a', 'b'];
  const channels = memoryChannels('a', 'b');
  return parties.map((self, k) => ({
    ...{ session: 'soak', self, parties, progress: () => {} },
    channels: new Map([[parties[1 - k]!, channels[k]!]]),
  }));
}
