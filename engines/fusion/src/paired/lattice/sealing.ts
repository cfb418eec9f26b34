import type { Random } from '@finharbor/kernel';
import type { Arena } from '../../kernels/arena.ts';
import { keystream } from '../../ot/keystream.ts';
import type { Words } from '../../ring/words.ts';
import {
  keptBytes,
  keptPrimes,
  type LatticeKernels,
  latticeArena,
  primes,
  residueBytes,
  size,
} from './kernels.ts';

/*
 * Encryption of polynomials over Z_2^64 that can be multiplied by known ones: Brakerski 2012, Fan and Vercauteren 2012, with the plaintext
 * modulus 2^64 and messages in the coefficients. Secrets are ternary, errors centred binomial of standard deviation 3.2.
 */

const seedBytes = 16;
const wordBytes = 8 * size;
const all: number = primes.length;

// Draws that are not below their prime are thrown away, one in a thousand; so many more are never needed.
const draws: number = all * size + 2_048;

/** Bytes of a sealed polynomial. */
export const sealedBytes: number = seedBytes + residueBytes;

/** The ends of both parties' encryptions at one of them. */
export type Sealing = {
  /** The polynomial of these coefficients under this party's key. */
  readonly seal: (coefficients: Words) => Uint8Array<ArrayBuffer>;
  /** Sums of the peer's sealed polynomials times known ones. */
  readonly sums: (sealed: readonly Uint8Array[]) => Sums;
  /** What a blinded sum holds at these places. */
  readonly open: (blinded: Uint8Array<ArrayBuffer>, places: readonly number[]) => Words;
};

/** Sealed polynomials that are multiplied, and known ones that stand ready for it. */
export type Sums = {
  /** Makes ready a polynomial of integers in [-2^63, 2^63); gives its number. */
  readonly know: (coefficients: Words) => number;
  /** The sum of products, a sealed polynomial and a known one by their numbers, blinded: its key's holder learns no more than `plus` makes of it. */
  readonly blinded: (
    products: readonly (readonly [number, number])[],
    to: Blinding,
  ) => Uint8Array<ArrayBuffer>;
  /** Gives back the room of all. */
  readonly end: () => void;
};

/** What is opened of a sum: its coefficients at `places`, each with a word of `plus` added, under a flood of 32 · `limbs` bits. */
export type Blinding = { readonly places: readonly number[]; readonly plus: Words; readonly limbs: number };

type At = number;
type Setting = { readonly arena: Arena<LatticeKernels>; readonly random: Random };

/** Draws a key pair; `meet` takes the peer's public key. */
export function createSealing(random: Random): {
  readonly publicKey: Uint8Array<ArrayBuffer>;
  readonly meet: (theirs: Uint8Array) => Sealing;
} {
  const setting = { arena: latticeArena(), random };
  const { arena } = setting;
  const secret = arena.allocate(residueBytes);
  drawn(setting, 'ternary', secret);
  const publicKey = seal(setting, secret, new BigUint64Array(size));
  return {
    publicKey,
    meet(theirs) {
      const key = unsealed(setting, theirs);
      return {
        seal: (coefficients) => seal(setting, secret, coefficients),
        sums: (sealed) => sums(setting, key, sealed),
        open: (blinded, places) => open(setting, secret, { blinded, places }),
      };
    },
  };
}

/** Values of a secret polynomial, times 2^32. */
function drawn({ arena, random }: Setting, kind: 'ternary', to: At): void {
  const mark = arena.mark();
  const [words, bytes] = [arena.allocate(wordBytes), arena.allocate(wordBytes)];
  arena.bytes(bytes, wordBytes).set(random.bytes(wordBytes));
  arena.kernels[kind](words, bytes);
  arena.kernels.lift(to, words);
  arena.kernels.forward(to, all);
  arena.bytes(words, 2 * wordBytes).fill(0);
  arena.release(mark);
}

function addError({ arena, random }: Setting, to: At): void {
  const mark = arena.mark();
  const [words, bytes] = [arena.allocate(wordBytes), arena.allocate(wordBytes)];
  arena.bytes(bytes, wordBytes).set(random.bytes(wordBytes));
  arena.kernels.binomial(words, bytes);
  arena.kernels.addSmall(to, words);
  arena.bytes(words, 2 * wordBytes).fill(0);
  arena.release(mark);
}

function expand({ arena }: Setting, seed: Uint8Array, to: At): void {
  const mark = arena.mark();
  const stream = arena.allocate(4 * draws);
  keystream(seed)(arena.bytes(stream, 4 * draws));
  if (arena.kernels.uniform(to, stream, draws) < 0) throw new RangeError('a seed gives too few draws');
  arena.release(mark);
}

// (e + q m / 2^64 − a s, a), a from a seed.
function seal(setting: Setting, secret: At, coefficients: Words): Uint8Array<ArrayBuffer> {
  const { arena, random } = setting;
  const { kernels } = arena;
  const mark = arena.mark();
  const [message, a, masked] = [residueBytes, residueBytes, residueBytes].map(arena.allocate) as [At, At, At];
  const words = arena.allocate(wordBytes);
  arena
    .bytes(words, wordBytes)
    .set(new Uint8Array(coefficients.buffer, coefficients.byteOffset, coefficients.byteLength));
  const seed = random.bytes(seedBytes);
  expand(setting, seed, a);
  kernels.embed(message, words);
  addError(setting, message);
  kernels.forward(message, all);
  kernels.multiplyAdd(masked, a, secret, all);
  kernels.subtractFrom(masked, message, all);
  const out = new Uint8Array(sealedBytes);
  out.set(seed);
  out.set(arena.bytes(masked, residueBytes), seedBytes);
  arena.bytes(message, residueBytes).fill(0);
  arena.bytes(words, wordBytes).fill(0);
  arena.release(mark);
  return out;
}

