import { strict as assert } from 'node:assert';
import { AsyncLocalStorage } from 'node:async_hooks';
import type { FastifyInstance } from 'fastify';
import type { IncomingRequest } from './caller.ts';

/** How a request came in: its header fields, and the address of whoever opened the connection. */
export type Arrival = Pick<IncomingRequest, 'headers'> & { readonly address: string };

/**
 * Tells, within a handler of this application, how its request came in. For protocols that speak by cookies or by a proxy's header
 * fields; what a route's contract describes comes as the handler's input.
 */
export function arrivals(app: FastifyInstance): () => Arrival {
  const current = new AsyncLocalStorage<Arrival>();
  app.addHook('preHandler', ({ headers, socket }, _reply, done) => {
    current.run({ headers, address: socket.remoteAddress ?? '' }, done);
  });
  return () => {
    const arrival = current.getStore();
    assert(arrival, 'asked for outside of a handler');
    return arrival;
  };
}
