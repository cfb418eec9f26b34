/** The locks a process has met, so that refusing whoever goes on guessing costs nothing. */
export type LockMemory = {
  /** Until when a counter is locked, as far as is remembered. */
  readonly untilMs: (name: string, nowMs: number) => number | undefined;
  readonly remember: (name: string, untilMs: number) => void;
  readonly forget: (name: string) => void;
};

/** Remembers the last `size` locks; which were forgotten the database still knows. */
export function lockMemory(size: number): LockMemory {
  const known = new Map<string, number>();
  return {
    untilMs(name, nowMs) {
      const untilMs = known.get(name);
      if (untilMs === undefined || untilMs > nowMs) return untilMs;
      known.delete(name);
      return undefined;
    },
    remember(name, untilMs) {
      const [oldest] = known.keys();
      if (known.size >= size && oldest !== undefined) known.delete(oldest);
      known.set(name, untilMs);
    },
    forget: (name) => void known.delete(name),
  };
}
