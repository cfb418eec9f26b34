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
 * One side's part of products of `count` factors with a row of `length` words each; for each of `times`, which is 1 if left out, with
 * other factors. One side has the factors, the other the rows; `weights` are what a factor's bits are worth, the lowest first.
 */
export type Products = {
  readonly count: number;
  readonly length: number;
  readonly times?: number;
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
  const { count, length } = products;
  const out = new BigUint64Array(count * length);
  for await (const { unit, words } of scaledUnits(making, products))
    making.ring.addScaled(out.subarray(unit.from * length, unit.to * length), words, 1n);
  return out;
}

/** A share of the sum of all rows, each times its factor; a row of the result for each of `times`. */
export async function sumsOfRows(making: Making, products: Products): Promise<Words> {
  const { length, times = 1 } = products;
  const out = new BigUint64Array(times * length);
  for await (const { unit, words } of scaledUnits(making, products))
    making.ring.addScaled(
      out.subarray(unit.time * length, (unit.time + 1) * length),
      columnSums(making.ring, words, length),
      1n,
    );
  return out;
}

/** Factors [from, to) of one of the times, and of their bits those of [low, high). */
type Unit = {
  readonly time: number;
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
};

function unitsOf({ count, length, weights, times = 1 }: Products): Unit[] {
  const room = transfersPerCall(length);
  const bits = Math.min(weights.length, room);
  const step = Math.max(1, Math.floor(room / bits));
  const units: Unit[] = [];
  for (let time = 0; time < times; time++)
    for (let from = 0; from < count; from += step)
      for (let low = 0; low < weights.length; low += bits)
        units.push({
          ...{ time, from, to: Math.min(count, from + step) },
          ...{ low, high: Math.min(weights.length, low + bits) },
        });
  return units;
}

type Scaled = { readonly unit: Unit; readonly words: Words };

async function* scaledUnits({ ring, transfers }: Making, products: Products): AsyncGenerator<Scaled, void> {
  const { length } = products;
  const units = unitsOf(products);
  if ('factors' in products) {
    const choices = units.values().map((unit) => bitsOf(products, unit));
    let next = 0;
    for await (const got of transfers.choose(choices, length)) {
      const unit = units[next++]!;
      yield { unit, words: columnSums(ring, got, (unit.to - unit.from) * length) };
    }
    return;
  }
  for (const unit of units) {
    const rows = products.rows.subarray(unit.from * length, unit.to * length);
    const given = await transfers.offer(
      weighed(ring, rows, products.weights.slice(unit.low, unit.high)),
      length,
    );
    const words = new BigUint64Array(rows.length);
    ring.addScaled(words, columnSums(ring, given, rows.length), minusOne);
    yield { unit, words };
  }
}

/** The rows times each of the weights, one after the other. */
function weighed(ring: Ring, rows: Words, weights: Words): Words {
  return ring.multiply(
    { rows: weights.length, cols: 1, words: weights },
    { rows: 1, cols: rows.length, words: rows },
  );
}

/** Bit by bit, of all factors of a unit. */
export function bitsOf(
  { factors, count }: { factors: Words; count: number },
  { time, from, to, low, high }: Unit,
): Uint8Array {
  const halves = new Uint32Array(factors.buffer, factors.byteOffset, factors.length * 2);
  const bits = new Uint8Array((to - from) * (high - low));
  for (let bit = low, at = 0; bit < high; bit++)
    for (let i = time * count + from; i < time * count + to; i++, at++)
      bits[at] = (halves[2 * i + (bit >> 5)]! >>> (bit & 31)) & 1;
  return bits;
}

function columnSums(ring: Ring, words: Words, cols: number): Words {
  const rows = words.length / cols;
  if (rows === 1) return words;
  const ones = new BigUint64Array(rows).fill(1n);
  return ring.multiply({ rows: 1, cols: rows, words: ones }, { rows, cols, words });
}
