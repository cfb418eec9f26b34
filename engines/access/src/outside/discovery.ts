import type { Clock } from '@finharbor/kernel';

const recentMs = 5_000;
const freshMs = 3_600_000;

/** What a provider says of itself. */
export type Discovered<T> = {
  /** As it said in the last five seconds, so that nobody is sent to one that is down. */
  readonly recent: () => Promise<T>;
  /** As it said in the last hour; while it does not answer, as it last did. */
  readonly known: () => Promise<T>;
};

/** Asks a provider what it is when that is needed; those who ask at the same time share the answer, and a failure is not kept. */
export function discovered<T>(clock: Clock, discover: () => Promise<T>): Discovered<T> {
  let held: { readonly value: T; readonly sinceMs: number } | undefined;
  let pending: Promise<T> | undefined;
  const within = async (ageMs: number): Promise<T> => {
    if (held && clock.nowMs() - held.sinceMs < ageMs) return held.value;
    pending ??= discover()
      .then((value) => {
        held = { value, sinceMs: clock.nowMs() };
        return value;
      })
      .finally(() => {
        pending = undefined;
      });
    return pending;
  };
  return {
    recent: () => within(recentMs),
    known: () =>
      within(freshMs).catch((error: unknown) => {
        if (held) return held.value;
        throw error;
      }),
  };
}
