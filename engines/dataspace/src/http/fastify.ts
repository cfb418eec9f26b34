import type { httpApp } from '@finharbor/kernel/http';
import { mostBodyBytes, protocolPath, type Serve } from './serve.ts';

/** What is served, and below which path; the root where that is left out. */
export type ServedConnector = { readonly serve: Serve; readonly base?: string };

/**
 * Serves a connector's endpoints beside a process's own routes: an application of the kernel's keeps bodies as the bytes they came in,
 * which the credential speaks of. A body above the limit is refused by the application, with 413. Paths, statuses and bodies are the
 * specification's, so these are no routes as data.
 */
export function serveConnector(app: ReturnType<typeof httpApp>, { serve, base = '' }: ServedConnector): void {
  for (const url of [`${base}${protocolPath}/*`, `${base}/.well-known/dspace-version`])
    app.route<{ Body: Buffer | undefined }>({
      method: ['GET', 'POST'],
      url,
      bodyLimit: mostBodyBytes,
      handler: async (request, reply) => {
        const { method, url: path, headers, body } = request;
        const answer = await serve({ method, path, headers, body: body ?? new Uint8Array() });
        return reply.code(answer.status).headers(answer.headers).send(answer.body);
      },
    });
}
