import type { ConnectorRequest, Serve } from '@finharbor/dataspace';
import { mostBodyBytes, protocolPath } from '@finharbor/dataspace';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/**
 * Serves the Dataspace Protocol beside the API: its paths, statuses and bodies are the specification's, and what authenticates a message
 * speaks of its bytes, so these are no routes as data.
 */
export function serveDataspace(app: FastifyInstance, serve: Serve): void {
  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const { status, headers, body } = await serve(asked(request));
    return reply.code(status).headers(headers).send(body);
  };
  app.get('/.well-known/dspace-version', answer);
  app.get(`${protocolPath}/*`, answer);
  app.post(`${protocolPath}/*`, { bodyLimit: mostBodyBytes }, answer);
}

function asked({ method, url, headers, body }: FastifyRequest): ConnectorRequest {
  return { method, path: url, headers, body: body instanceof Uint8Array ? body : new Uint8Array() };
}
