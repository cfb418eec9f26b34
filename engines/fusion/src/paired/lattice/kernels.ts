import { type Arena, arenaOn, type Memory } from '../../kernels/arena.ts';
import { kernelsWasm } from './kernels-wasm.ts';

/** How many coefficients a polynomial has; it stands for its class modulo X^8192 + 1. */
export const size = 8_192;

/**
 * The seven largest primes below 2^30 that are 1 modulo 2^14, so that polynomials multiply value by value at roots of unity. Their product
 * q is below 2^210; for this size and a ternary secret the Homomorphic Encryption Standard (2018) allows 218 bits at 128-bit security.
 */
export const primes: readonly number[] = [
  1_073_692_673, 1_073_643_521, 1_073_479_681, 1_073_430_529, 1_073_299_457, 1_073_233_921, 1_073_184_769,
];

/** After the flood the last primes are divided away, and so many are left. */
export const keptPrimes = 3;

/** Bytes of a polynomial's residues, modulo all primes. */
export const residueBytes: number = 7 * size * 4;

/** Of those modulo the primes that are left. */
export const keptBytes: number = keptPrimes * size * 4;

type At = number;

/** The inner loops (`wasm-lattice/transforms.c`, which documents each), on one linear memory; counts are of primes. */
export type LatticeKernels = {
  readonly forward: (polynomial: At, count: number) => void;
  readonly backward: (polynomial: At, count: number) => void;
  readonly multiplyAdd: (...to: [to: At, a: At, b: At, count: number]) => void;
  readonly subtractFrom: (to: At, a: At, count: number) => void;
  readonly lift: (to: At, words: At) => void;
  readonly embed: (to: At, words: At) => void;
  readonly addSmall: (to: At, words: At) => void;
  readonly flood: (to: At, limbs: At, count: number) => void;
  readonly ternary: (to: At, random: At) => void;
  readonly binomial: (to: At, random: At) => void;
  readonly uniform: (to: At, draws: At, left: number) => number;
  readonly reduce: (polynomial: At) => void;
  readonly read: (to: At, residues: At, count: number) => void;
};

type Exports = LatticeKernels & {
  readonly memory: Memory;
  readonly __heap_base: { readonly value: number };
  readonly prepare: (primes: At, roots: At) => void;
};

// The part of the WebAssembly API used here; TypeScript ships its types with the browser's only.
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: unknown };
};

const compiled: object = new WebAssembly.Module(Uint8Array.from(Buffer.from(kernelsWasm, 'base64')));

/** A memory with the kernels that work on it; it is freed with the session. */
export function latticeArena(): Arena<LatticeKernels> {
  const wasm = new WebAssembly.Instance(compiled).exports as Exports;
  const arena = arenaOn<LatticeKernels>(wasm.memory, wasm, wasm.__heap_base.value);
  const mark = arena.mark();
  const [given, roots] = [arena.allocate(4 * primes.length), arena.allocate(4 * primes.length)];
  arena.words(given, primes.length).set(primes);
  arena.words(roots, primes.length).set(primes.map(rootOf));
  wasm.prepare(given, roots);
  arena.release(mark);
  return arena;
}

/** An element of order 2^14: what a small number that is no square gives. */
export function rootOf(prime: number): number {
  const p = BigInt(prime);
  const power = (base: bigint, exponent: bigint): bigint => {
    let [out, square] = [1n, base];
    for (let left = exponent; left > 0n; left >>= 1n) {
      if (left & 1n) out = (out * square) % p;
      square = (square * square) % p;
    }
    return out;
  };
  let base = 2n;
  while (power(base, (p - 1n) / 2n) === 1n) base++;
  return Number(power(base, (p - 1n) / BigInt(2 * size)));
}
