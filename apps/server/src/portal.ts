import { Readable } from 'node:stream';
import { errorFacts } from '@finharbor/kernel/http';
import { openPortal, type PublicPages } from '@finharbor/portal';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HubConfig } from './config.ts';

/** What the hub's public site is made of. */
export type PortalParts = {
  readonly config: Pick<HubConfig, 'name' | 'demo'>;
  readonly origin: () => string;
  /** Names this hub for ever. */
  readonly identity: string;
  /** What its systems publish, in the order of the navigation. */
  readonly pages: readonly PublicPages[];
};

const licence = { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' };

/** Serves what the systems publish to everybody: pages and files below /open, and what robots may read of this address. */
export function servePortal(
  app: FastifyInstance,
  { config: { name, demo }, origin, identity, pages }: PortalParts,
): void {
  const portal = openPortal({ ...{ name, isDemo: demo, identity, origin, licence, pages } });
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { status, headers, body, fault } = await portal({ url: request.url, headers: request.headers });
    if (fault !== undefined) request.log.error({ ...errorFacts(fault) }, 'no public page');
    reply.code(status).headers(headers);
    if (request.method === 'HEAD' || body === undefined) return reply.send();
    return reply.send(body instanceof Uint8Array ? body : Readable.from(body, { objectMode: false }));
  };
  for (const url of ['/open', '/open/*', '/robots.txt'])
    app.route({ method: ['GET', 'HEAD'], url, exposeHeadRoute: false, handler });
}
