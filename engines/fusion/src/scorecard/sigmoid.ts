import type { Layout } from './layout.ts';
import type { TrainingPlan } from './plan.ts';

/** Fraction bits of the linear predictor while fitting: bins are 0/1, so it needs no truncation of its own. */
export const etaBits = 7;

/** The least-squares polynomial of degree 4 for the sigmoid around `centre`, over centre ± `reach`, constant first. */
function sigmoidPolynomial(centre: number, reach: number): number[] {
  const degree = 4;
  const normal = Array.from({ length: degree + 1 }, () => new Float64Array(degree + 2));
  for (let i = -500; i <= 500; i++) {
    const t = i / 500;
    const value = 1 / (1 + Math.exp(-(centre + reach * t)));
    for (let a = 0; a <= degree; a++) {
      for (let b = 0; b <= degree; b++) normal[a]![b] = normal[a]![b]! + t ** (a + b);
      normal[a]![degree + 1] = normal[a]![degree + 1]! + t ** a * value;
    }
  }
  for (let i = 0; i <= degree; i++) {
    const pivot = normal[i]!.map((value) => value / normal[i]![i]!);
    normal[i] = pivot;
    for (let j = 0; j <= degree; j++) {
      const factor = normal[j]![i]!;
      if (j !== i) normal[j] = normal[j]!.map((value, k) => value - factor * pivot[k]!);
    }
  }
  return normal.map((row, k) => row[degree + 1]! / reach ** k);
}

/** The exact sigmoid's table: eighths of a logit over centre ± 8, at `exactBits`; random rounding interpolates between. */
export const exactSize = 128;
/** Fraction bits of the linear predictor in steps with the exact sigmoid. */
export const exactEtaBits = 13;

/** Fraction bits of the table's values. */
export const exactBits = 14;

/** The table itself. */
export function sigmoidTable(centre: number): Uint16Array {
  return Uint16Array.from({ length: exactSize }, (_, i) =>
    Math.round(2 ** exactBits / (1 + Math.exp(-(centre - 8 + i / 8)))),
  );
}

// A fit asks at every step; there are 21 centres at most.
const polynomials = new Map<number, number[]>();

/** The width around the centre on which the polynomial is fitted. */
const sigmoidReach = 2.5;

/**
 * Ring coefficients for x^0 … x^4 with x at `etaBits`, so that the sum has `bits` fraction bits. For |x| ≤ 8 the
 * polynomial stays below 2^4 in size, so a sum over 2^scaleBits rows stays below 2^(bits + 4 + scaleBits) = 2^62.
 */
export function sigmoidCoefficients({ plan, layout }: { plan: TrainingPlan; layout: Layout }): {
  bits: number;
  coefficients: bigint[];
} {
  const bits = 58 - layout.scaleBits;
  const polynomial = polynomials.get(plan.centreLogit) ?? sigmoidPolynomial(plan.centreLogit, sigmoidReach);
  polynomials.set(plan.centreLogit, polynomial);
  const coefficients = polynomial.map((value, k) => BigInt(Math.round(value * 2 ** (bits - k * etaBits))));
  return { bits, coefficients };
}
