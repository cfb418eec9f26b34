import { hash } from 'node:crypto';

const keyWords = 4;
const digitsOfWord = 8;
const firstSlots = 1024;

/**
 * Names that were seen, 16 bytes for each however long it is: half of its SHA-256. That two different names of a file have the same half
 * is less likely than 2^-80, so that what is told twice was.
 */
export class SeenNames {
  #slots = firstSlots;
  #words = new Uint32Array(firstSlots * keyWords);
  #count = 0;

  /** False where it was seen before. */
  add(name: string): boolean {
    if (this.#count >= (this.#slots / 4) * 3) this.#grow();
    const isNew = this.#put(keyOf(name));
    if (isNew) this.#count += 1;
    return isNew;
  }

  #put(key: Uint32Array): boolean {
    for (let slot = key[1]! % this.#slots; ; slot = (slot + 1) % this.#slots) {
      const at = slot * keyWords;
      if (this.#words[at] === 0) {
        this.#words.set(key, at);
        return true;
      }
      if (key.every((word, k) => word === this.#words[at + k])) return false;
    }
  }

  #grow(): void {
    const before = this.#words;
    this.#slots *= 2;
    this.#words = new Uint32Array(this.#slots * keyWords);
    for (let at = 0; at < before.length; at += keyWords)
      if (before[at] !== 0) this.#put(before.subarray(at, at + keyWords));
  }
}

const key = new Uint32Array(keyWords);

/** Its first word is never 0, which is an empty slot's. It stands until the next one is asked for. */
function keyOf(name: string): Uint32Array {
  const digits = hash('sha256', name);
  for (let k = 0; k < keyWords; k++)
    key[k] = Number.parseInt(digits.slice(k * digitsOfWord, (k + 1) * digitsOfWord), 16);
  key[0]! |= 1;
  return key;
}
