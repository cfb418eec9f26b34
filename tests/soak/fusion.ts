import assert from 'node:assert/strict';
import {
  align,
  intersect,
  intersectAtLeast,
  intersectByEcdh,
  intersectionSize,
  intersectionSum,
  type Mesh,
} from '@finharbor/fusion';
import { randomSets, type SetPair, sampler, seededRandom } from '@finharbor/fusion/testing';
import { systemRandom } from '@finharbor/kernel';
import { memoryChannels } from '@finharbor/link';
import type { SoakContext } from '../../tools/soak.ts';

const pairs = 10_000;
/** Every hundredth pair may be larger than one bin of the store. */
const largest = { usual: 2 ** 12, rare: 2 ** 17 } as const;
/** ECDH takes tens of microseconds for what RR22 does in one. */
const largestForEcdh = 2 ** 12;

/**
 * Random pairs of lists, sizes log-uniform, with repetitions, mixed writings and empty ones: RR22, KKRT16 and, for short lists, every
 * protocol on ECDH, each against an exact count. 10,000 of them, or as many as there is time for.
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
  const short = Math.max(lists[0].length, lists[1].length) <= largestForEcdh;
  for (const by of [
    { protocol: 'rr22', adversary },
    { protocol: 'kkrt', adversary: 'semi-honest' },
    ...(short ? ([{ protocol: 'ecdh', adversary: 'semi-honest' }] as const) : []),
  ] as const) {
    const found = await Promise.all(
      meshes().map((mesh, k) => intersect(mesh, { ...terms, ...by, ids: lists[k]! })),
    );
    for (const [k, { rows }] of found.entries()) assert.deepEqual([...rows!], common[k], by.protocol);
  }
  if (short) await checkEcdh({ lists, common });
}

async function checkEcdh({ lists, common }: Omit<SetPair, 'duplicates'>): Promise<void> {
  const terms = { receiver: 'a', learns: 'both', random: systemRandom } as const;
  const each = <T>(run: (mesh: Mesh, input: typeof terms & { ids: readonly string[] }) => Promise<T>) =>
    Promise.all(meshes().map((mesh, k) => run(mesh, { ...terms, ids: lists[k]! })));
  for (const [k, { rows }] of (await each(align)).entries())
    assert.deepEqual([...rows.toSorted()], common[k]);
  for (const [k, { rows }] of (await each(intersectByEcdh)).entries())
    assert.deepEqual([...rows!], common[k]);
  const size = common[0].length;
  for (const counted of await each(intersectionSize)) assert.equal(counted.size, size);
  const atLeast = Math.max(1, size);
  const opened = await each((mesh, input) => intersectAtLeast(mesh, { ...input, atLeast }));
  for (const [k, outcome] of opened.entries())
    assert.deepEqual(outcome.kind === 'opened' ? [...outcome.rows!] : [], common[k]);
  const values = lists[1].map((_, row) => row);
  const sums = await each((mesh, input) =>
    intersectionSum(mesh, {
      ...{ ...input, atLeast, terms: { most: largestForEcdh } },
      ...(mesh.self === 'b' ? { values } : {}),
    }),
  );
  const sum = common[1].reduce((total, row) => total + row, 0);
  for (const outcome of sums) assert.ok(outcome.kind === 'told' ? outcome.sum === sum : size === 0);
}

function meshes(): readonly Mesh[] {
  const parties = ['a', 'b'];
  const channels = memoryChannels('a', 'b');
  return parties.map((self, k) => ({
    ...{ session: 'soak', self, parties, progress: () => {} },
    channels: new Map([[parties[1 - k]!, channels[k]!]]),
  }));
}
