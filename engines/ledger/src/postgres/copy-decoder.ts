import { u128Words, writeU128 } from '../machine/u128.ts';

const signatureBytes = 19;
const numericBase = 10_000;
const numericHeaderBytes = 8;

/**
 * Reads rows in the binary format of PostgreSQL's COPY, field by field in their order, as `CopyEncoder` writes them; a null is 0. Give
 * `row` each message of a COPY to the client.
 */
export class CopyDecoder {
  #view: DataView = new DataView(new ArrayBuffer(0));
  #at = 0;
  #isFirst = true;
  readonly #whole: Uint32Array = new Uint32Array(u128Words);

  /** Whether the message is a row, which is read next. */
  row(message: Uint8Array): boolean {
    // Many messages lie in one buffer.
    if (this.#view.buffer !== message.buffer) this.#view = new DataView(message.buffer);
    this.#at = message.byteOffset + (this.#isFirst ? signatureBytes : 0);
    this.#isFirst = false;
    if (this.#at >= message.byteOffset + message.length) return false;
    const fields = this.#view.getInt16(this.#at);
    this.#at += 2;
    return fields >= 0;
  }

  int2(): number {
    if (this.#field() < 0) return 0;
    this.#at += 2;
    return this.#view.getInt16(this.#at - 2);
  }

  int4(): number {
    if (this.#field() < 0) return 0;
    this.#at += 4;
    return this.#view.getInt32(this.#at - 4);
  }

  /** An int8 below 2^53. */
  word(): number {
    if (this.#field() < 0) return 0;
    this.#at += 8;
    return this.#view.getUint32(this.#at - 8) * 2 ** 32 + this.#view.getUint32(this.#at - 4);
  }

  /** An int8 of 0 or more as two words. */
  int8(words: Uint32Array, at: number): void {
    const isNull = this.#field() < 0;
    if (!isNull) this.#at += 8;
    words[at] = isNull ? 0 : this.#view.getUint32(this.#at - 4);
    words[at + 1] = isNull ? 0 : this.#view.getUint32(this.#at - 8);
  }

  /** A uuid as four words, the highest byte first. */
  uuid(words: Uint32Array, at: number): void {
    if (this.#field() < 0) words.fill(0, at, at + u128Words);
    else {
      this.#at += 16;
      for (let k = 0; k < u128Words; k++) words[at + k] = this.#view.getUint32(this.#at - 4 * (k + 1));
    }
  }

  /** A whole numeric below 2^128 as four words. */
  numeric(words: Uint32Array, at: number): void {
    const length = this.#field();
    if (length < 0) {
      words.fill(0, at, at + u128Words);
      return;
    }
    const count = this.#view.getInt16(this.#at);
    // Zeros at the end are not written: the weight of the first digit says how many there are.
    const zeros = this.#view.getInt16(this.#at + 2) + 1 - count;
    const first = this.#at + numericHeaderBytes;
    this.#at += length;
    if (count === 0) {
      words.fill(0, at, at + u128Words);
      return;
    }
    if (count + zeros <= 3) {
      let value = 0;
      for (let k = 0; k < count; k++) value = value * numericBase + this.#view.getInt16(first + 2 * k);
      value *= numericBase ** zeros;
      words[at] = value % 2 ** 32;
      words[at + 1] = Math.floor(value / 2 ** 32);
      words.fill(0, at + 2, at + u128Words);
      return;
    }
    let value = 0n;
    for (let k = 0; k < count; k++) value = value * 10_000n + BigInt(this.#view.getInt16(first + 2 * k));
    writeU128(words, at, value * 10_000n ** BigInt(zeros));
  }

  /** A whole numeric below 2^64 as two words. */
  numeric64(words: Uint32Array, at: number): void {
    this.numeric(this.#whole, 0);
    words[at] = this.#whole[0]!;
    words[at + 1] = this.#whole[1]!;
  }

  /** Bytes, which stay where the message is. */
  bytes(): Uint8Array {
    const length = this.#field();
    this.#at += length;
    return new Uint8Array(this.#view.buffer, this.#at - length, length);
  }

  #field(): number {
    this.#at += 4;
    return this.#view.getInt32(this.#at - 4);
  }
}
