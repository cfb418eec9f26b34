import { receiveExactly } from '../ot/wire.ts';
import { combine } from '../psi/group.ts';
import { type Permutation, randomPermutation } from '../psi/permutation.ts';
import { exactly, type Range, ranges, receiveRecords, sendChunks } from '../psi/records.ts';
import { elementBytes, type Job } from '../ristretto/jobs.ts';
import { piped } from '../ristretto/pipeline.ts';
import { type Claim, sendClaims } from './claims.ts';
import { digestsOf, elementsOf, idsIn, receiveTags, uniformOf } from './items.ts';
import type { EcdhRun } from './session.ts';
import { streams } from './streams.ts';

/** The party that learns the intersection: the places in its own list of the identifiers that both hold. */
export async function receiveIntersection(run: EcdhRun): Promise<ReadonlySet<number>> {
  const asking = { masks: masksOf(run), order: randomPermutation(run.own.ids.length, run.random) };
  try {
    const [claims] = await Promise.all([
      listen(run, asking),
      sendChunks(streams(run.channel).asked, run.own.ids.length, masked(run, asking)),
    ]);
    if (run.learns === 'both') await sendClaims(run, [...claims.values()]);
    return new Set(claims.keys());
  } finally {
    asking.masks.fill(0);
  }
}

/** What a list was asked with: a mask for each place, and which identifier stands there. */
type Asking = { readonly masks: Uint8Array; readonly order: Permutation };

/** A scalar for each identifier, uniform below 2^252, which is within 2^-127 of uniform modulo the order. */
function masksOf({ own, random }: EcdhRun): Uint8Array {
  const masks = random.bytes(elementBytes * own.ids.length);
  for (let last = elementBytes - 1; last < masks.length; last += elementBytes) masks[last]! &= 15;
  return masks;
}

const ofRange = (masks: Uint8Array, { from, to }: Range): Uint8Array =>
  masks.subarray(elementBytes * from, elementBytes * to);

/** 2 (H(x) + r G) for each identifier x and mask r: uniform, whatever x is. */
async function* masked(run: EcdhRun, { masks, order }: Asking): AsyncGenerator<Uint8Array, void> {
  const jobOf = (range: Range): Job => ({
    op: 'add',
    own: { uniform: uniformOf(run, idsIn(run, order, range)) },
    scalars: ofRange(masks, range),
  });
  for await (const { input, done } of piped(run.pool, ranges(order.length), jobOf)) {
    run.worked(input.to - input.from);
    yield elementsOf(run.channel, done);
  }
}

/** The claims that can be made, by place in the own list. */
async function listen(run: EcdhRun, { masks, order }: Asking): Promise<ReadonlyMap<number, Claim>> {
  const { channel, peerSize } = run;
  const base = unmasking(run, await receiveExactly(channel, 'ecdh/key', elementBytes));
  const { tags, answered } = streams(channel);
  const places = await receiveTags(tags, exactly(peerSize));
  const jobOf = ({ offset, records }: { readonly offset: number; readonly records: Uint8Array }): Job => ({
    op: 'add',
    own: { elements: records },
    scalars: ofRange(masks, { from: offset, to: offset + records.length / elementBytes }),
    base,
  });
  const claims = new Map<number, Claim>();
  const chunks = receiveRecords(answered, exactly(order.length));
  for await (const { input, done } of piped(run.pool, chunks, jobOf)) {
    const elements = elementsOf(channel, done);
    for (const [k, { tag, proof }] of digestsOf(run, elements).entries()) {
      const place = places.get(tag);
      if (place !== undefined) claims.set(order[input.offset + k]!, { place, proof });
    }
    run.worked(elements.length / elementBytes);
  }
  return claims;
}

/** What takes a mask r off an answer when it is added r times: −2 Z, for the sender's Z = b G. */
function unmasking({ channel }: EcdhRun, key: Uint8Array): Uint8Array {
  const identity = new Uint8Array(elementBytes);
  const minus = combine('-', identity, key);
  const twice = minus && combine('+', minus, minus);
  return twice && key.some((byte) => byte !== 0) ? twice : elementsOf(channel, { refused: 0 });
}
