import type { RecordTable } from './record-table.ts';

const free = -1;

/**
 * Finds the record with a given 128-bit id, with which every record begins: open addressing with linear probing over record numbers.
 * Beside each number stands its id's hash, so that a record is read only where the hash is right. `seed` keeps callers from choosing ids
 * that collide.
 */
export class IdIndex {
  readonly #table: RecordTable;
  readonly #seed: number;
  #numbers: Int32Array = new Int32Array(1 << 12).fill(free);
  #hashes: Int32Array = new Int32Array(1 << 12);
  #used = 0;

  constructor(table: RecordTable, seed: number) {
    this.#table = table;
    this.#seed = seed;
  }

  /** The record whose id is the four words at `at`, or -1. */
  find(words: Uint32Array, at: number): number {
    const mask = this.#numbers.length - 1;
    const hash = this.#hash(words, at);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const no = this.#numbers[slot]!;
      if (no === free) return free;
      if (this.#hashes[slot] === hash && this.#same(no, words, at)) return no;
    }
  }

  /** Enters a record, whose id is not in the index yet. */
  add(no: number): void {
    if (this.#used * 2 >= this.#numbers.length) this.#grow();
    this.#used += 1;
    this.#put(no, this.#hash(this.#table.page(no), this.#table.at(no)));
  }

  /** Takes a record out, whose id still stands in it. Those that had moved on because of it move back. */
  remove(no: number): void {
    const mask = this.#numbers.length - 1;
    let hole = this.#hash(this.#table.page(no), this.#table.at(no)) & mask;
    while (this.#numbers[hole] !== no) hole = (hole + 1) & mask;
    for (let slot = (hole + 1) & mask; this.#numbers[slot] !== free; slot = (slot + 1) & mask) {
      const moved = (slot - this.#hashes[slot]!) & mask;
      if (moved < ((slot - hole) & mask)) continue;
      this.#numbers[hole] = this.#numbers[slot]!;
      this.#hashes[hole] = this.#hashes[slot]!;
      hole = slot;
    }
    this.#numbers[hole] = free;
    this.#used -= 1;
  }

  #put(no: number, hash: number): void {
    const mask = this.#numbers.length - 1;
    let slot = hash & mask;
    while (this.#numbers[slot] !== free) slot = (slot + 1) & mask;
    this.#numbers[slot] = no;
    this.#hashes[slot] = hash;
  }

  #grow(): void {
    const numbers = this.#numbers;
    const hashes = this.#hashes;
    this.#numbers = new Int32Array(numbers.length * 2).fill(free);
    this.#hashes = new Int32Array(numbers.length * 2);
    for (let slot = 0; slot < numbers.length; slot++)
      if (numbers[slot] !== free) this.#put(numbers[slot]!, hashes[slot]!);
  }

  #same(no: number, words: Uint32Array, at: number): boolean {
    const page = this.#table.page(no);
    const own = this.#table.at(no);
    return (
      page[own] === words[at] &&
      page[own + 1] === words[at + 1] &&
      page[own + 2] === words[at + 2] &&
      page[own + 3] === words[at + 3]
    );
  }

  /** An id's words, mixed one after the other. */
  #hash(words: Uint32Array, at: number): number {
    let hash = this.#seed;
    for (let k = 0; k < 4; k++) {
      hash = Math.imul(hash ^ words[at + k]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return hash ^ (hash >>> 13);
  }
}
