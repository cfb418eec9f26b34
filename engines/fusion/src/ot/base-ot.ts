import { hash } from 'node:crypto';
import type { Random } from '@finharbor/kernel';
import {
  combine,
  mapToPoint,
  pointBytes,
  raise,
  raiseGenerator,
  randomPoint,
  randomScalar,
} from '../psi/group.ts';
import { labelled, seedBytes, u32 } from './keystream.ts';
import { type Duplex, inconsistent, receiveExactly } from './wire.ts';

/** What two-message transfers run for: how many, and bytes that no other run has. */
export type Transfers = { readonly count: number; readonly context: Uint8Array; readonly random: Random };

/** Both seeds of each transfer, 16 bytes each, one after the other. */
export type SeedPairs = { readonly zeros: Uint8Array; readonly ones: Uint8Array };

const labels = { choices: 'base/choices', keys: 'base/keys' } as const;

/**
 * Offers random seed pairs; the peer learns one of each pair. Endemic oblivious transfer (Masny, Rindal, CCS 2019)
 * on ristretto255, malicious security in the random-oracle model under a Diffie-Hellman assumption. Each transfer has a key pair of its own, and every
 * hash names session, transfer and branch (McQuoid, Rosulek, Roy, ASIACRYPT 2021, on what goes wrong otherwise).
 * Errors: `fusion.bad_message`, `fusion.inconsistent`.
 */
export async function offerSeeds(channel: Duplex, transfers: Transfers): Promise<SeedPairs> {
  const { count, context, random } = transfers;
  const asked = await receiveExactly(channel, labels.choices, 2 * pointBytes * count);
  const keys = new Uint8Array(pointBytes * count);
  const pairs = [new Uint8Array(seedBytes * count), new Uint8Array(seedBytes * count)] as const;
  for (let i = 0; i < count; i++) {
    const points = asked.subarray(2 * pointBytes * i, 2 * pointBytes * (i + 1));
    const [zero, one] = [points.subarray(0, pointBytes), points.subarray(pointBytes)];
    const scalar = randomScalar(random);
    const key = raiseGenerator(scalar);
    keys.set(key, pointBytes * i);
    for (const [branch, own, other] of [
      [0, zero, one],
      [1, one, zero],
    ] as const) {
      const base = combine('+', own, oracle(context, { i, branch, other }));
      const shared = base && raise(scalar, base);
      if (!shared) return inconsistent(channel, 'a base transfer asks with an element that is none');
      pairs[branch].set(seedOf(context, { i, branch, shared, seen: [points, key] }), seedBytes * i);
    }
    scalar.fill(0);
  }
  await channel.send(labels.keys, keys);
  return { zeros: pairs[0], ones: pairs[1] };
}

/** Learns the seed that each choice (0 or 1) names, and nothing about the other one; the peer learns no choice. */
export async function chooseSeeds(
  channel: Duplex,
  choices: Uint8Array,
  { context, random }: Omit<Transfers, 'count'>,
): Promise<Uint8Array> {
  const points = new Uint8Array(2 * pointBytes * choices.length);
  const scalars = Array.from(choices, (branch, i) => {
    const scalar = randomScalar(random);
    const other = randomPoint(random);
    const own = combine('-', raiseGenerator(scalar), oracle(context, { i, branch, other }))!;
    points.set(ordered(branch, own, other), 2 * pointBytes * i);
    return scalar;
  });
  await channel.send(labels.choices, points);
  const keys = await receiveExactly(channel, labels.keys, pointBytes * choices.length);
  const seeds = new Uint8Array(seedBytes * choices.length);
  for (const [i, scalar] of scalars.entries()) {
    const key = keys.subarray(pointBytes * i, pointBytes * (i + 1));
    const shared = raise(scalar, key);
    if (!shared) return inconsistent(channel, 'a base transfer answers with an element that is none');
    const asked = points.subarray(2 * pointBytes * i, 2 * pointBytes * (i + 1));
    seeds.set(seedOf(context, { i, branch: choices[i]!, shared, seen: [asked, key] }), seedBytes * i);
    scalar.fill(0);
  }
  return seeds;
}

type Branch = { readonly i: number; readonly branch: number };

function oracle(context: Uint8Array, of: Branch & { readonly other: Uint8Array }): Uint8Array {
  const input = labelled('base/oracle', context, u32(of.i), Uint8Array.of(of.branch), of.other);
  return mapToPoint(hash('sha512', input, 'buffer'));
}

type Agreed = Branch & { readonly shared: Uint8Array; readonly seen: readonly Uint8Array[] };

function seedOf(context: Uint8Array, { i, branch, shared, seen }: Agreed): Uint8Array {
  return labelled('base/seed', context, u32(i), Uint8Array.of(branch), shared, ...seen).subarray(
    0,
    seedBytes,
  );
}

/** `own` at the place that the secret choice names, `other` at the other one, without a branch. */
function ordered(choice: number, own: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(2 * pointBytes);
  for (let k = 0; k < pointBytes; k++) {
    const swap = (own[k]! ^ other[k]!) & -choice;
    both[k] = own[k]! ^ swap;
    both[pointBytes + k] = other[k]! ^ swap;
  }
  return both;
}
