import type { Clock } from '@finharbor/kernel';

/** A value and when it was had. */
export type Cached<T> = { readonly value: T; readonly atMs: number };

/** How a cache keeps what it had. */
export type CacheOptions<T> = {
  readonly clock: Clock;
  readonly load: (key: string) => Promise<T>;
  /** How long a value is good. */
  readonly freshMs: (value: T) => number;
  readonly mostEntries?: number;
};

/** A cache of what is loaded from elsewhere. */
export type Cache<T> = {
  /** The value, loaded where there is none, it is no longer good, or it is older than `newerThanMs`. */
  readonly get: (key: string, newerThanMs?: number) => Promise<Cached<T>>;
};

/** Keeps what `load` gave, loads it once however many ask at a time, and lets go of the oldest where it is full. */
export function cache<T>({ clock, load, freshMs, mostEntries = 10_000 }: CacheOptions<T>): Cache<T> {
  const kept = new Map<string, Cached<T>>();
  const under = new Map<string, Promise<Cached<T>>>();
  const loaded = async (key: string): Promise<Cached<T>> => {
    // From before the question was sent: the answer cannot be newer than that.
    const atMs = clock.nowMs();
    const entry = { value: await load(key), atMs };
    kept.delete(key);
    kept.set(key, entry);
    if (kept.size > mostEntries) kept.delete(kept.keys().next().value!);
    return entry;
  };
  return {
    get: async (key, newerThanMs = Number.POSITIVE_INFINITY) => {
      const entry = kept.get(key);
      if (entry) {
        const age = clock.nowMs() - entry.atMs;
        if (age >= 0 && age < Math.min(freshMs(entry.value), newerThanMs)) return entry;
      }
      const running = under.get(key) ?? loaded(key).finally(() => under.delete(key));
      under.set(key, running);
      return running;
    },
  };
}
