import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import { before, test } from 'node:test';
import { type Random, systemRandom } from '@finharbor/kernel';
import { memoryChannels } from '@finharbor/link';
import { combine, groupReady, mapToPoint, raise, raiseGenerator, type Scalar } from '../psi/group.ts';
import { chooseSeeds, offerSeeds } from './base-ot.ts';
import { labelled, u32 } from './keystream.ts';

const context = systemRandom.bytes(32);
const choices = Uint8Array.of(0, 1, 1, 0, 1);
const count = choices.length;
const part = (bytes: Uint8Array, k: number, width = 32): Uint8Array =>
  bytes.subarray(width * k, width * (k + 1));
const twice = (element: Uint8Array): Uint8Array => combine('+', element, element)!;

/** The system's randomness, and the scalars that were made of its first bytes. */
function kept(): { readonly random: Random; readonly scalar: (k: number) => Scalar } {
  const drawn: Uint8Array[] = [];
  const random = {
    bytes(length: number) {
      const bytes = systemRandom.bytes(length);
      drawn.push(bytes.slice());
      return bytes;
    },
  };
  const scalar = (k: number) =>
    part(drawn[0]!, k).map((byte, at) => (at === 31 ? byte & 15 : byte)) as Uint8Array as Scalar;
  return { random, scalar };
}

async function transferred() {
  const [atOffer, atChoice] = memoryChannels('offer', 'choice');
  const sent = new Map<string, Uint8Array>();
  const noted = (channel: typeof atOffer): typeof atOffer => ({
    ...channel,
    async send(label, payload) {
      sent.set(label, payload.slice());
      await channel.send(label, payload);
    },
  });
  const [offering, choosing] = [kept(), kept()];
  const [pairs, seeds] = await Promise.all([
    offerSeeds(noted(atOffer), { count, context, random: offering.random }),
    chooseSeeds(noted(atChoice), choices, { context, random: choosing.random }),
  ]);
  return {
    ...{ pairs, seeds, offering, choosing },
    points: sent.get('base/choices')!,
    keys: sent.get('base/keys')!,
  };
}

before(groupReady);

test('one who chooses gets the seed of its choice, and the other one is another', async () => {
  const { pairs, seeds } = await transferred();
  for (const [i, choice] of choices.entries()) {
    const both = [part(pairs.zeros, i, 16), part(pairs.ones, i, 16)] as const;
    assert.deepEqual(part(seeds, i, 16), both[choice as 0 | 1]);
    assert.notDeepEqual(both[0], both[1]);
  }
});

test('what goes over the wire is the paper’s, by libsodium: A − H(r) beside r, and B', async () => {
  const { points, keys, offering, choosing } = await transferred();
  for (const [i, choice] of choices.entries()) {
    const [own, other] = [part(points, 2 * i + choice), part(points, 2 * i + 1 - choice)];
    const named = labelled('base/oracle', context, u32(i), Uint8Array.of(choice), other);
    const oracle = twice(mapToPoint(hash('sha512', named, 'buffer')));
    const key = twice(raiseGenerator(choosing.scalar(i)));
    assert.deepEqual(combine('+', own, oracle), key);
    assert.deepEqual(part(keys, i), twice(raiseGenerator(offering.scalar(i))));
    assert.ok(raise(offering.scalar(i), other), 'the other one is an element too, and not the identity');
  }
});
