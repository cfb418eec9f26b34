import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';

/** What came of a sign-in: `ok`, or the code it was refused with, and how long it took. */
export type SignedIn = { readonly code: string; readonly ms: number };

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Signs in as the proxy in front of the process would pass it on: from an address of its telling. */
export async function signIn(
  url: string,
  { from, ...credentials }: { readonly login: string; readonly password: string; readonly from: string },
): Promise<SignedIn> {
  const startedMs = performance.now();
  const headers = { 'content-type': 'application/json', 'x-forwarded-for': from };
  const { promise, resolve, reject } = Promise.withResolvers<SignedIn>();
  const sent = request(`${url}/session`, { method: 'POST', agent, headers }, async (response) => {
    try {
      const said = JSON.parse(await text(response)) as { readonly code?: string };
      resolve({ code: said.code ?? 'ok', ms: performance.now() - startedMs });
    } catch (error) {
      reject(error as Error);
    }
  });
  sent.on('error', reject);
  sent.end(JSON.stringify(credentials));
  return promise;
}

/** The value that so large a part of the values does not exceed. */
export function percentile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const found = sorted[Math.ceil(sorted.length * part) - 1];
  if (found === undefined) throw new RangeError('A percentile needs a value.');
  return found;
}
