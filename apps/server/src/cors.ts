import type { FastifyInstance } from 'fastify';

const preflight = {
  'access-control-allow-methods': 'GET, POST, PUT, DELETE',
  'access-control-allow-headers': 'content-type, content-digest, signature, signature-input, idempotency-key',
  'access-control-max-age': '600',
};

/**
 * Lets a page served by `origin` (the hub's: firms apply from there) call this process. Neither cookies nor bearer tokens travel that
 * way: what such a page may do is what anybody or a signing key may do.
 */
export function allowPagesOf(app: FastifyInstance, origin: string): void {
  app.addHook('onRequest', async (request, reply) => {
    if (request.headers.origin !== origin) return undefined;
    reply.headers({ 'access-control-allow-origin': origin, vary: 'origin' });
    if (request.method !== 'OPTIONS') return undefined;
    return reply.code(204).headers(preflight).send();
  });
}
