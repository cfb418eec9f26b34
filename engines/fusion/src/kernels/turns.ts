import { setImmediate as nextTurn } from 'node:timers/promises';

/** Elements a kernel takes in one call: a millisecond's work, and a multiple of every batch. */
export const turn: number = 16_384;

/**
 * Calls `each` for elements first ... first + count until all are done; other work of the process, such as the link's heartbeat,
 * gets its turn between. A loop that runs in one call would also stay in the engine's unoptimised code to its end.
 */
export async function inTurns(total: number, each: (first: number, count: number) => void): Promise<void> {
  for (let first = 0; first < total; first += turn) {
    each(first, Math.min(turn, total - first));
    await nextTurn();
  }
}

/** Turns counts into where each class begins; `counts` has one more entry than there are classes. */
export function toStarts(counts: Uint32Array): void {
  let sum = 0;
  for (let k = 0; k < counts.length; k++) {
    const count = counts[k]!;
    counts[k] = sum;
    sum += count;
  }
}
