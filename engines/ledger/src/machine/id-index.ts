import type { RecordTable } from './record-table.ts';

const free = -1;

/**
 * Finds the record with a given 128-bit id, with which every record begins: open addressing with linear probing over record numbers.
 * A record is read only where its id's hash is right. `seed` keeps callers from choosing ids
 * that collide.
 */
export class IdIndex {
  readonly #table: RecordTable;
  readonly #seed: number;
  /** Slots of two words, so that one line of the cache has both: the record's number, and its id's hash. */
  #slots: Int32Array = new Int32Array(1 << 13).fill(free);
  #used = 0;

  constructor(table: RecordTable, seed: number) {
    this.#table = table;
    this.#seed = seed;
  }

  /** The record whose id is the four words at `at`, or -1. */
  find(words: Uint32Array, at: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    const hash = this.#hash(words, at);
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const no = slots[slot]!;
      if (no === free) return free;
      if (slots[slot + 1] === hash && this.#same(no, words, at)) return no;
    }
  }

  /** Enters a record, whose id is not in the index yet. */
  add(no: number): void {
    if (this.#used * 4 >= this.#slots.length) this.#grow();
    this.#used += 1;
    this.#put(no, this.#hash(this.#table.page(no), this.#table.at(no)));
  }

  /** Takes a record out, whose id still stands in it. Those that had moved on because of it move back. */
  remove(no: number): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let hole = (this.#hash(this.#table.page(no), this.#table.at(no)) << 1) & mask;
    while (slots[hole] !== no) hole = (hole + 2) & mask;
    for (let slot = (hole + 2) & mask; slots[slot] !== free; slot = (slot + 2) & mask) {
      const moved = (slot - (slots[slot + 1]! << 1)) & mask;
      if (moved < ((slot - hole) & mask)) continue;
      slots[hole] = slots[slot]!;
      slots[hole + 1] = slots[slot + 1]!;
      hole = slot;
    }
    slots[hole] = free;
    this.#used -= 1;
  }

  #put(no: number, hash: number): void {
    const mask = this.#slots.length - 1;
    let slot = (hash << 1) & mask;
    while (this.#slots[slot] !== free) slot = (slot + 2) & mask;
    this.#slots[slot] = no;
    this.#slots[slot + 1] = hash;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2).fill(free);
    for (let slot = 0; slot < old.length; slot += 2)
      if (old[slot] !== free) this.#put(old[slot]!, old[slot + 1]!);
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
