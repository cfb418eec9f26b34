/** What to do when it is time to end. */
export type Ending = {
  readonly log: (line: string) => void;
  /** Stops everything in order. */
  stop(): Promise<void>;
  /** Kills everything at once. */
  kill(): void;
};

// One Ctrl-C arrives more than once: from the terminal, and again from each parent that passes it on.
const sameKeyMs = 500;
const parentPollMs = 500;

/**
 * Waits for SIGINT, SIGTERM, SIGHUP or the death of the parent process, then stops everything; a second signal kills instead
 * and ends the process with exit code 130. Resolves with the cause when all has stopped.
 */
export function untilStopped(ending: Ending): Promise<NodeJS.Signals | 'parent_gone'> {
  const { promise, resolve, reject } = Promise.withResolvers<NodeJS.Signals | 'parent_gone'>();
  let sinceMs: number | undefined;
  const parent = process.ppid;
  const watch = setInterval(() => process.ppid !== parent && begin('parent_gone'), parentPollMs);
  const begin = (cause: NodeJS.Signals | 'parent_gone'): void => {
    const nowMs = performance.now();
    if (sinceMs !== undefined) {
      if (cause === 'parent_gone' || nowMs - sinceMs < sameKeyMs) return;
      ending.kill();
      process.exit(130);
    }
    sinceMs = nowMs;
    clearInterval(watch);
    ending.log('Stopping … (once more to kill)');
    ending.stop().then(() => resolve(cause), reject);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, begin);
  return promise;
}
