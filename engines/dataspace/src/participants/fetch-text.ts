import { type LookupAddress, lookup } from 'node:dns';
import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isWithinReach, type Reach } from './addresses.ts';

/** What a fetch is held to. */
export type FetchOptions = {
  readonly reach: Reach;
  readonly timeoutMs?: number;
  readonly mostBytes?: number;
  /** Certificate authorities beside the system's: a data space may have its own. */
  readonly ca?: readonly string[];
};

/**
 * What is found under an address. `refused` is final (a redirect, another status, too large, a forbidden address); `unreachable` may
 * pass: the same question can be asked again.
 */
export type Fetched =
  | { readonly kind: 'found'; readonly text: string }
  | { readonly kind: 'refused' | 'unreachable'; readonly reason: string };

/** Fetches a public text. */
export type FetchText = (url: URL) => Promise<Fetched>;

/**
 * Fetches texts from addresses that strangers chose. The address is judged where the connection is made, not when the name was looked
 * up before, so that a name that changes its answer gains nothing; redirects are not followed; time and size are limited as a whole.
 */
export function textFetcher({ reach, timeoutMs = 5000, mostBytes = 65_536, ca }: FetchOptions): FetchText {
  return async (url) => {
    const host = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(host) !== 0 && !isWithinReach(host, reach)) return refused('address out of reach');
    const isPlain = url.protocol === 'http:';
    if (isPlain ? !(reach.loopback && isThisMachine(host)) : url.protocol !== 'https:')
      return refused('neither https nor this machine');
    const options = {
      headers: { accept: 'application/json, application/did+json, application/vc+jwt' },
      lookup: lookupWithin(reach),
      signal: AbortSignal.timeout(timeoutMs),
      ...(ca ? { ca: [...ca] } : {}),
    };
    return new Promise((resolve) => {
      const request = (isPlain ? requestHttp : requestHttps)(url, options, (response) => {
        read(response, mostBytes).then(resolve, (error: unknown) => resolve(failed(error)));
      });
      request.on('error', (error) => resolve(failed(error)));
      request.end();
    });
  };
}

async function read(response: IncomingMessage, mostBytes: number): Promise<Fetched> {
  const status = response.statusCode ?? 0;
  if (status !== 200) {
    response.destroy();
    const isPassing = status >= 500 || status === 429;
    return { kind: isPassing ? 'unreachable' : 'refused', reason: `status ${status}` };
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return refused(`more than ${mostBytes} bytes`);
    chunks.push(chunk);
  }
  return { kind: 'found', text: Buffer.concat(chunks).toString('utf8') };
}

class OutOfReach extends Error {}

function lookupWithin(reach: Reach): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses: readonly LookupAddress[]) => {
      if (error) return done(error, []);
      // One forbidden address among several is enough: a name that mixes them is made to be tried until it hits.
      if (addresses.length === 0 || addresses.some(({ address }) => !isWithinReach(address, reach)))
        return done(new OutOfReach('address out of reach'), []);
      if (options.all) return done(null, [...addresses]);
      done(null, addresses[0]!.address, addresses[0]!.family);
    });
  };
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || (isIP(host) !== 0 && isWithinReach(host, { loopback: true, inside: false }));
}

function failed(error: unknown): Fetched {
  if (error instanceof OutOfReach) return refused(error.message);
  const code = (error as NodeJS.ErrnoException).code ?? (error as Error).name;
  return { kind: 'unreachable', reason: String(code) };
}

function refused(reason: string): Fetched {
  return { kind: 'refused', reason };
}
