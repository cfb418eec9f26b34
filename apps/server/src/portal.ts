import { Readable } from 'node:stream';
import { type Clock, idSource, type SigningKey, systemRandom } from '@finharbor/kernel';
import { errorFacts } from '@finharbor/kernel/http';
import { openPortal, type PublicPages } from '@finharbor/portal';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { HubConfig } from './config.ts';
import { derivedKey } from './derived-key.ts';

/** What the hub's public site is made of. */
export type PortalParts = {
  readonly config: Pick<HubConfig, 'name' | 'demo'>;
  readonly clock: Clock;
  /** Of this hub: forms are given out under a secret that follows from it, the same in every process and after every start. */
  readonly key: SigningKey;
  readonly origin: () => string;
  /** Names this hub for ever. */
  readonly identity: string;
  /** What its systems publish, in the order of the navigation. */
  readonly pages: readonly PublicPages[];
};

/** Ten thousand Chinese characters, as a form sends them. */
const mostFormBytes = 128 * 1024;

const licence = { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' };

/** Serves what the systems publish to everybody: pages and files below /open, and what robots may read of this address. */
export function servePortal(
  app: FastifyInstance,
  { config: { name, demo }, clock, key, origin, identity, pages }: PortalParts,
): void {
  const newId = idSource(clock, systemRandom);
  const forms = {
    key: derivedKey(key, 'finharbor/portal-forms/1'),
    newId: () => newId<'form'>(),
  };
  const portal = openPortal({
    ...{ name, isDemo: demo, identity, origin, licence, pages, forms },
    nowMs: () => clock.nowMs(),
  });
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { url, headers: said, ip } = request;
    const sent = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    const { status, headers, body, fault } = await portal({
      ...{ url, headers: said },
      ...(request.method === 'POST' && { post: { body: sent, address: ip } }),
    });
    if (fault !== undefined) request.log.error({ ...errorFacts(fault) }, 'no public page');
    reply.code(status).headers(headers);
    if (request.method === 'HEAD' || body === undefined) return reply.send();
    return reply.send(body instanceof Uint8Array ? body : Readable.from(body, { objectMode: false }));
  };
  for (const url of ['/open', '/open/*', '/robots.txt'])
    app.route({ method: ['GET', 'HEAD'], url, exposeHeadRoute: false, handler });
  app.route({ method: 'POST', url: '/open/*', bodyLimit: mostFormBytes, handler });
}
