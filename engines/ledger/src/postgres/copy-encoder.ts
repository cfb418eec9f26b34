import { isZero, readU64, readU128, u128Words } from '../machine/u128.ts';

const signature = Uint8Array.from([
  ...[0x50, 0x47, 0x43, 0x4f, 0x50, 0x59, 0x0a, 0xff, 0x0d, 0x0a, 0x00],
  ...[0, 0, 0, 0, 0, 0, 0, 0],
]);
/** More than one field of a row takes: a number of 128 bits is 10 digits to the base of 10,000. */
const mostFieldBytes = 64;
const numericBase = 10_000;

/**
 * Writes rows in the binary format of PostgreSQL's COPY. A row is begun with the number of its fields, which then come one by one.
 * Source: PostgreSQL 18 documentation, COPY, "Binary Format"; `numeric` as in src/backend/utils/adt/numeric.c, numeric_send.
 */
export class CopyEncoder {
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView<ArrayBuffer>;
  #end = signature.length;
  readonly #digits: Uint16Array = new Uint16Array(16);

  constructor(expectedBytes: number) {
    this.#bytes = new Uint8Array(signature.length + expectedBytes);
    this.#view = new DataView(this.#bytes.buffer);
    this.#bytes.set(signature);
  }

  /** All rows, with the mark of the end. The encoder is done with. */
  finish(): Uint8Array<ArrayBuffer> {
    this.#room(2);
    this.#view.setInt16(this.#end, -1);
    return this.#bytes.subarray(0, this.#end + 2);
  }

  row(fields: number): void {
    this.#room(2 + fields * mostFieldBytes);
    this.#view.setInt16(this.#end, fields);
    this.#end += 2;
  }

  null(): void {
    this.#view.setInt32(this.#end, -1);
    this.#end += 4;
  }

  int2(value: number): void {
    this.#view.setInt32(this.#end, 2);
    this.#view.setInt16(this.#end + 4, value);
    this.#end += 6;
  }

  int4(value: number): void {
    this.#view.setInt32(this.#end, 4);
    this.#view.setInt32(this.#end + 4, value);
    this.#end += 8;
  }

  /** A number below 2^63 as two words; null where it is 0. */
  int8(words: Uint32Array, at: number): void {
    if ((words[at]! | words[at + 1]!) === 0) this.null();
    else this.#int8(words[at + 1]!, words[at]!);
  }

  /** A word as an int8; null where it is 0. */
  word(value: number): void {
    if (value === 0) this.null();
    else this.#int8(0, value);
  }

  /** Four words as a uuid, the highest byte first; null where they are 0. */
  uuid(words: Uint32Array, at: number): void {
    if (isZero(words, at)) {
      this.null();
      return;
    }
    this.#view.setInt32(this.#end, 16);
    for (let k = 0; k < u128Words; k++) this.#view.setUint32(this.#end + 16 - 4 * k, words[at + k]!);
    this.#end += 20;
  }

  /** A number below 2^128 as numeric. */
  numeric(words: Uint32Array, at: number): void {
    if ((words[at + 3]! | words[at + 2]!) === 0 && words[at + 1]! < 2 ** 21)
      this.#smallNumeric(words[at + 1]! * 2 ** 32 + words[at]!);
    else this.#largeNumeric(readU128(words, at));
  }

  /** A number below 2^64 as numeric; null where it is 0. */
  numeric64(words: Uint32Array, at: number): void {
    if ((words[at]! | words[at + 1]!) === 0) this.null();
    else this.#largeNumeric(readU64(words, at));
  }

  bytes(value: Uint8Array): void {
    this.#room(4 + value.length + mostFieldBytes);
    this.#view.setInt32(this.#end, value.length);
    this.#bytes.set(value, this.#end + 4);
    this.#end += 4 + value.length;
  }

  #int8(high: number, low: number): void {
    this.#view.setInt32(this.#end, 8);
    this.#view.setUint32(this.#end + 4, high);
    this.#view.setUint32(this.#end + 8, low);
    this.#end += 12;
  }

  #smallNumeric(value: number): void {
    let count = 0;
    for (let left = value; left > 0; left = Math.floor(left / numericBase))
      this.#digits[count++] = left % numericBase;
    this.#numeric(count);
  }

  #largeNumeric(value: bigint): void {
    let count = 0;
    for (let left = value; left > 0n; left /= BigInt(numericBase))
      this.#digits[count++] = Number(left % BigInt(numericBase));
    this.#numeric(count);
  }

  #numeric(count: number): void {
    this.#view.setInt32(this.#end, 8 + 2 * count);
    this.#view.setInt16(this.#end + 4, count);
    // The weight of the first digit, then sign and scale, which are 0.
    this.#view.setInt16(this.#end + 6, count === 0 ? 0 : count - 1);
    this.#view.setInt32(this.#end + 8, 0);
    this.#end += 12;
    for (let k = count - 1; k >= 0; k--) {
      this.#view.setInt16(this.#end, this.#digits[k]!);
      this.#end += 2;
    }
  }

  #room(bytes: number): void {
    if (this.#end + bytes <= this.#bytes.length) return;
    const bigger = new Uint8Array(2 * (this.#bytes.length + bytes));
    bigger.set(this.#bytes);
    this.#bytes = bigger;
    this.#view = new DataView(bigger.buffer);
  }
}
