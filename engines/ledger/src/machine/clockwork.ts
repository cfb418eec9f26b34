import { readU64, writeU64 } from './u128.ts';

const wordRange = 2 ** 32;

/** Gives every event a moment of its own, in nanoseconds since 1970, each later than the one before whatever the clock says. */
export class Clockwork {
  readonly #words: Uint32Array = new Uint32Array(2);

  /** The moment given last. */
  get lastNs(): bigint {
    return readU64(this.#words, 0);
  }

  /** Moves on to a moment, unless it is past. */
  advanceTo(nowNs: bigint): void {
    if (nowNs > this.lastNs) writeU64(this.#words, 0, nowNs);
  }

  /** Goes back to a moment, when what came after it is forgotten. */
  resetTo(ns: bigint): void {
    writeU64(this.#words, 0, ns);
  }

  /** The next moment. */
  tick(): void {
    const low = this.#words[0]! + 1;
    this.#words[0] = low;
    if (low === wordRange) this.#words[1]! += 1;
  }

  /** Writes the moment given last as two words. */
  write(words: Uint32Array, at: number): void {
    words[at] = this.#words[0]!;
    words[at + 1] = this.#words[1]!;
  }
}
