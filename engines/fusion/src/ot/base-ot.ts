import assert from 'node:assert/strict';
import { hash } from 'node:crypto';
import type { Random } from '@finharbor/kernel';
import { type Done, elementBytes, type Job, jobElements, uniformBytes } from '../ristretto/jobs.ts';
import { poolFor } from '../ristretto/pool.ts';
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
  const asked = await receiveExactly(channel, labels.choices, 2 * elementBytes * count);
  const scalars = secretScalars(count, random);
  const keys = elementsOf(
    await compute(count, (at) => ({ op: 'add', own: 'nothing', scalars: at(scalars) })),
  );
  const oracles = Array.from({ length: 2 * count }, (_, k) =>
    oracle(context, { i: k >> 1, branch: k & 1, other: elementAt(asked, k ^ 1) }),
  );
  const uniform = Buffer.concat(oracles);
  const twice = Buffer.concat(oracles.map((_, k) => elementAt(scalars, k >> 1)));
  const done = await compute(2 * count, (at) => ({
    op: 'raiseEach',
    elements: at(asked),
    uniform: at(uniform, uniformBytes),
    scalars: at(twice),
  }));
  if ('refused' in done) return inconsistent(channel, 'a base transfer asks with an element that is none');
  const pairs = [new Uint8Array(seedBytes * count), new Uint8Array(seedBytes * count)] as const;
  for (let k = 0; k < 2 * count; k++) {
    const [i, branch] = [k >> 1, k & 1];
    const points = asked.subarray(2 * elementBytes * i, 2 * elementBytes * (i + 1));
    const agreed = { i, branch, shared: elementAt(done.elements, k), seen: [points, elementAt(keys, i)] };
    pairs[branch]!.set(seedOf(context, agreed), seedBytes * i);
  }
  for (const spent of [scalars, twice]) spent.fill(0);
  await channel.send(labels.keys, keys);
  return { zeros: pairs[0], ones: pairs[1] };
}

/** Learns the seed that each choice (0 or 1) names, and nothing about the other one; the peer learns no choice. */
export async function chooseSeeds(
  channel: Duplex,
  choices: Uint8Array,
  { context, random }: Omit<Transfers, 'count'>,
): Promise<Uint8Array> {
  const count = choices.length;
  const scalars = secretScalars(count, random);
  const drawn = random.bytes(uniformBytes * count);
  const others = elementsOf(await compute(count, (at) => ({ op: 'map', uniform: at(drawn, uniformBytes) })));
  const uniform = Buffer.concat(
    Array.from(choices, (branch, i) => oracle(context, { i, branch, other: elementAt(others, i) })),
  );
  const own = elementsOf(
    await compute(count, (at) => ({
      op: 'add',
      own: { less: at(uniform, uniformBytes) },
      scalars: at(scalars),
    })),
  );
  const points = Buffer.concat(
    Array.from(choices, (branch, i) => ordered(branch, elementAt(own, i), elementAt(others, i))),
  );
  await channel.send(labels.choices, points);
  const keys = await receiveExactly(channel, labels.keys, elementBytes * count);
  const done = await compute(count, (at) => ({ op: 'raiseEach', elements: at(keys), scalars: at(scalars) }));
  scalars.fill(0);
  if ('refused' in done) return inconsistent(channel, 'a base transfer answers with an element that is none');
  const seeds = new Uint8Array(seedBytes * count);
  for (const [i, branch] of choices.entries()) {
    const asked = points.subarray(2 * elementBytes * i, 2 * elementBytes * (i + 1));
    const agreed = { i, branch, shared: elementAt(done.elements, i), seen: [asked, elementAt(keys, i)] };
    seeds.set(seedOf(context, agreed), seedBytes * i);
  }
  return seeds;
}

/** Uniform below 2^252, which is within 2^-127 of uniform modulo the group's order. */
function secretScalars(count: number, random: Random): Uint8Array {
  const scalars = random.bytes(elementBytes * count);
  for (let last = elementBytes - 1; last < scalars.length; last += elementBytes) scalars[last]! &= 15;
  return scalars;
}

/** The part of a list that a job is about; records of an element's length unless told. */
type At = (list: Uint8Array, width?: number) => Uint8Array;

/** Does as many jobs as it takes, and puts their elements together. */
async function compute(total: number, jobOf: (at: At) => Job): Promise<Done> {
  const pool = await poolFor(total);
  const elements = new Uint8Array(elementBytes * total);
  for (let from = 0; from < total; from += jobElements) {
    const part = (list: Uint8Array, width = elementBytes): Uint8Array =>
      list.subarray(width * from, width * Math.min(total, from + jobElements));
    const done = await pool.run(jobOf(part));
    if ('refused' in done) return { refused: from + done.refused };
    elements.set(done.elements, elementBytes * from);
  }
  return { elements };
}

/** What was made of this party's own numbers, of which none is refused. */
function elementsOf(done: Done): Uint8Array {
  assert('elements' in done);
  return done.elements;
}

function elementAt(elements: Uint8Array, k: number): Uint8Array {
  return elements.subarray(elementBytes * k, elementBytes * (k + 1));
}

type Branch = { readonly i: number; readonly branch: number };

/** What maps to half of the random oracle's element: the group's kernels give back doubles. */
function oracle(context: Uint8Array, of: Branch & { readonly other: Uint8Array }): Uint8Array {
  const input = labelled('base/oracle', context, u32(of.i), Uint8Array.of(of.branch), of.other);
  return hash('sha512', input, 'buffer');
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
  const both = new Uint8Array(2 * elementBytes);
  for (let k = 0; k < elementBytes; k++) {
    const swap = (own[k]! ^ other[k]!) & -choice;
    both[k] = own[k]! ^ swap;
    both[elementBytes + k] = other[k]! ^ swap;
  }
  return both;
}
