import assert from 'node:assert/strict';
import { checkPrimeSync, randomFillSync, randomInt } from 'node:crypto';
import { test } from 'node:test';
import { leakage, timingLimit } from '../../testing-timing.ts';
import { keptPrimes, latticeArena, primes, residueBytes, rootOf, size } from './kernels.ts';
import { plain, residue } from './plain.ts';

const all = primes.length;
const arena = latticeArena();
const { kernels } = arena;
const words = (count = size): BigUint64Array<ArrayBuffer> => randomFillSync(new BigUint64Array(count));
const placed = (values: ArrayBufferView): number => {
  const at = arena.allocate(values.byteLength);
  arena.bytes(at, values.byteLength).set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  return at;
};
const residues = (at: number): Uint32Array => arena.words(at, all * size).slice();
const uniform = (): Uint32Array =>
  Uint32Array.from({ length: all * size }, (_, i) => randomInt(primes[Math.floor(i / size)]!));
const places = [0, 1, 17, size - 1];

test('the primes are the largest below 2^30 that have roots of order 2^14, and their product leaves 128 bits', () => {
  const largest: number[] = [];
  for (let p = 2 ** 30 - 2 * size + 1; largest.length < all; p -= 2 * size)
    if (checkPrimeSync(BigInt(p))) largest.push(p);
  assert.deepEqual(primes, largest);
  // The Homomorphic Encryption Standard allows 218 bits for polynomials of 8192 coefficients and ternary secrets.
  assert.ok(plain.modulus < 2n ** 218n);
  for (const prime of primes) {
    assert.equal(BigInt(rootOf(prime)) ** BigInt(size) % BigInt(prime), BigInt(prime - 1));
  }
});

test('transforms go there and back, and between them products are those modulo X^8192 + 1', () => {
  const values = uniform();
  const b = placed(values);
  const sparse = new BigInt64Array(size);
  const few = new Map([0, 5, 4_096, size - 1].map((i) => [i, BigInt.asIntN(64, words(1)[0]!)]));
  for (const [i, value] of few) sparse[i] = value;
  const [a, out] = [arena.allocate(residueBytes), arena.allocate(residueBytes)];
  kernels.lift(a, placed(sparse));
  kernels.forward(a, all);
  kernels.forward(b, all);
  kernels.multiplyAdd(out, a, b, all);
  kernels.backward(out, all);
  kernels.backward(b, all);
  assert.deepEqual(residues(b), values);
  const got = residues(out);
  for (const [i, prime] of primes.entries())
    for (const at of places)
      assert.equal(got[i * size + at], plain.product(few, values.subarray(i * size), { at, prime }));
});

test('words are embedded as the nearest multiples of q / 2^64, and integers lifted with their sign', () => {
  const xs = words();
  xs.set([0n, 1n, 2n ** 63n, 2n ** 64n - 1n]);
  const [embedded, lifted] = [arena.allocate(residueBytes), arena.allocate(residueBytes)];
  kernels.embed(embedded, placed(xs));
  kernels.lift(lifted, placed(xs));
  const [got, wide] = [residues(embedded), residues(lifted)];
  for (const [i, prime] of primes.entries())
    for (const at of [0, 1, 2, 3, 4, 5, size - 1]) {
      assert.equal(got[i * size + at], plain.embedded(xs[at]!, prime));
      assert.equal(wide[i * size + at], residue(BigInt.asIntN(64, xs[at]!) * 2n ** 32n, prime));
    }
});

test('what stands under a flood of up to 128 bits is read right after four primes are divided away', () => {
  const xs = words();
  const [at, out] = [arena.allocate(residueBytes), arena.allocate(8 * size)];
  kernels.embed(at, placed(xs));
  kernels.flood(at, placed(randomFillSync(new Uint32Array(4 * size))), 4);
  kernels.reduce(at);
  kernels.read(out, at, size);
  assert.deepEqual(new BigUint64Array(arena.bytes(out, 8 * size).slice().buffer), xs);
});

test('a flood adds its number less half of its range', () => {
  const limbs = randomFillSync(new Uint32Array(3 * size));
  const at = arena.allocate(residueBytes);
  kernels.flood(at, placed(limbs), 3);
  const got = residues(at);
  for (const place of places) {
    const [low, middle, high] = limbs.subarray(3 * place, 3 * place + 3);
    const number = BigInt(low!) + (BigInt(middle!) << 32n) + (BigInt(high!) << 64n) - 2n ** 95n;
    for (const [i, prime] of primes.entries()) assert.equal(got[i * size + place], residue(number, prime));
  }
});

test('reading rounds to the nearest, over the whole range', () => {
  const xs = Array.from({ length: 64 }, () => {
    const [a, b] = words(2);
    return ((a! << 64n) | b!) % plain.keptModulus;
  });
  const residuesOf = primes.slice(0, keptPrimes).flatMap((prime) => xs.map((x) => residue(x, prime)));
  const out = arena.allocate(8 * xs.length);
  kernels.read(out, placed(Uint32Array.from(residuesOf)), xs.length);
  const got = new BigUint64Array(arena.bytes(out, 8 * xs.length).slice().buffer);
  assert.deepEqual([...got], xs.map(plain.read));
});

test('secrets are ternary and errors have variance 10.5 (each off by less than six deviations)', () => {
  const out = arena.allocate(8 * size);
  const drawn = (kind: 'ternary' | 'binomial'): number[] => {
    kernels[kind](out, placed(words()));
    return [...new BigInt64Array(arena.bytes(out, 8 * size).slice().buffer)].map(Number);
  };
  const secret = drawn('ternary');
  for (const value of [-1, 0, 1]) {
    const count = secret.filter((one) => one === value).length;
    assert.ok(Math.abs(count - size / 3) < 6 * Math.sqrt((size * 2) / 9), `${value}: ${count}`);
  }
  const errors = drawn('binomial');
  const mean = errors.reduce((sum, one) => sum + one, 0) / size;
  const variance = errors.reduce((sum, one) => sum + one ** 2, 0) / size;
  assert.ok(Math.abs(mean) < 6 * Math.sqrt(10.5 / size), `mean ${mean}`);
  // The fourth moment of a centred binomial of 42 bits is 3 · 10.5² − 10.5 / 2.
  assert.ok(Math.abs(variance - 10.5) < 6 * Math.sqrt((2 * 10.5 ** 2 - 5.25) / size), `variance ${variance}`);
  assert.ok(errors.every((one) => Math.abs(one) <= 21));
});

test('transforms and products take as long whatever they work on', () => {
  const [a, b, out] = [placed(uniform()), placed(uniform()), arena.allocate(residueBytes)];
  const random = uniform().subarray(0, size);
  const t = leakage({
    fixed: () => new Uint32Array(size),
    random: () => random,
    load: (values) => arena.words(a, size).set(values),
    run() {
      kernels.forward(a, 1);
      kernels.multiplyAdd(out, a, b, 1);
      kernels.backward(a, 1);
    },
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
});

test('so do integers as they are lifted, and words as they are read', () => {
  const [from, to] = [arena.allocate(8 * size), arena.allocate(residueBytes)];
  const random = words();
  const t = leakage({
    fixed: () => new BigUint64Array(size),
    random: () => random,
    load: (values) => arena.bytes(from, 8 * size).set(new Uint8Array(values.buffer)),
    run() {
      kernels.lift(to, from);
      kernels.read(from, to, 256);
    },
  });
  assert.ok(t < timingLimit, `|t| = ${t}`);
});
