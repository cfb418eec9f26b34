import type { Clock } from '@finharbor/kernel';

const freshMs = 3_600_000;

/**
 * What a provider says of itself, asked for when first needed and again after an hour. A failure is not kept, so that the next person
 * tries again; while there is an earlier answer, that one serves.
 */
export function discovered<T>(clock: Clock, discover: () => Promise<T>): () => Promise<T> {
  let held: { readonly value: T; readonly sinceMs: number } | undefined;
  let pending: Promise<T> | undefined;
  return async () => {
    if (held && clock.nowMs() - held.sinceMs < freshMs) return held.value;
    pending ??= discover()
      .then((value) => {
        held = { value, sinceMs: clock.nowMs() };
        return value;
      })
      .finally(() => {
        pending = undefined;
      });
    try {
      return await pending;
    } catch (error) {
      if (held) return held.value;
      throw error;
    }
  };
}
