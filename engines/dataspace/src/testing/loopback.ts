import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server on a port of its own, on this machine only. The listener may be set when the address is known. */
export type Loopback = AsyncDisposable & {
  readonly root: string;
  readonly listen: (listener: RequestListener) => void;
};

/** Opens one. Disposing of it ends its connections. */
export async function loopback(): Promise<Loopback> {
  let listener: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => listener(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    listen: (next) => {
      listener = next;
    },
    [Symbol.asyncDispose]: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
