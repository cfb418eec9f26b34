import { fail } from '@finharbor/kernel';

const everyMs = 50;
const limitMs = 15_000;

/** Asks again until there is an answer; documents travel between nodes within a fraction of a second. */
export async function until<T>(ask: () => Promise<T | undefined>, mostMs: number = limitMs): Promise<T> {
  for (let waitedMs = 0; waitedMs < mostMs; waitedMs += everyMs) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
  return fail(
    'demo.waited_too_long',
    `Nothing came within ${mostMs / 1000} s; look into the logs of the harbor's home folder.`,
  );
}
