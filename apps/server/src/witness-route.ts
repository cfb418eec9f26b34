import type { Witness } from '@finharbor/evidence';
import type { FastifyInstance } from 'fastify';

/** The largest add-checkpoint request that makes sense: 63 hashes and a signed note. */
const maxBodyBytes = 64 * 1024;

/**
 * Serves C2SP tlog-witness beside the API: its statuses and plain-text bodies are the specification's, so it is not a route as data.
 */
export function serveWitness(app: FastifyInstance, witness: Witness): void {
  app.post('/witness/add-checkpoint', { bodyLimit: maxBodyBytes }, async (request, reply) => {
    const body = request.body instanceof Uint8Array ? request.body : new Uint8Array();
    const answer = await witness.addCheckpoint(body);
    return reply.code(answer.status).header('content-type', answer.contentType).send(answer.body);
  });
  app.get<{ Params: { origin: string } }>('/witness/:origin/checkpoint', async (request, reply) => {
    const answer = await witness.latest(request.params.origin);
    return reply.code(answer.status).header('content-type', answer.contentType).send(answer.body);
  });
}
