import type { JobEvent } from './store.ts';

/** Tells those who watch a job in this process that something new stands in the store. */
export type JobWatch = {
  readonly tell: (jobId: string, event?: JobEvent) => void;
  readonly on: (jobId: string, wake: () => void) => () => void;
  /** Calls for every job. */
  readonly onAny: (wake: (jobId: string) => void) => () => void;
  /** Resolves when anything happens in the job or the signal fires. */
  readonly next: (jobId: string, signal: AbortSignal) => Promise<void>;
};

/** A watch within one process. */
export function jobWatch(): JobWatch {
  const all = new Set<(jobId: string) => void>();
  const watchers = new Map<string, Set<() => void>>();
  const on = (jobId: string, wake: () => void): (() => void) => {
    const set = watchers.get(jobId) ?? new Set();
    watchers.set(jobId, set.add(wake));
    return () => {
      set.delete(wake);
      if (set.size === 0 && watchers.get(jobId) === set) watchers.delete(jobId);
    };
  };
  return {
    tell(jobId) {
      for (const wake of [...(watchers.get(jobId) ?? [])]) wake();
      for (const wake of [...all]) wake(jobId);
    },
    on,
    onAny(wake) {
      all.add(wake);
      return () => all.delete(wake);
    },
    next: (jobId, signal) =>
      new Promise<void>((resolve) => {
        const done = (): void => {
          off();
          signal.removeEventListener('abort', done);
          resolve();
        };
        const off = on(jobId, done);
        if (signal.aborted) done();
        else signal.addEventListener('abort', done);
      }),
  };
}
