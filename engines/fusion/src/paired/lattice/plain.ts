import { keptPrimes, primes, size } from './kernels.ts';

type Plain = {
  /** q, and q' that is left after the division. */
  readonly modulus: bigint;
  readonly keptModulus: bigint;
  /** Coefficient `at` of a product modulo X^size + 1 and a prime, where only some coefficients of a are not zero. */
  readonly product: (
    a: ReadonlyMap<number, bigint>,
    b: ArrayLike<number>,
    of: { readonly at: number; readonly prime: number },
  ) => number;
  /** q x / 2^64, rounded to the nearest. */
  readonly embedded: (x: bigint, prime: number) => number;
  /** 2^64 x / q', rounded, modulo 2^64. */
  readonly read: (x: bigint) => bigint;
};

/** The kernels' arithmetic in plain BigInt: the oracle of the tests, a coefficient at a time. */
export const plain: Plain = {
  modulus: primes.reduce((product, prime) => product * BigInt(prime), 1n),
  keptModulus: primes.slice(0, keptPrimes).reduce((product, prime) => product * BigInt(prime), 1n),
  product(a, b, of) {
    let sum = 0n;
    for (const [i, value] of a) {
      const j = of.at - i;
      sum += (j < 0 ? -value : value) * BigInt(b[(j + size) % size]!);
    }
    return residue(sum, of.prime);
  },
  embedded(x, prime) {
    return residue(rounded(plain.modulus * x, 2n ** 64n), prime);
  },
  read(x) {
    return BigInt.asUintN(64, rounded(x * 2n ** 64n, plain.keptModulus));
  },
};

/** The non-negative residue. */
export function residue(x: bigint, prime: number): number {
  const p = BigInt(prime);
  return Number(((x % p) + p) % p);
}

function rounded(x: bigint, by: bigint): bigint {
  const twice = 2n * x + by;
  const quotient = twice / (2n * by);
  return twice < 0n && twice % (2n * by) !== 0n ? quotient - 1n : quotient;
}
