import { inconsistent, receiveExactly } from '../ot/wire.ts';
import { combine, eraseScalar, raise, randomScalar, type Scalar } from '../psi/group.ts';
import { type Permutation, randomPermutation } from '../psi/permutation.ts';
import { sendChunks } from '../psi/records.ts';
import { elementBytes, jobElements } from '../ristretto/jobs.ts';
import { piped } from '../ristretto/pipeline.ts';
import { encryptionScalars, type Keys, newKeys } from './elgamal.ts';
import { hearEnough } from './enough.ts';
import { elementAt, elementsOf } from './items.ts';
import type { EcdhRun } from './session.ts';
import { answerShuffled, blindedList } from './shuffled.ts';
import { streams } from './streams.ts';
import type { SumInput, SumOutcome } from './sum.ts';
import { valueSumFrom } from './sum-result.ts';
import { boundsOf, numbersOf, pairsOf, partsOf } from './sum-terms.ts';

type Serving = { readonly input: SumInput; readonly values: readonly number[] };

/** The side of the party that holds the values and the key they are encrypted under. `values` stand beside the distinct identifiers. */
export async function serveSum(run: EcdhRun, { input, values }: Serving): Promise<SumOutcome> {
  const { channel, random } = run;
  const { terms } = input;
  const keys = newKeys(partsOf(terms), random);
  const key = randomScalar(random);
  const order = randomPermutation(run.own.ids.length, random);
  try {
    await channel.send('ecdh/keys', Buffer.concat(keys.open));
    await answerShuffled(run, { ...streams(channel), key });
    const numbers = (place: number): readonly number[] => numbersOf(values[place]!, terms);
    const pairs = encryptedPairs(run, { key, order, keys, numbers });
    await sendChunks(pairsOf(run, terms), order.length, pairs);
    if (!(await hearEnough(run))) return { kind: 'refused', count: undefined };
    await decrypt(run, keys);
    if (run.learns === 'receiver') return { kind: 'served' };
    const bounds = boundsOf(run, terms);
    const told = await receiveExactly(channel, 'ecdh/sum', 8 * (1 + bounds.length));
    return { kind: 'told', ...valueSumFrom(run, { told, bounds, atLeast: input.atLeast }) };
  } finally {
    for (const scalar of [key, ...keys.secret]) eraseScalar(scalar);
  }
}

type Encrypting = {
  readonly key: Scalar;
  readonly order: Permutation;
  readonly keys: Keys;
  readonly numbers: (place: number) => readonly number[];
};

async function* encryptedPairs(
  run: EcdhRun,
  { key, order, keys, numbers }: Encrypting,
): AsyncGenerator<Uint8Array, void> {
  for await (const { from, to, elements } of blindedList(run, { key, order })) {
    const scalars = Array.from(order.subarray(from, to), (place) =>
      encryptionScalars(keys, numbers(place), run.random),
    ).flat();
    const encrypted = await multiples(run, scalars);
    for (const scalar of scalars) eraseScalar(scalar);
    const width = encrypted.length / (to - from);
    yield Buffer.concat(
      Array.from({ length: to - from }, (_, k) => [
        elementAt(elements, k),
        encrypted.subarray(width * k, width * (k + 1)),
      ]).flat(),
    );
  }
}

/** Twice each scalar times the generator. */
async function multiples(run: EcdhRun, scalars: readonly Scalar[]): Promise<Uint8Array> {
  const batches = Array.from({ length: Math.ceil(scalars.length / jobElements) }, (_, k) =>
    Buffer.concat(scalars.slice(jobElements * k, jobElements * (k + 1))),
  );
  const made: Uint8Array[] = [];
  for await (const { done } of piped(run.pool, batches, (batch) => ({
    op: 'add',
    own: 'nothing',
    scalars: batch,
  })))
    made.push(elementsOf(run.channel, done));
  return Buffer.concat(made);
}

/** Decrypts the one total that the receiver asks for; it is blinded, so that it tells this side nothing. */
async function decrypt({ channel }: EcdhRun, { secret }: Keys): Promise<void> {
  const total = await receiveExactly(channel, 'ecdh/total', elementBytes * (1 + secret.length));
  const shared = elementAt(total, 0);
  const opened = secret.map((scalar, q) => {
    const mask = raise(scalar, shared);
    const element = mask && combine('-', elementAt(total, 1 + q), mask);
    return element ?? inconsistent(channel, 'its total is no encryption');
  });
  await channel.send('ecdh/opened', Buffer.concat(opened));
}
