import type { Place } from './place.ts';

/** Words of 32 bits that a number below 2^128 takes, the lowest first. */
export const u128Words = 4;

const wordRange = 2 ** 32;

/** Whether the number at `at` is 0. */
export function isZero(words: Uint32Array, at: number): boolean {
  return (words[at]! | words[at + 1]! | words[at + 2]! | words[at + 3]!) === 0;
}

/** Whether the number at `at` is 2^128 - 1. */
export function isMax(words: Uint32Array, at: number): boolean {
  return (words[at]! & words[at + 1]! & words[at + 2]! & words[at + 3]!) === -1;
}

/** One number below 2^128 that is worked on in place; the other operand is always four words of an array. */
export class Accumulator {
  readonly words: Uint32Array = new Uint32Array(u128Words);

  load(from: Uint32Array, at: number): this {
    for (let k = 0; k < u128Words; k++) this.words[k] = from[at + k]!;
    return this;
  }

  clear(): void {
    this.words.fill(0);
  }

  store(to: Uint32Array, at: number): void {
    for (let k = 0; k < u128Words; k++) to[at + k] = this.words[k]!;
  }

  /** Returns whether the sum is 2^128 or more, in which case what is kept is the rest of it. */
  add(from: Uint32Array, at: number): boolean {
    return addTo(this.words, 0, { words: from, at });
  }

  /** Returns whether the difference is below 0, in which case what is kept is 2^128 more. */
  subtract(from: Uint32Array, at: number): boolean {
    return subtractFrom(this.words, 0, { words: from, at });
  }

  isAbove(from: Uint32Array, at: number): boolean {
    for (let k = u128Words - 1; k > 0; k--)
      if (this.words[k] !== from[at + k]) return this.words[k]! > from[at + k]!;
    return this.words[0]! > from[at]!;
  }
}

/** Adds the number at `own` of `from` to the one at `at`. Returns whether the sum is 2^128 or more, in which case what is kept is the rest of it. */
export function addTo(words: Uint32Array, at: number, { words: from, at: own }: Place): boolean {
  let carry = 0;
  for (let k = 0; k < u128Words; k++) {
    const sum = words[at + k]! + from[own + k]! + carry;
    carry = sum >= wordRange ? 1 : 0;
    words[at + k] = sum;
  }
  return carry === 1;
}

/** Takes the number at `own` of `from` off the one at `at`. Returns whether the difference is below 0, in which case what is kept is 2^128 more. */
export function subtractFrom(words: Uint32Array, at: number, { words: from, at: own }: Place): boolean {
  let borrow = 0;
  for (let k = 0; k < u128Words; k++) {
    const difference = words[at + k]! - from[own + k]! - borrow;
    borrow = difference < 0 ? 1 : 0;
    words[at + k] = difference;
  }
  return borrow === 1;
}

/** Reads a number below 2^128. */
export function readU128(words: Uint32Array, at: number): bigint {
  return (readU64(words, at + 2) << 64n) | readU64(words, at);
}

/** Writes a number below 2^128. */
export function writeU128(words: Uint32Array, at: number, value: bigint): void {
  writeU64(words, at, BigInt.asUintN(64, value));
  writeU64(words, at + 2, value >> 64n);
}

/** Reads a number below 2^64. */
export function readU64(words: Uint32Array, at: number): bigint {
  return (BigInt(words[at + 1]!) << 32n) | BigInt(words[at]!);
}

/** Writes a number below 2^64. */
export function writeU64(words: Uint32Array, at: number, value: bigint): void {
  words[at] = Number(BigInt.asUintN(32, value));
  words[at + 1] = Number(value >> 32n);
}
