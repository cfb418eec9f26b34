import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingHttpHeaders } from 'node:http';

/** Where a request came from, as far as its sender may say so. */
export type Client = { readonly address: string; readonly userAgent: string };

/** Remembers where each request came from while it is answered: what handlers are given does not say. */
export type Clients = {
  /** A fastify `onRequest` hook. */
  readonly hook: (request: Arriving, reply: unknown, done: () => void) => void;
  /** The client of the request that is being answered. */
  readonly current: () => Client;
};
type Arriving = {
  readonly headers: IncomingHttpHeaders;
  readonly socket: { readonly remoteAddress?: string | undefined };
};

const longestUserAgent = 200;

/** `trustedProxies` are the addresses whose `X-Forwarded-For` is believed, its last hop alone: earlier ones anybody can make up. */
export function clients(trustedProxies: readonly string[]): Clients {
  const storage = new AsyncLocalStorage<Client>();
  return {
    hook: (request, _reply, done) => storage.run(clientOf(request, trustedProxies), done),
    current: () => storage.getStore() ?? { address: '', userAgent: '' },
  };
}

function clientOf({ headers, socket }: Arriving, trustedProxies: readonly string[]): Client {
  const peer = plainAddress(socket.remoteAddress ?? '');
  const lastHop = [headers['x-forwarded-for'] ?? []].flat().join(',').split(',').at(-1)!.trim();
  const isForwarded = trustedProxies.includes(peer) && /^[0-9a-fA-F.:]{2,45}$/.test(lastHop);
  return {
    address: isForwarded ? plainAddress(lastHop) : peer,
    userAgent: (headers['user-agent'] ?? '').slice(0, longestUserAgent),
  };
}

/** A socket that takes both families writes IPv4 addresses as IPv6 ones. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/, '');
}
