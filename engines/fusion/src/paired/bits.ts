import type { Random } from '@finharbor/kernel';
import { bytesOf, type Words, wordsOf } from '../ring/words.ts';
import { addLanes, type Lanes } from '../shares/dealt.ts';
import { addLanesWhere, lanesIn, spread, transfersPerCall } from './correlated.ts';
import type { PairMaking } from './matrices.ts';
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
  const shares = spread(own, 1);
  const parts = pieces(shares, transfersPerCall(1));
  // b = b0 + b1 − 2·b0·b1.
  if (place === 0) for (const part of parts) ring.addScaled(part, await transfers.offer(part.slice(), 1), 2n);
  else {
    let next = 0;
    for await (const got of transfers.choose(pieces(own, transfersPerCall(1)), 1))
      ring.addScaled(parts[next++]!, got, minusTwo);
  }
  return { own, shares };
}

/** A vector in pieces of at most `length` entries, without copying. */
function pieces<T extends Words | Lanes | Uint8Array>(vector: T, length: number): T[] {
  return Array.from(
    { length: Math.ceil(vector.length / length) },
    (_, i) => vector.subarray(i * length, (i + 1) * length) as T,
  );
}

const maxWord = (1n << 64n) - 1n;
const minusTwo = maxWord - 1n;

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

// Lanes are sent in words, four at a time.
const perWord = 4;

/**
 * Shares over Z_2^16 of vectors of 2^bits lanes, 1 at the number's place and 0 elsewhere: for each bit, the vector is doubled and
 * multiplied by the bit (Keller, Scholl, ASIACRYPT 2014, demultiplexing; the product as in Rathee et al., CCS 2020, section 3.1.2).
 */
export async function oneHots(making: PairMaking, own: Uint8Array, bits: number): Promise<Lanes> {
  const count = own.length / bits;
  let vectors: Lanes = new Uint16Array(count * perWord);
  if (making.place === 0) for (let i = 0; i < count; i++) vectors[i * perWord] = 1;
  for (let bit = 0; bit < bits; bit++) {
    const choices = Uint8Array.from({ length: count }, (_, i) => own[i * bits + bit]!);
    vectors = await doubled(making, { vectors, choices, length: 2 ** bit });
  }
  return rowsOf(vectors, count, 2 ** bits);
}

/** The first `length` lanes of each of `count` rows. */
function rowsOf(vectors: Lanes, count: number, length: number): Lanes {
  const width = vectors.length / count;
  if (width === length) return vectors;
  return Uint16Array.from(
    { length: count * length },
    (_, i) => vectors[Math.floor(i / length) * width + (i % length)]!,
  );
}

type Doubling = { readonly vectors: Lanes; readonly choices: Uint8Array; readonly length: number };

async function doubled(making: PairMaking, { vectors, choices, length }: Doubling): Promise<Lanes> {
  const chosen = await timesBit(making, vectors, choices);
  const kept = vectors.slice();
  addLanes(kept, chosen, -1);
  const [width, wide] = [length, 2 * length].map((lanes) => Math.max(perWord, lanes)) as [number, number];
  const out = new Uint16Array(choices.length * wide);
  for (let i = 0; i < choices.length; i++) {
    out.set(kept.subarray(i * width, i * width + length), i * wide);
    out.set(chosen.subarray(i * width, i * width + length), i * wide + length);
  }
  return out;
}

// Of v = v0 + v1 and b = b0 xor b1 party i takes vi·bi itself, and offers vi·(1 − 2·bi) for the other's bit.
async function timesBit(making: PairMaking, vectors: Lanes, choices: Uint8Array): Promise<Lanes> {
  const { place, transfers } = making;
  const sum: Lanes = new Uint16Array(vectors.length);
  addLanesWhere(sum, { message: vectors, bits: choices });
  const offered = vectors.slice();
  addLanes(offered, sum, -1);
  addLanes(offered, sum, -1);
  const length = vectors.length / choices.length / perWord;
  const room = transfersPerCall(length);
  const parts = pieces(sum, room * length * perWord);
  for (const offering of [0, 1] as const) {
    let next = 0;
    if (offering === place)
      for (const part of pieces(offered, room * length * perWord))
        addLanes(parts[next++]!, lanesIn(await transfers.offer(wordsIn(part), length, 'lanes')), -1);
    else
      for await (const got of transfers.choose(pieces(choices, room), length, 'lanes'))
        addLanes(parts[next++]!, lanesIn(got), 1);
  }
  return sum;
}

function wordsIn(lanes: Lanes): Words {
  return wordsOf(bytesOf(lanes));
}