type Pair = readonly [At, At];

function unsealed(setting: Setting, sealed: Uint8Array): Pair {
  const { arena } = setting;
  const pair = [arena.allocate(residueBytes), arena.allocate(residueBytes)] as const;
  arena.bytes(pair[0], residueBytes).set(sealed.subarray(seedBytes));
  expand(setting, sealed.subarray(0, seedBytes), pair[1]);
  return pair;
}

function sums(setting: Setting, key: Pair, sealed: readonly Uint8Array[]): Sums {
  const { arena } = setting;
  const mark = arena.mark();
  const pairs = sealed.map((one) => unsealed(setting, one));
  const known: At[] = [];
  return {
    know(coefficients) {
      const at = arena.allocate(residueBytes);
      const inner = arena.mark();
      const words = arena.allocate(wordBytes);
      arena.bytes(words, wordBytes).set(new Uint8Array(coefficients.buffer, 0, wordBytes));
      arena.kernels.lift(at, words);
      arena.kernels.forward(at, all);
      arena.bytes(words, wordBytes).fill(0);
      arena.release(inner);
      return known.push(at) - 1;
    },
    blinded(products, to) {
      const inner = arena.mark();
      const sum = [arena.allocate(residueBytes), arena.allocate(residueBytes)] as const;
      for (const [i, j] of products)
        for (const half of [0, 1] as const)
          arena.kernels.multiplyAdd(sum[half], pairs[i]![half], known[j]!, all);
      const message = blind(setting, { sum, key }, to);
      arena.release(inner);
      return message;
    },
    end() {
      arena.bytes(mark, arena.mark() - mark).fill(0);
      arena.release(mark);
    },
  };
}

// An encryption of `plus` under the peer's key is added; the flood hides what the products made of the errors.
function blind(
  setting: Setting,
  { sum, key }: { readonly sum: Pair; readonly key: Pair },
  { places, plus, limbs }: Blinding,
): Uint8Array<ArrayBuffer> {
  const { arena, random } = setting;
  const { kernels } = arena;
  const fresh = arena.allocate(residueBytes);
  drawn(setting, 'ternary', fresh);
  for (const half of [0, 1] as const) {
    kernels.multiplyAdd(sum[half], key[half], fresh, all);
    kernels.backward(sum[half], all);
  }
  addError(setting, sum[1]);
  const noise = arena.allocate(4 * limbs * size);
  arena.bytes(noise, 4 * limbs * size).set(random.bytes(4 * limbs * size));
  kernels.flood(sum[0], noise, limbs);
  const words = arena.allocate(wordBytes);
  const added = new BigUint64Array(size);
  for (const [i, place] of places.entries()) added[place] = plus[i]!;
  arena.bytes(words, wordBytes).set(new Uint8Array(added.buffer));
  kernels.embed(sum[0], words);
  for (const half of sum) kernels.reduce(half);
  const out = new Uint8Array(keptBytes + 4 * keptPrimes * places.length);
  out.set(arena.bytes(sum[1], keptBytes));
  const chosen = new Uint32Array(out.buffer, keptBytes);
  const first = arena.words(sum[0], keptPrimes * size);
  for (let i = 0, at = 0; i < keptPrimes; i++)
    for (const place of places) chosen[at++] = first[i * size + place]!;
  arena.bytes(fresh, arena.mark() - fresh).fill(0);
  return out;
}

function open(
  { arena }: Setting,
  secret: At,
  { blinded, places }: { readonly blinded: Uint8Array<ArrayBuffer>; readonly places: readonly number[] },
): Words {
  const { kernels } = arena;
  const mark = arena.mark();
  const [second, product] = [arena.allocate(keptBytes), arena.allocate(keptBytes)];
  arena.bytes(second, keptBytes).set(blinded.subarray(0, keptBytes));
  kernels.forward(second, keptPrimes);
  kernels.multiplyAdd(product, second, secret, keptPrimes);
  kernels.backward(product, keptPrimes);
  const count = places.length;
  const residues = arena.allocate(4 * keptPrimes * count);
  const out = arena.allocate(8 * count);
  const [chosen, whole] = [
    arena.words(residues, keptPrimes * count),
    arena.words(product, keptPrimes * size),
  ];
  const first = new Uint32Array(blinded.buffer, blinded.byteOffset + keptBytes, keptPrimes * count);
  for (let i = 0, at = 0; i < keptPrimes; i++)
    for (const place of places) {
      const sum = first[at]! + whole[i * size + place]! - primes[i]!;
      chosen[at++] = sum + (primes[i]! & (sum >> 31));
    }
  kernels.read(out, residues, count);
  const words = new BigUint64Array(arena.bytes(out, 8 * count).slice().buffer);
  arena.bytes(product, arena.mark() - product).fill(0);
  arena.release(mark);
  return words;
}
