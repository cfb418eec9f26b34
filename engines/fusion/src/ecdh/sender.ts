import { addScalars, eraseScalar, raiseGenerator, randomScalar, type Scalar } from '../psi/group.ts';
import { type Permutation, randomPermutation } from '../psi/permutation.ts';
import {
  badMessage,
  exactly,
  type Range,
  ranges,
  receiveRecords,
  sendChunks,
  textOf,
} from '../psi/records.ts';
import { elementBytes, type Job } from '../ristretto/jobs.ts';
import { piped } from '../ristretto/pipeline.ts';
import { checkClaims } from './claims.ts';
import { digestOf, elementAt, elementsOf, proofBytes, tagBytes, uniformOf } from './items.ts';
import type { EcdhRun } from './session.ts';
import { streams } from './streams.ts';

/** The party that holds the PRF's key. Returns the places of the common identifiers in its own list, where it is told. */
export async function sendIntersection(run: EcdhRun): Promise<ReadonlySet<number> | undefined> {
  const { channel, own } = run;
  const key = randomScalar(run.random);
  const order = randomPermutation(own.ids.length, run.random);
  const proofs = new Uint8Array(proofBytes * order.length);
  try {
    await channel.send('ecdh/key', raiseGenerator(key));
    await sendChunks(streams(channel).tags, order.length, tagsOf(run, { key, order, proofs }));
    await answer(run, key);
  } finally {
    eraseScalar(key);
  }
  if (run.learns === 'receiver') return undefined;
  const places = await checkClaims(run, proofs);
  return new Set(places.map((place) => order[place]!));
}

type Own = { readonly key: Scalar; readonly order: Permutation; readonly proofs: Uint8Array };

// The receiver's elements have been doubled twice when it has unmasked them.
async function* tagsOf(run: EcdhRun, { key, order, proofs }: Own): AsyncGenerator<Uint8Array, void> {
  const doubled = addScalars(key, key);
  const scalar = addScalars(doubled, doubled);
  const jobOf = ({ from, to }: Range): Job => ({
    op: 'raiseMapped',
    uniform: uniformOf(
      run,
      Array.from(order.subarray(from, to), (place) => run.own.ids[place]!),
    ),
    scalar,
  });
  try {
    for await (const { input, done } of piped(run.pool, ranges(order.length), jobOf)) {
      const elements = elementsOf(run.channel, done);
      const count = input.to - input.from;
      const tags = new Uint8Array(tagBytes * count);
      for (let k = 0; k < count; k++) {
        const digest = digestOf(run, elementAt(elements, k));
        tags.set(digest.subarray(0, tagBytes), tagBytes * k);
        proofs.set(digest.subarray(tagBytes), proofBytes * (input.from + k));
      }
      run.worked(count);
      yield tags;
    }
  } finally {
    eraseScalar(doubled);
    eraseScalar(scalar);
  }
}

/** Multiplies what the receiver asks. */
async function answer(run: EcdhRun, key: Scalar): Promise<void> {
  const { asked, answered } = streams(run.channel);
  const seen = new Set<string>();
  const answers = async function* (): AsyncGenerator<Uint8Array, void> {
    const chunks = receiveRecords(asked, exactly(run.peerSize));
    const jobOf = ({ records }: { readonly records: Uint8Array }): Job => ({
      op: 'raise',
      elements: records,
      scalar: key,
    });
    for await (const { input, done } of piped(run.pool, chunks, jobOf)) {
      const count = input.records.length / elementBytes;
      for (let k = 0; k < count; k++) seen.add(textOf(elementAt(input.records, k)));
      if (seen.size !== input.offset + count) badMessage(asked, 'an element twice');
      run.worked(count);
      yield elementsOf(run.channel, done);
    }
  };
  await sendChunks(answered, run.peerSize, answers());
}
