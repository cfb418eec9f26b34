import type { Random } from '@finharbor/kernel';
import { expander } from '../../shares/prg.ts';

/** A probability or a scale as a fraction of whole numbers; no floating point ever touches noise (Mironov 2012). */
export type Fraction = { readonly over: bigint; readonly under: bigint };

/** A uniform whole number in [0, limit), exactly: bytes beyond the last multiple are drawn again. */
export function below(random: Random, limit: bigint): bigint {
  const bits = (limit - 1n).toString(2).length;
  const spare = BigInt((8 - (bits % 8)) % 8);
  for (;;) {
    const drawn = random.bytes(Math.ceil(bits / 8));
    const value = BigInt(`0x${Buffer.from(drawn).toString('hex')}`) >> spare;
    if (value < limit) return value;
  }
}

/** True with exactly this probability. */
export function bernoulli(random: Random, { over, under }: Fraction): boolean {
  return below(random, under) < over;
}

/** True with probability exp(−x), exactly, for a fraction x ≥ 0. Source: Canonne, Kamath, Steinke 2020, algorithm 1. */
export function bernoulliExp(random: Random, { over, under }: Fraction): boolean {
  for (let whole = over / under; whole > 0n; whole--)
    if (!bernoulliExpBelowOne(random, { over: 1n, under: 1n })) return false;
  return bernoulliExpBelowOne(random, { over: over % under, under });
}

function bernoulliExpBelowOne(random: Random, { over, under }: Fraction): boolean {
  let k = 1n;
  while (bernoulli(random, { over, under: under * k })) k++;
  return k % 2n === 1n;
}

const blockBytes = 4_096;

/** The same numbers from the same seed, by AES-128-CTR: for noise that a query asked again must repeat. */
export function seededRandom(seed: Uint8Array): Random {
  const expand = expander(seed);
  let step = 0;
  let block = new Uint8Array(0);
  let used = 0;
  return {
    bytes(size) {
      if (size > blockBytes) return expand(step++, size);
      if (used + size > block.length) [block, used] = [expand(step++, blockBytes), 0];
      used += size;
      return block.slice(used - size, used);
    },
  };
}
