import type { Random } from '@finharbor/kernel';
import type { Words } from '../ring/words.ts';
import { type Lanes, lowLanes } from '../shares/dealt.ts';
import { transfersPerCall } from './correlated.ts';
import { type PairMaking, widened } from './matrices.ts';
import { wordWeights } from './products.ts';

/*
 * Random bits shared both ways (Rotaru, Wood, INDOCRYPT 2019): each party draws one, the bit is their sum modulo 2, and one correlated
 * transfer makes shares over Z_2^64 of it. Shares of any number written in such bits, and of its parts, are sums: what Escudero et al.
 * 2020 call edaBits, between two.
 */

/** Bits of numbers that nobody knows: `own` are this party's halves, `shares` its shares over Z_2^64 of each bit. */
export type SharedBits = { readonly own: Uint8Array; readonly shares: Words };

/** Draws `count` bits and shares them. */
export async function sharedBits(making: PairMaking, random: Random, count: number): Promise<SharedBits> {
  const { ring, transfers, place } = making;
  const own = random.bytes(count).map((byte) => byte & 1);
  const shares = BigUint64Array.from(own, BigInt);
  const parts = pieces(shares, transfersPerCall(1));
  // b = b0 + b1 − 2·b0·b1.
  if (place === 0) for (const part of parts) ring.addScaled(part, await transfers.offer(part.slice(), 1), 2n);
  else {
    let next = 0;
    for await (const got of transfers.choose(pieces(own, transfersPerCall(1)), 1))
      ring.addScaled(parts[next++]!, got, -2n & maxWord);
  }
  return { own, shares };
}

/** A vector in pieces of at most `length` entries, without copying. */
function pieces<T extends Words | Uint8Array>(vector: T, length: number): T[] {
  return Array.from(
    { length: Math.ceil(vector.length / length) },
    (_, i) => vector.subarray(i * length, (i + 1) * length) as T,
  );
}

const maxWord = (1n << 64n) - 1n;

/** What each bit of a number is worth in the sums that are taken of it. */
export type Worths = readonly Words[];

/** Bits of numbers below 2^`bits`: the number, what is left of it without its top bit shifted right, and the top bit. */
export function shiftedWorths(bits: number, shift: number): Worths {
  const whole = wordWeights.slice(0, bits);
  const kept = whole.map((worth, i) => (i < bits - 1 ? worth >> BigInt(shift) : 0n));
  const top = whole.map((_, i) => (i === bits - 1 ? 1n : 0n));
  return [whole, kept, top];
}

/** For each of the worths, shares of the numbers' sums; the bits of a number stand one after the other. */
export function sumsOfBits({ ring }: PairMaking, { shares }: SharedBits, worths: Worths): Words[] {
  return worths.map((words) => {
    const bits = { rows: shares.length / words.length, cols: words.length, words: shares };
    return ring.multiply(bits, { rows: words.length, cols: 1, words });
  });
}

/**
 * Shares over Z_2^16 of vectors of 2^bits words, 1 at the number's place and 0 elsewhere: for each bit, the vector is doubled and
 * multiplied by the bit (Keller, Scholl, ASIACRYPT 2014, demultiplexing; the product as in Rathee et al., CCS 2020, section 3.1.2).
 */
export async function oneHots(making: PairMaking, own: Uint8Array, bits: number): Promise<Lanes> {
  const count = own.length / bits;
  let vectors = new BigUint64Array(count).fill(making.place === 0 ? 1n : 0n);
  for (let bit = 0; bit < bits; bit++) {
    const choices = Uint8Array.from({ length: count }, (_, i) => own[i * bits + bit]!);
    vectors = await doubled(making, vectors, choices);
  }
  return lowLanes(vectors);
}

async function doubled(making: PairMaking, vectors: Words, choices: Uint8Array): Promise<Words> {
  const length = vectors.length / choices.length;
  const chosen = await timesBit(making, vectors, choices);
  const kept = vectors.slice();
  making.ring.addScaled(kept, chosen, maxWord);
  const out = new BigUint64Array(2 * vectors.length);
  for (let at = 0; at < vectors.length; at += length) {
    out.set(kept.subarray(at, at + length), 2 * at);
    out.set(chosen.subarray(at, at + length), 2 * at + length);
  }
  return out;
}

// Of v = v0 + v1 and b = b0 xor b1 party i takes vi·bi itself, and offers vi·(1 − 2·bi) for the other's bit.
async function timesBit(making: PairMaking, vectors: Words, choices: Uint8Array): Promise<Words> {
  const { ring, place, transfers } = making;
  const length = vectors.length / choices.length;
  const sum = ring.hadamard(vectors, widened(BigUint64Array.from(choices, BigInt), length));
  const signs = BigUint64Array.from(choices, (bit) => BigInt.asUintN(64, BigInt(1 - 2 * bit)));
  const offered = ring.hadamard(vectors, widened(signs, length));
  const room = transfersPerCall(length);
  const parts = pieces(sum, room * length);
  for (const offering of [0, 1] as const) {
    let next = 0;
    if (offering === place)
      for (const part of pieces(offered, room * length))
        ring.addScaled(parts[next++]!, await transfers.offer(part, length), maxWord);
    else
      for await (const got of transfers.choose(pieces(choices, room), length))
        ring.addScaled(parts[next++]!, got, 1n);
  }
  return sum;
}
