import { Agent, get } from 'node:http';

/** Requests that come whether or not earlier ones are answered. */
export type Coming = {
  readonly perSecond: number;
  readonly seconds: number;
  /** The address of each; all at one origin. */
  readonly urlOf: (nth: number) => string;
};

/**
 * How long each takes in milliseconds, from when it was to be sent until its answer is whole: waiting for a busy server, or for this
 * sender, counts. Fails where one is not answered with 200.
 */
export async function openLoop({ perSecond, seconds, urlOf }: Coming): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const count = perSecond * seconds;
  const beganMs = performance.now();
  const all: Promise<number>[] = [];
  while (all.length < count) {
    const due = Math.min(count, Math.floor(((performance.now() - beganMs) / 1_000) * perSecond) + 1);
    while (all.length < due) {
      const nth = all.length;
      const asked = ask(agent, urlOf(nth), beganMs + (nth / perSecond) * 1_000);
      asked.catch(() => {});
      all.push(asked);
    }
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
  try {
    return await Promise.all(all);
  } finally {
    agent.destroy();
  }
}

function ask(agent: Agent, url: string, dueMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = get(url, { agent, headers: { 'accept-encoding': 'gzip' } }, (response) => {
      response.resume();
      response.once('error', reject);
      response.once('end', () =>
        response.statusCode === 200
          ? resolve(performance.now() - dueMs)
          : reject(new Error(`${url}: ${response.statusCode}`)),
      );
    });
    request.once('error', reject);
  });
}

/** The p-th percentile, by nearest rank. */
export function percentile(values: readonly number[], p: number): number {
  return values.toSorted((a, b) => a - b)[Math.ceil((values.length * p) / 100) - 1]!;
}
