import {
  addTo,
  addWhere,
  bytesOfElements,
  doubleAll,
  type Element,
  elementsOf,
  evaluate,
  multiply,
  wordsOf,
} from '../kernels/gf128.ts';
import type { SeedPairs } from '../ot/base-ot.ts';
import { expanded } from '../ot/keystream.ts';
import type { Offsets } from '../ot/ot-extension.ts';
import { type Duplex, inconsistent, receiveExactly } from '../ot/wire.ts';

/*
 * A few vector-OLE correlations with chosen values: a = b + Δ · values over GF(2^128), bit by bit of Δ as in Gilboa (CRYPTO 1999),
 * with the correlation check of MASCOT (Keller, Orsini, Scholl, CCS 2016, COPEe) in the form of Wolverine (Weng, Yang, Katz, Wang,
 * S&P 2021): a random combination, hidden by one more correlation that is then thrown away.
 */

const labels = { values: 'rr22/vole/values', proof: 'rr22/vole/proof' } as const;

/** Sends the values under the base transfers' seeds and returns this side's share a, element by element. */
export async function shareValues(
  channel: Duplex,
  values: readonly Element[],
  pairs: SeedPairs,
): Promise<readonly Element[]> {
  const length = 16 * values.length;
  const plain = bytesOfElements(values);
  const message = new Uint8Array(128 * length);
  const shares = new Uint32Array(4 * values.length);
  for (let j = 127; j >= 0; j--) {
    const zero = expanded(pairs.zeros, j, length);
    const one = expanded(pairs.ones, j, length);
    message.set(
      zero.map((byte, k) => byte ^ one[k]! ^ plain[k]!),
      j * length,
    );
    doubleAll(shares);
    addTo(shares, new Uint32Array(zero.buffer));
  }
  await channel.send(labels.values, message);
  return elementsOf(new Uint8Array(shares.buffer));
}

/** The other side: the bits of Δ and the seeds they chose. Returns the share b of `count` correlations. */
export async function receiveShares(
  channel: Duplex,
  count: number,
  { bits, seeds }: Offsets,
): Promise<readonly Element[]> {
  const length = 16 * count;
  const message = await receiveExactly(channel, labels.values, 128 * length);
  const shares = new Uint32Array(4 * count);
  for (let j = 127; j >= 0; j--) {
    const stream = expanded(seeds, j, length);
    const column = new Uint32Array(stream.buffer);
    addWhere(column, wordsOf(message.subarray(j * length, (j + 1) * length)), bits[j]!);
    doubleAll(shares);
    addTo(shares, column);
  }
  return elementsOf(new Uint8Array(shares.buffer));
}

/** Answers the challenge that proves one and the same values were used for every bit of Δ. */
export function sendCombination(
  channel: Duplex,
  { values, shares }: { readonly values: readonly Element[]; readonly shares: readonly Element[] },
  challenge: Element,
): Promise<void> {
  const combined = [values, shares].map((elements) => evaluate(elements, challenge));
  return channel.send(labels.proof, bytesOfElements(combined));
}

/** Errors: `fusion.inconsistent`. By trying, the peer gets one guess at a relation among bits of Δ, which is noticed if wrong. */
export async function checkCombination(
  channel: Duplex,
  shares: readonly Element[],
  { delta, challenge }: { readonly delta: Element; readonly challenge: Element },
): Promise<void> {
  const [values, theirs] = elementsOf(await receiveExactly(channel, labels.proof, 32));
  const expected = evaluate(shares, challenge);
  addTo(expected, multiply(delta, values!));
  addTo(expected, theirs!);
  if (expected.some((word) => word !== 0))
    inconsistent(channel, 'its values in the vector OLE contradict each other');
}
