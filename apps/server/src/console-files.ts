import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';

const folder = fileURLToPath(new URL('../../console/dist', import.meta.url));

/**
 * Serves the console: its files below /assets, its page at / and at every address below /app. `reachable` names the origins the page
 * may call besides its own (the hub's page calls lenders' nodes).
 */
export function serveConsole(app: FastifyInstance, reachable: () => Promise<readonly string[]>): void {
  const isBuilt = existsSync(join(folder, 'index.html'));
  if (isBuilt)
    void app.register(fastifyStatic, {
      root: folder,
      serve: true,
      wildcard: true,
      index: false,
      dotfiles: 'ignore',
      preCompressed: true,
      cacheControl: false,
      setHeaders(reply, path) {
        reply.header(
          'cache-control',
          path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
        );
      },
    });
  const page = async (_request: unknown, reply: FastifyReply): Promise<FastifyReply> => {
    if (!isBuilt)
      return reply.type('text/plain; charset=utf-8').send('The console is not built. Run: npm start\n');
    reply.headers({
      'content-security-policy': policy(await reachable()),
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'permissions-policy': 'camera=(self), microphone=(), geolocation=()',
    });
    return reply.sendFile('index.html');
  };
  app.get('/', page);
  app.get('/app', page);
  app.get('/app/*', page);
}

function policy(reachable: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...reachable].join(' ')}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
