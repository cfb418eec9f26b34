import { eraseScalar, invertScalar, randomScalar, type Scalar } from '../psi/group.ts';
import { type Permutation, randomPermutation } from '../psi/permutation.ts';
import { exactly, sendChunks } from '../psi/records.ts';
import { elementBytes } from '../ristretto/jobs.ts';
import type { Claim } from './claims.ts';
import { digestsOf, receiveTags } from './items.ts';
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
    for (const [k, { tag, proof }] of digestsOf(run, elements).entries()) {
      const place = places.get(tag);
      if (place !== undefined) matches.push({ answered: offset + k, claim: { place, proof } });
    }
    run.worked(elements.length / elementBytes);
  }
  return matches;
}

/** What the sender remembers of a count: its order of the receiver's list, its own order, and proofs by place in it. */
export type Counted = {
  readonly shuffle: Permutation;
  readonly order: Permutation;
  readonly proofs: readonly string[];
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
): { readonly sent: AsyncGenerator<Uint8Array, void>; readonly proofs: readonly string[] } {
  const proofs: string[] = [];
  const sent = async function* (): AsyncGenerator<Uint8Array, void> {
    for await (const { elements } of blindedList(run, blinding)) {
      const digests = digestsOf(run, elements);
      for (const { proof } of digests) proofs.push(proof);
      yield Buffer.from(digests.map(({ tag }) => tag).join(''), 'latin1');
    }
  };
  return { sent: sent(), proofs };
}
