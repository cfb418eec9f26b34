import type { PlaneListener } from '@finharbor/dataspace/planes';
import type { FastifyInstance } from 'fastify';

/** Below which path of a node its data planes are reached. */
export const planesPath = '/planes';

/**
 * Serves a node's data planes beside its own routes. Bodies reach them as the streams they are, however large, so this part of the
 * application reads none of them itself; statuses, headers and bodies are the planes' own.
 */
export function servePlanes(app: FastifyInstance, listener: () => PlaneListener | undefined): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _body, done) => done(null));
    scope.route({
      method: ['GET', 'HEAD', 'POST', 'PATCH'],
      url: `${planesPath}/*`,
      handler: async (request, reply) => {
        const serve = listener();
        if (!serve) return reply.code(503).header('retry-after', '1').send();
        reply.hijack();
        reply.raw.setHeader('x-content-type-options', 'nosniff');
        await serve(request.raw, reply.raw);
        return reply;
      },
    });
  });
}
