import { addScalars, eraseScalar, raiseGenerator, randomScalar, type Scalar } from '../psi/group.ts';
import { randomPermutation } from '../psi/permutation.ts';
import { sendChunks } from '../psi/records.ts';
import { elementBytes } from '../ristretto/jobs.ts';
import { checkClaims } from './claims.ts';
import { taggedList } from './match.ts';
import type { EcdhRun } from './session.ts';
import { raisedList } from './shuffled.ts';
import { streams } from './streams.ts';

/** The party that holds the PRF's key. Returns the places of the common identifiers in its own list, where it is told. */
export async function sendIntersection(run: EcdhRun): Promise<ReadonlySet<number> | undefined> {
  const { channel, own } = run;
  const key = randomScalar(run.random);
  // The receiver's elements have been doubled twice when it has unmasked them.
  const twice = addScalars(key, key);
  const four = addScalars(twice, twice);
  const order = randomPermutation(own.ids.length, run.random);
  try {
    await channel.send('ecdh/key', raiseGenerator(key));
    const { sent, proofs } = taggedList(run, { key: four, order });
    await sendChunks(streams(channel).tags, order.length, sent);
    await sendChunks(streams(channel).answered, run.peerSize, answers(run, key));
    if (run.learns === 'receiver') return undefined;
    return new Set((await checkClaims(run, proofs)).map((place) => order[place]!));
  } finally {
    for (const scalar of [key, twice, four]) eraseScalar(scalar);
  }
}

async function* answers(run: EcdhRun, key: Scalar): AsyncGenerator<Uint8Array, void> {
  const list = { stream: streams(run.channel).asked, size: run.peerSize, key };
  for await (const { elements } of raisedList(run, list)) {
    run.worked(elements.length / elementBytes);
    yield elements;
  }
}
