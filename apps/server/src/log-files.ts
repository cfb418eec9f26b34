import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const servable = /^(checkpoint|tile\/(entries|\d{1,2})(\/x\d{3})*\/\d{3}(\.p\/\d{1,3})?)$/;

/** Serves the evidence log's public files (C2SP tlog-tiles: `checkpoint`, `tile/…`) under /log/; full tiles never change. */
export function serveLog(app: FastifyInstance, directory: string): void {
  app.get<{ Params: { '*': string } }>('/log/*', (request, reply) => {
    const path = request.params['*'];
    const file = join(directory, path);
    if (!servable.test(path) || !statSync(file, { throwIfNoEntry: false })?.isFile())
      return reply.callNotFound();
    const lasting = path.startsWith('tile/') && !path.includes('.p/');
    return reply
      .header('cache-control', lasting ? 'public, max-age=31536000, immutable' : 'no-cache')
      .type(path === 'checkpoint' ? 'text/plain; charset=utf-8' : 'application/octet-stream')
      .send(createReadStream(file));
  });
}
