import { eliminate } from '../linear.ts';
/** How far from the centre, in logits, the sigmoid's series holds; beyond it the result is wrong, though bounded. */
export const reach = 12;

/** The series' period in logits is 2^5 = 32, so that the ring's own wrap-around is the period's. */
export const periodBits = 5;

/** Sines and cosines up to this multiple of the base frequency. */
export const terms = 14;

/** A trigonometric series: `constant` + Σ f_m cos mx + g_m sin mx, with `pairs` f_1, g_1, f_2, … */
export type Series = { readonly constant: number; readonly pairs: Float64Array<ArrayBuffer> };

/** The sigmoid around a centre and its derivative, as series in the angle 2π(η − centre)/32. */
export type SigmoidSeries = { readonly sigmoid: Series; readonly slope: Series };

// Least squares over centre ± reach. A little damping keeps coefficients small where the period goes beyond the interval:
// large ones would cancel in the plain, but their roundings would not.
const damping = 1e-9;
const samples = 2_000;

/** Fits both series; within `reach` of the centre the sigmoid is off by at most 1.5e-4, its derivative by 3e-4. */
export function sigmoidSeries(centre: number): SigmoidSeries {
  const size = 2 * terms + 1;
  const rows = Array.from({ length: size }, () => new Float64Array(size + 2));
  for (let i = 0; i <= samples; i++) {
    const t = reach * ((2 * i) / samples - 1);
    const basis = wavesAt(t);
    const p = 1 / (1 + Math.exp(-centre - t));
    const values = [...basis, p, p * (1 - p)];
    for (let a = 0; a < size; a++)
      for (let b = 0; b < size + 2; b++) rows[a]![b] = rows[a]![b]! + basis[a]! * values[b]!;
  }
  for (let a = 0; a < size; a++) rows[a]![a] = rows[a]![a]! + damping * samples;
  eliminate(rows);
  const series = (target: number): Series => ({
    constant: rows[0]![size + target]!,
    pairs: Float64Array.from(rows.slice(1), (row) => row[size + target]!),
  });
  return { sigmoid: series(0), slope: series(1) };
}

/** A series' value at `t` logits from the centre. */
export function seriesAt({ constant, pairs }: Series, t: number): number {
  return wavesAt(t)
    .slice(1)
    .reduce((sum, wave, i) => sum + wave * pairs[i]!, constant);
}

/** What share of the rows, summed up by `beyond`, is more than the sigmoid bears. */
export const beyondLimit: number = 2 ** -15;

/**
 * A weight for how far beyond `reach` a row is: at most 2.5e-5 in size within it, 0.02 at 13 logits from the centre, 0.2 at 14, 1 at
 * 16, and back the same way to 20; then the period repeats. The polynomial of Chebyshev that ripples over the part within reach, as in the
 * window of Dolph (1946): of all series of so many terms it rises most.
 */
export const beyond: Series = chebyshevWindow();

function chebyshevWindow(): Series {
  const edge = Math.cos((2 * Math.PI * reach) / 2 ** periodBits);
  const at = (cos: number): number => (2 * cos - 1 - edge) / (1 - edge);
  const grown = Math.cosh(terms * Math.acosh(-at(-1)));
  const window = (angle: number): number => {
    const x = at(Math.cos(angle));
    const wave = x < -1 ? Math.cosh(terms * Math.acosh(-x)) : Math.cos(terms * Math.acos(x));
    return wave / grown;
  };
  // A polynomial of degree `terms` in the cosine follows from its values at twice as many points.
  const points = 2 * terms + 1;
  const coefficient = (m: number): number => {
    let sum = 0;
    for (let i = 0; i < points; i++) {
      const angle = (2 * Math.PI * i) / points;
      sum += window(angle) * Math.cos(m * angle);
    }
    return (sum * (m === 0 ? 1 : 2)) / points;
  };
  const pairs = new Float64Array(2 * terms);
  for (let m = 1; m <= terms; m++) pairs[2 * m - 2] = coefficient(m);
  return { constant: coefficient(0), pairs };
}

function wavesAt(t: number): number[] {
  const angle = (2 * Math.PI * t) / 2 ** periodBits;
  const waves = [1];
  for (let m = 1; m <= terms; m++) waves.push(Math.cos(m * angle), Math.sin(m * angle));
  return waves;
}
