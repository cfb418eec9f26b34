/** Keys that are being served, each in its lane. */
export type Lanes = {
  /** Keys under way, and lanes in which no more may begin. */
  readonly busy: () => { readonly keys: readonly string[]; readonly lanes: readonly string[] };
  /** Begins a key's work, unless its lane is full. */
  readonly begin: (of: { readonly lane: string; readonly key: string }, work: () => Promise<void>) => void;
  /** Throws the first fault that work ended with. */
  readonly check: () => void;
  /** Resolves once nothing is under way any more; never rejects. */
  readonly settled: () => Promise<void>;
};

/** Lanes of `width` keys at once; `onFree` is called whenever a key has been served. */
export function openLanes(width: number, onFree: () => void): Lanes {
  const underWay = new Map<string, { readonly lane: string; readonly done: Promise<void> }>();
  const faults: unknown[] = [];
  const countIn = (lane: string): number => [...underWay.values()].filter((one) => one.lane === lane).length;
  return {
    busy: () => {
      const lanes = new Set([...underWay.values()].map(({ lane }) => lane));
      return { keys: [...underWay.keys()], lanes: [...lanes].filter((lane) => countIn(lane) >= width) };
    },
    begin({ lane, key }, work) {
      if (countIn(lane) >= width) return;
      const done = work()
        .catch((error: unknown) => void faults.push(error))
        .finally(() => {
          underWay.delete(key);
          onFree();
        });
      underWay.set(key, { lane, done });
    },
    check() {
      if (faults.length > 0) throw faults[0];
    },
    async settled() {
      await Promise.all([...underWay.values()].map(({ done }) => done));
    },
  };
}
