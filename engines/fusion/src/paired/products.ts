import type { Ring } from '../ring/ring.ts';
import type { Words } from '../ring/words.ts';
import { type CorrelatedTransfers, transfersPerCall } from './correlated.ts';

/*
 * Products of what one side has with what the other has, by Gilboa's multiplication (CRYPTO 1999): a transfer for each bit of a
 * factor. A transfer carries a whole row of the other side's matrix (Mohassel, Zhang, IEEE S&P 2017, section 5).
 */

/** What the products of a session are made with. */
export type Making = { readonly ring: Ring; readonly transfers: CorrelatedTransfers };

/**
 * One side's part of products of `count` factors with a row of `length` words each. One side has the factors, the other the rows;
 * `weights` are what a factor's bits are worth, the lowest first.
 */
export type Products = {
  readonly count: number;
  readonly length: number;
  readonly weights: Words;
} & ({ readonly factors: Words } | { readonly rows: Words });

const minusOne = (1n << 64n) - 1n;

/** What the bits of a word are worth. */
export const wordWeights: Words = BigUint64Array.from({ length: 64 }, (_, bit) => 1n << BigInt(bit));

/** What the bits of an integer in [-2^(bits-1), 2^(bits-1)) are worth. */
export function signedWeights(bits: number): Words {
  const weights = wordWeights.slice(0, bits);
  weights[bits - 1] = BigInt.asUintN(64, -weights[bits - 1]!);
  return weights;
}

/** A share of each row times its factor. */
export async function scaledRows(making: Making, products: Products): Promise<Words> {
  const out = new BigUint64Array(products.count * products.length);
  for (const unit of unitsOf(products))
    making.ring.addScaled(
      out.subarray(unit.from * products.length, unit.to * products.length),
      await scaledUnit(making, products, unit),
      1n,
    );
  return out;
}

/** A share of the sum of all rows, each times its factor. */
export async function sumOfRows(making: Making, products: Products): Promise<Words> {
  const out = new BigUint64Array(products.length);
  for (const unit of unitsOf(products)) {
    const rows = await scaledUnit(making, products, unit);
    making.ring.addScaled(out, columnSums(making.ring, rows, products.length), 1n);
  }
  return out;
}

/** Factors [from, to), and of their bits those of [low, high). */
type Unit = { readonly from: number; readonly to: number; readonly low: number; readonly high: number };

function unitsOf({ count, length, weights }: Products): Unit[] {
  const room = transfersPerCall(length);
  const bits = Math.min(weights.length, room);
  const step = Math.max(1, Math.floor(room / bits));
  const units: Unit[] = [];
  for (let from = 0; from < count; from += step)
    for (let low = 0; low < weights.length; low += bits)
      units.push({
        ...{ from, to: Math.min(count, from + step) },
        ...{ low, high: Math.min(weights.length, low + bits) },
      });
  return units;
}

async function scaledUnit({ ring, transfers }: Making, products: Products, unit: Unit): Promise<Words> {
  const { length } = products;
  const size = (unit.to - unit.from) * length;
  if ('factors' in products) {
    const got = await transfers.choose(bitsOf(products.factors, unit), length);
    return columnSums(ring, got, size);
  }
  const rows = products.rows.subarray(unit.from * length, unit.to * length);
  const weights = products.weights.slice(unit.low, unit.high);
  const vectors = ring.multiply(
    { rows: weights.length, cols: 1, words: weights },
    { rows: 1, cols: size, words: rows },
  );
  const given = columnSums(ring, await transfers.offer(vectors, length), size);
  const share = new BigUint64Array(size);
  ring.addScaled(share, given, minusOne);
  return share;
}

/** Bit by bit, of all factors of a unit. */
function bitsOf(factors: Words, { from, to, low, high }: Unit): Uint8Array {
  const halves = new Uint32Array(factors.buffer, factors.byteOffset, factors.length * 2);
  const bits = new Uint8Array((to - from) * (high - low));
  for (let bit = low, at = 0; bit < high; bit++)
    for (let i = from; i < to; i++, at++) bits[at] = (halves[2 * i + (bit >> 5)]! >>> (bit & 31)) & 1;
  return bits;
}

function columnSums(ring: Ring, words: Words, cols: number): Words {
  const rows = words.length / cols;
  if (rows === 1) return words;
  const ones = new BigUint64Array(rows).fill(1n);
  return ring.multiply({ rows: 1, cols: rows, words: ones }, { rows, cols, words });
}
