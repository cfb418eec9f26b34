import type { RecordTable } from './record-table.ts';

const free = -1;

/**
 * Finds the record with a given 128-bit id: open addressing with linear probing over record numbers; the ids stand in the records, from
 * word `idAt` on. `seed` keeps callers from choosing ids that collide.
 */
export class IdIndex {
  readonly #table: RecordTable;
  readonly #seed: number;
  #slots: Int32Array = new Int32Array(1 << 12).fill(free);
  #used = 0;

  constructor(table: RecordTable, seed: number) {
    this.#table = table;
    this.#seed = seed;
  }

  /** The record whose id is the four words at `at`, or -1. */
  find(words: Uint32Array, at: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = this.#home(words, at); ; slot = (slot + 1) & mask) {
      const no = this.#slots[slot]!;
      if (no === free || this.#same(no, words, at)) return no;
    }
  }

  /** Enters a record, whose id is not in the index yet. */
  add(no: number): void {
    if (this.#used * 2 >= this.#slots.length) this.#grow();
    this.#used += 1;
    this.#put(no);
  }

  /** Takes a record out, whose id still stands in it. Those that had moved on because of it move back. */
  remove(no: number): void {
    const mask = this.#slots.length - 1;
    let hole = this.#homeOf(no);
    while (this.#slots[hole] !== no) hole = (hole + 1) & mask;
    for (let slot = (hole + 1) & mask; this.#slots[slot] !== free; slot = (slot + 1) & mask) {
      const other = this.#slots[slot]!;
      const moved = (slot - this.#homeOf(other)) & mask;
      if (moved < ((slot - hole) & mask)) continue;
      this.#slots[hole] = other;
      hole = slot;
    }
    this.#slots[hole] = free;
    this.#used -= 1;
  }

  #put(no: number): void {
    const mask = this.#slots.length - 1;
    let slot = this.#homeOf(no);
    while (this.#slots[slot] !== free) slot = (slot + 1) & mask;
    this.#slots[slot] = no;
  }

  #grow(): void {
    const old = this.#slots;
    this.#slots = new Int32Array(old.length * 2).fill(free);
    for (const no of old) if (no !== free) this.#put(no);
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

  #homeOf(no: number): number {
    return this.#home(this.#table.page(no), this.#table.at(no));
  }

  /** Where the search for an id begins: its words, mixed one after the other. */
  #home(words: Uint32Array, at: number): number {
    let hash = this.#seed;
    for (let k = 0; k < 4; k++) {
      hash = Math.imul(hash ^ words[at + k]!, 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    return (hash ^ (hash >>> 13)) & (this.#slots.length - 1);
  }
}
