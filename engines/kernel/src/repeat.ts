import { setTimeout } from 'node:timers/promises';

/** Waits, or until the signal fires; never rejects. */
export type Pause = (ms: number, signal: AbortSignal) => Promise<void>;

/** By the machine's timer. */
export const systemPause: Pause = async (ms, signal) => {
  // Rejects when the signal fires.
  await setTimeout(ms, undefined, { signal }).catch(() => {});
};

/** How work goes on by itself. */
export type Repetition = {
  /** From the end of one turn to the begin of the next, so that no two overlap. */
  readonly everyMs: number;
  /** The same after a turn that failed; left out, `everyMs`. */
  readonly retryMs?: number;
  /** Ends it; a turn under way is given it too, and is waited for. */
  readonly signal: AbortSignal;
  /** Told once when it begins to fail, and not again before it has worked. */
  readonly onFault: (error: unknown) => void;
  /** Told when it works again. */
  readonly onRecovered?: () => void;
  readonly pause?: Pause;
};

/** Does something at once and then again and again until the signal fires; what fails is made up for at the next turn. Never rejects. */
export async function repeat(
  work: (signal: AbortSignal) => Promise<unknown>,
  { everyMs, retryMs = everyMs, signal, onFault, onRecovered, pause = systemPause }: Repetition,
): Promise<void> {
  let isWorking = true;
  while (!signal.aborted) {
    const hasWorked = await work(signal).then(
      () => true,
      (error: unknown) => {
        if (isWorking && !signal.aborted) onFault(error);
        return false;
      },
    );
    if (signal.aborted) return;
    if (hasWorked && !isWorking) onRecovered?.();
    isWorking = hasWorked;
    const waitMs = hasWorked ? everyMs : retryMs;
    if (waitMs > 0) await pause(waitMs, signal);
  }
}
