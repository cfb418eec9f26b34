import { endianness } from 'node:os';
import { fail } from '@finharbor/kernel';

/** A vector over Z_2^64; matrices are laid out row by row. */
export type Words = BigUint64Array<ArrayBuffer>;

/** A matrix over Z_2^64. */
export type Matrix = { readonly rows: number; readonly cols: number; readonly words: Words };

/** The words' bytes, little-endian, without copying. */
export function bytesOf(words: Words | Uint16Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (endianness() !== 'LE')
    fail('fusion.big_endian', 'Shared computation runs on little-endian machines only.');
  return new Uint8Array(words.buffer, words.byteOffset, words.byteLength);
}

/** Reads words back from bytes. */
export function wordsOf(bytes: Uint8Array<ArrayBuffer>): Words {
  const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
  return new BigUint64Array(aligned.buffer, aligned.byteOffset, bytes.length / 8);
}

/** Reads 16-bit lanes back from bytes. */
export function lanesOf(bytes: Uint8Array<ArrayBuffer>): Uint16Array<ArrayBuffer> {
  const aligned = bytes.byteOffset % 2 === 0 ? bytes : bytes.slice();
  return new Uint16Array(aligned.buffer, aligned.byteOffset, bytes.length / 2);
}

/** Integers as ring words; negative ones wrap. */
export function toWords(values: ArrayLike<number>): Words {
  const words = new BigUint64Array(values.length);
  for (let i = 0; i < values.length; i++) words[i] = BigInt(values[i]!);
  return words;
}

/** Ring words as integers in [-2^63, 2^63), exact below 2^53. */
export function toNumbers(words: Words): Float64Array<ArrayBuffer> {
  return Float64Array.from(new BigInt64Array(words.buffer, words.byteOffset, words.length), Number);
}
