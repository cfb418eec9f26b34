/** A pending transfer that is to be undone: its slot, and its own timestamp, by which a slot that was used anew is told apart. */
export type Expiry = {
  readonly expiresAt: bigint;
  readonly timestamp: bigint;
  readonly slot: number;
};

/** Pending transfers by when they expire, and by age among those of the same moment. A binary heap. */
export class ExpiryQueue {
  readonly #heap: Expiry[] = [];

  first(): Expiry | undefined {
    return this.#heap[0];
  }

  add(expiry: Expiry): void {
    let at = this.#heap.push(expiry) - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!isBefore(expiry, this.#heap[parent]!)) break;
      this.#heap[at] = this.#heap[parent]!;
      at = parent;
    }
    this.#heap[at] = expiry;
  }

  removeFirst(): void {
    const last = this.#heap.pop();
    if (last === undefined || this.#heap.length === 0) return;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.#heap.length) break;
      if (child + 1 < this.#heap.length && isBefore(this.#heap[child + 1]!, this.#heap[child]!)) child += 1;
      if (!isBefore(this.#heap[child]!, last)) break;
      this.#heap[at] = this.#heap[child]!;
      at = child;
    }
    this.#heap[at] = last;
  }
}

function isBefore(one: Expiry, other: Expiry): boolean {
  return one.expiresAt === other.expiresAt
    ? one.timestamp < other.timestamp
    : one.expiresAt < other.expiresAt;
}
