import { lookup } from 'node:dns';
import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import type { LookupFunction } from 'node:net';
import { FinharborError, fail } from '@finharbor/kernel';
import type { Outgoing, Send } from './domain.ts';
import { bodySignature } from './secrets.ts';
import { hostOf, isPrivateAddress, targetFault } from './webhook-target.ts';

const timeoutMs = 5_000;

/**
 * Sends messages to programs: a POST with a JSON body and the headers `finharbor-delivery` (the same at every try) and
 * `finharbor-signature` (see `bodySignature`). Any 2xx is taken for received; redirects are not followed.
 * Errors: `channel.undelivered`.
 */
export function webhookSender(privateHosts: readonly string[]): Send {
  return async (target, message, { secret, signal }) => {
    const fault = targetFault(target, privateHosts);
    if (fault !== undefined) fail('channel.undelivered', `Nothing is sent there: ${fault}.`);
    const body = JSON.stringify(message);
    const status = await post(new URL(target), body, {
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
      lookup: privateHosts.includes(hostOf(new URL(target))) ? lookup : publicLookup,
      headers: headersOf(message, body, secret),
    });
    if (status < 200 || status > 299) fail('channel.undelivered', `The receiver answered ${status}.`);
  };
}

function headersOf(
  { id }: Outgoing,
  body: string,
  secret: string,
): Readonly<Record<string, string | number>> {
  return {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'finharbor',
    'finharbor-delivery': id,
    'finharbor-signature': bodySignature(secret, body),
  };
}

type Post = {
  readonly signal: AbortSignal;
  readonly lookup: LookupFunction;
  readonly headers: Readonly<Record<string, string | number>>;
};

function post(url: URL, body: string, { signal, lookup: resolveName, headers }: Post): Promise<number> {
  const send = url.protocol === 'https:' ? requestTls : requestPlain;
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const sent = send(url, { method: 'POST', headers, signal, lookup: resolveName, agent: false }, (answer) => {
    // What it says is of no interest, and might have no end.
    answer.destroy();
    resolve(answer.statusCode ?? 0);
  });
  sent.on('error', (cause) =>
    reject(
      new FinharborError({
        code: 'channel.undelivered',
        publicMessage: 'The receiver was not reached.',
        cause,
      }),
    ),
  );
  sent.end(body);
  return promise;
}

/**
 * The addresses of a name, refused where one of them is private. It is the connection's own look-up: what was judged is what is
 * connected to, whatever the name resolves to a moment later.
 */
const publicLookup: LookupFunction = (name, options, done) => {
  lookup(name, { ...options, all: true }, (error, addresses) => {
    if (error) return done(error, []);
    if (addresses.some(({ address }) => isPrivateAddress(address)))
      return done(new Error('The name resolves to a private address.'), []);
    if (options.all) return done(null, addresses);
    const [{ address, family }] = addresses as [(typeof addresses)[number]];
    done(null, address, family);
  });
};
