import type { Matrix, Words } from '../../ring/words.ts';
import { keptBytes, size } from './kernels.ts';
import type { Blinding } from './sealing.ts';
import { sealedBytes } from './sealing.ts';

/*
 * Matrices in coefficients, so that a product of polynomials has inner products among its coefficients (Huang, Lu, Hong, Ding, USENIX
 * Security 2022, "Cheetah", section 3; for matrices Hao et al., NeurIPS 2022, "Iron"). Stretches of `inner` rows of the sealed matrix, `cols`
 * columns at a time, meet `rows` rows of the known one.
 */

/** A product of a known matrix, `rows` by `inner`, of integers of so many bits, with a sealed one, `inner` by `cols`. */
export type Shape = {
  readonly rows: number;
  readonly inner: number;
  readonly cols: number;
  readonly bits: number;
};

/** How much of a product goes into one of polynomials: each a power of two, together as many as a polynomial has coefficients. */
export type Packing = {
  readonly shape: Shape;
  readonly inner: number;
  readonly rows: number;
  readonly cols: number;
  /** Bytes both ways, and what the computing costs, told in bytes. */
  readonly cost: number;
};

// What making, multiplying and opening cost, told in bytes that take as long by oblivious transfer.
const effort = { sealed: 150_000, blinded: 400_000, known: 120_000, product: 30_000 } as const;

/** The cheapest packing of a product. */
export function packingOf(shape: Shape): Packing {
  let best: Packing | undefined;
  for (let inner = 1; inner <= size; inner *= 2)
    for (let cols = 1; inner * cols <= size; cols *= 2) {
      const rows = size / (inner * cols);
      const [a, b, c] = [shape.inner / inner, shape.cols / cols, shape.rows / rows].map(Math.ceil) as [
        number,
        number,
        number,
      ];
      const cost =
        a * b * (sealedBytes + effort.sealed) +
        a * c * effort.known +
        b * c * (keptBytes + effort.blinded + a * effort.product);
      if (!best || cost < best.cost) best = { shape, inner, rows, cols, cost };
    }
  return best!;
}

/** How often each part is needed. */
export function countsOf({ shape, inner, rows, cols }: Packing): {
  readonly stretches: number;
  readonly bands: number;
  readonly strips: number;
} {
  return {
    stretches: Math.ceil(shape.inner / inner),
    bands: Math.ceil(shape.rows / rows),
    strips: Math.ceil(shape.cols / cols),
  };
}

/** What is sealed of a stretch and a strip of columns. */
export function sealedPart(
  { inner, cols }: Packing,
  { rows, cols: width, words }: Matrix,
  [stretch, strip]: readonly [number, number],
): Words {
  const out = new BigUint64Array(size);
  const [first, from] = [stretch * inner, strip * cols];
  for (let j = 0; j < Math.min(cols, width - from); j++)
    for (let i = 0; i < Math.min(inner, rows - first); i++)
      out[j * inner + i] = words[(first + i) * width + from + j]!;
  return out;
}

/** What is multiplied with it: a band of rows, each of them backwards. */
export function knownPart(
  { inner, rows, cols }: Packing,
  { rows: height, cols: width, words }: Matrix,
  [stretch, band]: readonly [number, number],
): Words {
  const out = new BigUint64Array(size);
  const [first, from] = [stretch * inner, band * rows];
  for (let k = 0; k < Math.min(rows, height - from); k++)
    for (let i = 0; i < Math.min(inner, width - first); i++)
      out[k * cols * inner + inner - 1 - i] = words[(from + k) * width + first + i]!;
  return out;
}

/** Where a band and a strip meet: the places of the product's coefficients, and those of the entries they are. */
export function meeting(
  { shape, inner, rows, cols }: Packing,
  [band, strip]: readonly [number, number],
): {
  readonly places: readonly number[];
  readonly entries: readonly number[];
} {
  const [places, entries]: [number[], number[]] = [[], []];
  for (let k = 0; k < Math.min(rows, shape.rows - band * rows); k++)
    for (let j = 0; j < Math.min(cols, shape.cols - strip * cols); j++) {
      places.push((k * cols + j) * inner + inner - 1);
      entries.push((band * rows + k) * shape.cols + strip * cols + j);
    }
  return { places, entries };
}

const statisticalBits = 40;
const mostError = 22;

/**
 * Limbs of the flood: 2^40 times what the products can make of the errors, each below `mostError` with its rounding, in size. It must
 * stay below what the primes that are divided away take off, and 2^16 more.
 */
export function floodLimbs(packing: Packing): Blinding['limbs'] {
  const bits =
    packing.shape.bits - 1 + Math.log2(size * countsOf(packing).stretches * mostError) + statisticalBits + 1;
  const limbs = Math.ceil(bits / 32);
  if (limbs > 4) throw new RangeError('a product is too long for its flood');
  return limbs;
}
