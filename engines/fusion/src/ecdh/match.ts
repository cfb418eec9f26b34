import { eraseScalar, invertScalar, randomScalar, type Scalar } from '../psi/group.ts';
import { type Permutation, randomPermutation } from '../psi/permutation.ts';
import { exactly, sendChunks, textOf } from '../psi/records.ts';
import { elementBytes } from '../ristretto/jobs.ts';
import type { Claim } from './claims.ts';
import { digestOf, elementAt, proofBytes, receiveTags, tagBytes } from './items.ts';
import type { EcdhRun } from './session.ts';
import { answerShuffled, blindedList, raisedList, sendBlinded } from './shuffled.ts';
import { streams } from './streams.ts';

/** Place `answered` in the list that came back holds the same identifier as `claim.place` in the sender's. */
export type Match = { readonly answered: number; readonly claim: Claim };

/**
 * The receiver's side of a count (De Cristofaro, Gasti, Tsudik 2012): its list comes back shuffled, so that matches tell their number
 * alone. `order` is the own order in which the list was sent.
 */
export async function countMatches(
  run: EcdhRun,
): Promise<{ readonly matches: readonly Match[]; readonly order: Permutation }> {
  const key = randomScalar(run.random);
  const inverse = invertScalar(key);
  const order = randomPermutation(run.own.ids.length, run.random);
  const { asked, tags } = streams(run.channel);
  try {
    const [places] = await Promise.all([
      receiveTags(tags, exactly(run.peerSize)),
      sendBlinded(run, asked, { key, order }),
    ]);
    return { matches: await matchesIn(run, inverse, places), order };
  } finally {
    eraseScalar(key);
    eraseScalar(inverse);
  }
}

async function matchesIn(
  run: EcdhRun,
  inverse: Scalar,
  places: ReadonlyMap<string, number>,
): Promise<readonly Match[]> {
  const { answered } = streams(run.channel);
  const matches: Match[] = [];
  const list = { stream: answered, size: run.own.ids.length, key: inverse };
  for await (const { offset, elements } of raisedList(run, list)) {
    const count = elements.length / elementBytes;
    for (let k = 0; k < count; k++) {
      const digest = digestOf(run, elementAt(elements, k));
      const place = places.get(textOf(digest.subarray(0, tagBytes)));
      const proof = digest.subarray(tagBytes);
      if (place !== undefined) matches.push({ answered: offset + k, claim: { place, proof } });
    }
    run.worked(count);
  }
  return matches;
}

/** What the sender remembers of a count: its order of the receiver's list, its own order, and proofs by place in it. */
export type Counted = {
  readonly shuffle: Permutation;
  readonly order: Permutation;
  readonly proofs: Uint8Array;
};

/** The sender's side of a count. */
export async function serveCount(run: EcdhRun): Promise<Counted> {
  const key = randomScalar(run.random);
  const order = randomPermutation(run.own.ids.length, run.random);
  const { asked, answered, tags } = streams(run.channel);
  try {
    const { sent, proofs } = taggedList(run, { key, order });
    await sendChunks(tags, order.length, sent);
    return { shuffle: await answerShuffled(run, { asked, answered, key }), order, proofs };
  } finally {
    eraseScalar(key);
  }
}

/** Tags of the own list under a key; `proofs` are there once all have been sent. */
export function taggedList(
  run: EcdhRun,
  blinding: { readonly key: Scalar; readonly order: Permutation },
): { readonly sent: AsyncGenerator<Uint8Array, void>; readonly proofs: Uint8Array } {
  const proofs = new Uint8Array(proofBytes * blinding.order.length);
  const sent = async function* (): AsyncGenerator<Uint8Array, void> {
    for await (const { from, elements } of blindedList(run, blinding)) {
      const count = elements.length / elementBytes;
      const tags = new Uint8Array(tagBytes * count);
      for (let k = 0; k < count; k++) {
        const digest = digestOf(run, elementAt(elements, k));
        tags.set(digest.subarray(0, tagBytes), tagBytes * k);
        proofs.set(digest.subarray(tagBytes), proofBytes * (from + k));
      }
      yield tags;
    }
  };
  return { sent: sent(), proofs };
}
