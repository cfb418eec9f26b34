/** How many pieces of work may run and wait. */
export type WorkLimits = {
  /** At once; `preferred` work may use all of them, other work one less, where there is more than one. */
  readonly slots: number;
  readonly waiting: { readonly preferred: number; readonly other: number };
};

/** What became of a piece of work: `busy` was not begun. */
export type Worked<T> = { readonly kind: 'done'; readonly value: T } | { readonly kind: 'busy' };

/** Runs work that costs processor time, so much of it at once and no more. */
export type WorkQueue = {
  readonly run: <T>(isPreferred: boolean, work: () => Promise<T>) => Promise<Worked<T>>;
};

type Line = 'preferred' | 'other';

/**
 * A bounded queue with two lines. Preferred work goes first and finds a slot that other work may not take, so that a flood of the
 * other waits for itself alone; what finds its line full is turned away at once.
 */
export function workQueue({ slots, waiting }: WorkLimits): WorkQueue {
  const lines: { readonly [line in Line]: (() => void)[] } = { preferred: [], other: [] };
  const running = { preferred: 0, other: 0 };
  const isFree = (line: Line): boolean =>
    running.preferred + running.other < slots &&
    (line === 'preferred' || running.other < Math.max(1, slots - 1));
  const enter = (line: Line): Promise<void> | undefined => {
    if (lines[line].length === 0 && isFree(line)) {
      running[line] += 1;
      return Promise.resolve();
    }
    if (lines[line].length >= waiting[line]) return undefined;
    return new Promise((resolve) => lines[line].push(resolve));
  };
  const leave = (line: Line): void => {
    running[line] -= 1;
    for (const next of ['preferred', 'other'] as const) {
      if (!isFree(next)) continue;
      const begin = lines[next].shift();
      if (!begin) continue;
      running[next] += 1;
      begin();
      return;
    }
  };
  return {
    async run(isPreferred, work) {
      const line = isPreferred ? 'preferred' : 'other';
      const turn = enter(line);
      if (!turn) return { kind: 'busy' };
      await turn;
      try {
        return { kind: 'done', value: await work() };
      } finally {
        leave(line);
      }
    },
  };
}
