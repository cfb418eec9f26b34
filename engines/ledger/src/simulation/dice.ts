const step = 0x9e3779b9;

/**
 * Chances out of whole numbers alone: the same numbers, the same chances. Each is a hash of a counter, by MurmurHash3's finalizer
 * (Appleby, 2008).
 */
export class Dice {
  #counter = 0;

  constructor(...seeds: readonly number[]) {
    for (const seed of seeds) this.#counter = mix(this.#counter ^ seed) + step;
  }

  /** A whole number below 2^32. */
  word(): number {
    this.#counter = (this.#counter + step) | 0;
    return mix(this.#counter) >>> 0;
  }

  /** A whole number from 0 to below a limit of at most 2^32. */
  below(limit: number): number {
    return Math.floor((this.word() / 2 ** 32) * limit);
  }

  chance(share: number): boolean {
    return this.word() < share * 2 ** 32;
  }

  pick<One>(from: readonly One[]): One {
    return from[this.below(from.length)]!;
  }

  /** One of the names, each as often as its weight says. */
  weighted<Name extends string>(weights: Readonly<Record<Name, number>>): Name {
    const entries = Object.entries(weights) as [Name, number][];
    let left = this.below(entries.reduce((sum, [, weight]) => sum + weight, 0));
    for (const [name, weight] of entries) {
      if (left < weight) return name;
      left -= weight;
    }
    return entries[0]![0];
  }
}

function mix(word: number): number {
  let hash = word;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
