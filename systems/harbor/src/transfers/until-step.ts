import type { OpenTransfers } from './context.ts';

type Asking<T> = { readonly ask: () => Promise<T | undefined>; readonly signal: AbortSignal };

/** Asks at each step of a job's transfers until there is an answer; undefined where the signal fires before. */
export async function untilStep<T>(
  { steps }: Pick<OpenTransfers, 'steps'>,
  job: string,
  { ask, signal }: Asking<T>,
): Promise<T | undefined> {
  for (;;) {
    // Watching starts before asking: a step in between wakes the next round.
    const stepped = steps.next(job, signal);
    const answer = await ask();
    if (answer !== undefined || signal.aborted) return answer;
    await stepped;
  }
}
