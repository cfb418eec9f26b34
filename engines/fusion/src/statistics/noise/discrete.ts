import type { Random } from '@finharbor/kernel';
import { below, bernoulli, bernoulliExp, type Fraction } from './coins.ts';

const half: Fraction = { over: 1n, under: 2n };
const one: Fraction = { over: 1n, under: 1n };

/** A whole number x with probability proportional to exp(−|x|/scale). Source: Canonne, Kamath, Steinke 2020, algorithm 2. */
export function discreteLaplace(random: Random, scale: Fraction): bigint {
  const { over: t, under: s } = scale;
  for (;;) {
    const u = below(random, t);
    if (!bernoulliExp(random, { over: u, under: t })) continue;
    let v = 0n;
    while (bernoulliExp(random, one)) v++;
    const size = (u + t * v) / s;
    const negative = bernoulli(random, half);
    if (negative && size === 0n) continue;
    return negative ? -size : size;
  }
}

/** A whole number x with probability proportional to exp(−x²/2σ²). Source: Canonne, Kamath, Steinke 2020, algorithm 3. */
export function discreteGaussian(random: Random, variance: Fraction): bigint {
  const { over: a, under: b } = variance;
  const t = squareRoot(a / b) + 1n;
  for (;;) {
    const y = discreteLaplace(random, { over: t, under: 1n });
    const size = y < 0n ? -y : y;
    if (bernoulliExp(random, { over: (size * t * b - a) ** 2n, under: 2n * a * b * t * t })) return y;
  }
}

/** ⌊√n⌋ by Newton's method, from above. */
function squareRoot(n: bigint): bigint {
  if (n < 2n) return n;
  let root = 1n << BigInt(Math.ceil(n.toString(2).length / 2));
  for (;;) {
    const next = (root + n / root) / 2n;
    if (next >= root) return root;
    root = next;
  }
}
