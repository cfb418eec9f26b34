import type { Done, Job } from './jobs.ts';
import type { Pool } from './pool.ts';

/** Jobs under way for each thread: one that runs and enough that it never waits for the next. */
const ahead = 3;

/**
 * Hands jobs to the pool as they come and yields what was done in the same order, a bounded number of jobs ahead of whoever reads.
 * Each result comes with what its job was made of.
 */
export async function* piped<T>(
  pool: Pool,
  inputs: AsyncIterable<T> | Iterable<T>,
  jobOf: (input: T) => Job,
): AsyncGenerator<{ readonly input: T; readonly done: Done }, void> {
  const running: { readonly input: T; readonly doing: Promise<Done> }[] = [];
  const limit = ahead * pool.width;
  try {
    for await (const input of inputs) {
      const doing = pool.run(jobOf(input));
      // Whoever reads hears of a failure when its turn comes.
      doing.catch(() => {});
      running.push({ input, doing });
      if (running.length >= limit) yield await first(running);
    }
    while (running.length > 0) yield await first(running);
  } finally {
    running.length = 0;
  }
}

async function first<T>(
  running: { readonly input: T; readonly doing: Promise<Done> }[],
): Promise<{ readonly input: T; readonly done: Done }> {
  const { input, doing } = running.shift()!;
  return { input, done: await doing };
}
