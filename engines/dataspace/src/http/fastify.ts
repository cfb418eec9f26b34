import type { httpApp } from '@finharbor/kernel/http';
import type { Connector } from '../connector.ts';
import { mostBodyBytes, protocolPath } from './serve.ts';

/**
 * Serves a connector's endpoints beside a process's own routes: an application of the kernel's keeps bodies as the bytes they came in,
 * which the credential speaks of. A body above the limit is refused by the application, with 413.
 */
export function serveConnector(
  app: ReturnType<typeof httpApp>,
  { address, serve }: Pick<Connector, 'address' | 'serve'>,
): void {
  const base = new URL(address).pathname.slice(0, -protocolPath.length);
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
