import { addTo, addWhere, bytesOfElements, type Element, elementsOf, evaluate } from '../kernels/gf128.ts';
import type { SeedPairs } from './base-ot.ts';
import { expanded, labelled, u32 } from './keystream.ts';
import { type Duplex, inconsistent, receiveExactly } from './wire.ts';

/*
 * From 128 base transfers to many: IKNP (Ishai, Kilian, Nissim, Petrank, CRYPTO 2003) with the consistency check of SoftSpokenOT
 * (Roy, CRYPTO 2022) at field size 2, which replaces the check of KOS15 whose proof has a gap. Columns are vectors
 * over GF(2^128), one element a 128 rows; a universal hash of each column, with 128 rows thrown away to hide it, is compared.
 */

const columns = 128;
const labels = { choices: 'ot/choices', proof: 'ot/proof' } as const;

/** What the peer answers to a challenge: 16 bytes for its choices and 16 for each column. */
const proofBytes: number = 16 * (columns + 1);

/** How many rows are extended for `count` transfers: whole elements, and one to be thrown away. */
function rowsFor(count: number): number {
  return 128 * (Math.ceil(count / 128) + 1);
}

/** The receiving side's state between its two messages. */
export type ChosenRows = {
  /** Row i, 16 bytes: what both parties' rows have in common when the choice is 0. */
  readonly rows: Uint8Array;
  readonly answer: (challenge: Element) => Uint8Array;
};

/** Sends choices under the base transfers' seeds. `fresh` is 16 random bytes that hide the answer. */
export async function sendChoices(
  channel: Duplex,
  choices: Uint8Array,
  { pairs, fresh }: { readonly pairs: SeedPairs; readonly fresh: Uint8Array },
): Promise<ChosenRows> {
  const rows = rowsFor(choices.length);
  const packed = packBits(choices, rows);
  packed.set(fresh, packed.length - 16);
  const message = new Uint8Array((columns * rows) / 8);
  const own = Array.from({ length: columns }, (_, j) => {
    const zero = expanded(pairs.zeros, j, rows / 8);
    const one = expanded(pairs.ones, j, rows / 8);
    message.set(
      zero.map((byte, k) => byte ^ one[k]! ^ packed[k]!),
      (j * rows) / 8,
    );
    return zero;
  });
  await channel.send(labels.choices, message);
  return {
    rows: transposed(own, choices.length),
    answer: (challenge) =>
      bytesOfElements([packed, ...own].map((column) => evaluate(elementsOf(column), challenge))),
  };
}

/** Answers the challenge that proves the choices consistent. */
export function sendProof(channel: Duplex, chosen: ChosenRows, challenge: Element): Promise<void> {
  return channel.send(labels.proof, chosen.answer(challenge));
}

/** The sending side: secret bits (0 or 1) and the seed each of them chose. */
export type Offsets = { readonly bits: Uint8Array; readonly seeds: Uint8Array };

/** Receives the choices of `count` transfers; what is returned must pass `checkRows` before anything is sent under it. */
export async function receiveChoices(
  channel: Duplex,
  count: number,
  { bits, seeds }: Offsets,
): Promise<readonly Uint8Array[]> {
  const length = rowsFor(count) / 8;
  const message = await receiveExactly(channel, labels.choices, columns * length);
  return Array.from({ length: columns }, (_, j) => {
    const column = expanded(seeds, j, length);
    const change = message.subarray(j * length, (j + 1) * length);
    return column.map((byte, k) => byte ^ (change[k]! & -bits[j]!));
  });
}

/**
 * Errors: `fusion.inconsistent` where the peer used other choices in some column, which it gets away with only by guessing this
 * side's secret bits.
 */
export async function checkRows(
  channel: Duplex,
  extended: readonly Uint8Array[],
  { bits, challenge }: { readonly bits: Uint8Array; readonly challenge: Element },
): Promise<void> {
  const [choices, ...proofs] = elementsOf(await receiveExactly(channel, labels.proof, proofBytes));
  let difference = 0;
  for (const [j, column] of extended.entries()) {
    const found = evaluate(elementsOf(column), challenge);
    addTo(found, proofs[j]!);
    addWhere(found, choices!, bits[j]!);
    for (const word of found) difference |= word;
  }
  if (difference !== 0) inconsistent(channel, 'its choices in the oblivious transfers contradict each other');
}

/** A one-time key for each transfer's row, 16 bytes: on the receiving side its own, on the sending side for choice 0 or 1. */
export function keysOf(context: Uint8Array, rows: Uint8Array): Uint8Array {
  const keys = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; at += 16) {
    const digest = labelled('ot/key', context, u32(at), rows.subarray(at, at + 16));
    keys.set(digest.subarray(0, 16), at);
  }
  return keys;
}

/** The sender's rows of the first `count` transfers, for choice 0 and for choice 1. */
export function rowPairs(extended: readonly Uint8Array[], bits: Uint8Array, count: number): SeedPairs {
  const zeros = transposed(extended, count);
  const offset = packBits(bits, columns);
  return { zeros, ones: zeros.map((byte, k) => byte ^ offset[k % 16]!) };
}

function packBits(bits: Uint8Array, rows: number): Uint8Array<ArrayBuffer> {
  const packed = new Uint8Array(rows / 8);
  for (let i = 0; i < bits.length; i++) packed[i >> 3]! |= bits[i]! << (i & 7);
  return packed;
}

/** Row i holds bit i of each column. */
function transposed(own: readonly Uint8Array[], rows: number): Uint8Array {
  const out = new Uint8Array(16 * rows);
  for (const [j, column] of own.entries())
    for (let i = 0; i < rows; i++) out[16 * i + (j >> 3)]! |= ((column[i >> 3]! >> (i & 7)) & 1) << (j & 7);
  return out;
}
