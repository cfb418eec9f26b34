/** Where something is kept, and how it is told whether it still stands; without a word for it, it is never kept. */
export type Told = {
  readonly key: string;
  readonly version: (() => Promise<string | undefined>) | undefined;
};

type Limits = { readonly nowMs: () => number; readonly forMs: number; readonly most: number };

/**
 * Keeps what was read for as long as a version is the same, and never longer than so many milliseconds; what was asked for longest ago
 * goes first. The version is read before what it is of: what changes in between is read again by whoever asks next.
 */
export function remembered<T>({
  nowMs,
  forMs,
  most,
}: Limits): (told: Told, read: () => Promise<T>) => Promise<T> {
  const known = new Map<string, { readonly version: string; readonly untilMs: number; readonly value: T }>();
  return async ({ key, version: ask }, read) => {
    const version = await ask?.();
    if (version === undefined) return await read();
    const last = known.get(key);
    known.delete(key);
    const stands = last?.version === version && nowMs() < last.untilMs;
    const one = stands ? last : { version, untilMs: nowMs() + forMs, value: await read() };
    known.set(key, one);
    for (const oldest of known.keys()) {
      if (known.size <= most) break;
      known.delete(oldest);
    }
    return one.value;
  };
}
