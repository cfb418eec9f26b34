import { bigintRing } from '../ring/oracle.ts';
import { type Kernels, turnTable } from './kernels.ts';

/** The kernels in plain TypeScript: slow, plainly right. The oracle of the tests. */
export function plainKernels(): Kernels {
  const table = turnTable();
  type Turn = readonly [cos: number, sin: number];
  const turned = ([ac, as]: Turn, [bc, bs]: Turn): Turn => [ac * bc - as * bs, as * bc + ac * bs];
  const step = (i: number): Turn => [table[2 * i]!, table[2 * i + 1]!];
  const multiples = (angle: number, terms: number): Turn[] => {
    const one = turned(step(angle >>> 20), step(4_096 + ((angle >>> 8) & 4_095)));
    const out = [one];
    while (out.length < terms) out.push(turned(out.at(-1)!, one));
    return out;
  };
  const rounded = (value: number): bigint => BigInt(Math.floor(value + 0.5));
  return {
    waves: (angles, { terms, scale }) =>
      BigUint64Array.from(
        [...angles].flatMap((angle) => multiples(angle, terms).flat()),
        (wave) => BigInt.asUintN(64, rounded(wave * scale)),
      ),
    series(angles, shares, { series, scale }) {
      const pairs = series.pairs.map((value) => value * scale);
      const terms = pairs.length / 2;
      return BigUint64Array.from(angles, (angle, row) => {
        const sum = multiples(angle, terms).reduce((total, [c, s], m) => {
          const [f, g] = [pairs[2 * m]!, pairs[2 * m + 1]!];
          const at = (row * terms + m) * 2;
          return total + rounded(f * c + g * s) * shares[at]! + rounded(g * c - f * s) * shares[at + 1]!;
        }, 0n);
        return BigInt.asUintN(64, sum);
      });
    },
    multiply: bigintRing.multiply,
    addScaledRows(target, a, factors) {
      for (const [i, word] of a.words.entries())
        target[i] = BigInt.asUintN(64, target[i]! + word * factors[Math.floor(i / a.cols)]!);
    },
  };
}
