import type { IncomingMessage } from 'node:http';
import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { FinharborError, fail } from '../errors.ts';
import type { Route } from './route.ts';
import type { StreamedBody } from './schemas.ts';

/** The routes that take their bodies as they come in, apart from the others: nothing reads these before their handlers do. */
export function serveStreamed(app: FastifyInstance, routes: readonly RouteOptions[]): void {
  if (routes.length === 0) return;
  void app.register(async (own) => {
    own.removeAllContentTypeParsers();
    own.addContentTypeParser('*', (_request, _body, done) => done(null));
    for (const route of routes) own.route(route);
  });
}

/**
 * The body of a request as it comes in, no faster than it is read. Errors: `request.too_large`, at once where the size is announced and
 * else as soon as it is; `request.incomplete` where the client leaves or sends less than announced.
 */
export function streamedBody(
  route: Route,
  { headers, raw }: FastifyRequest,
  reply: FastifyReply,
): StreamedBody {
  const most = route.maxBodyBytes!;
  const announced = headers['content-length'];
  const size = announced !== undefined ? Number(announced) : headers['transfer-encoding'] ? null : 0;
  if (size !== null && size > most) tooLarge(most);
  const mediaType = mediaTypeOf(headers);
  return { size, mediaType, bytes: arriving(raw, reply.raw, most) };
}

/** The media type of a body, without its parameters. */
export function mediaTypeOf(headers: FastifyRequest['headers']): string {
  return (headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();
}

async function* arriving(
  raw: IncomingMessage,
  answer: FastifyReply['raw'],
  most: number,
): AsyncGenerator<Uint8Array> {
  let count = 0;
  if (isAwaited(raw)) answer.writeContinue();
  try {
    // Where it is not read to its end there is still an answer to give, on the same line.
    for await (const piece of raw.iterator({ destroyOnReturn: false })) {
      count += piece.length;
      if (count > most) tooLarge(most);
      yield piece;
    }
  } catch (cause) {
    if (cause instanceof FinharborError) throw cause;
    fail('request.incomplete', 'The body broke off before it was whole. Send it again.', cause);
  }
}

function tooLarge(most: number): never {
  return fail('request.too_large', `The body is larger than the ${most} bytes that this address takes.`);
}

const lingerMs = 1_000;

/**
 * Passes over what is left of a body once the answer is there. Cut off at once, a client that still sends would not read it; one that
 * goes on sending is cut off after a second.
 */
export function passOver(raw: IncomingMessage): void {
  if (raw.complete || raw.destroyed) return;
  raw.resume();
  setTimeout(() => {
    if (!raw.complete) raw.destroy();
  }, lingerMs).unref();
}

const usualMs = 60_000;
const slowestBytesPerMs = 64;
/** No body may take longer than this, whatever its route says. */
export const longestBodyMs: number = 30 * 60_000;

/** Bounds how long a body may take, and has a client that asks whether to send its body wait until somebody reads it. */
export function boundBodies(app: FastifyInstance): void {
  app.server.on('checkContinue', (request, response) => app.routing(request, response));
  app.addHook('onRequest', async (request, reply) => {
    const { raw } = request;
    const { streamedBytes } = request.routeOptions.config as StreamedConfig;
    if (streamedBytes === undefined && isAwaited(raw)) reply.raw.writeContinue();
    if (raw.headers['transfer-encoding'] === undefined && !Number(raw.headers['content-length'])) return;
    const late = setTimeout(
      () => {
        if (!raw.complete) raw.destroy();
      },
      Math.min(usualMs + (streamedBytes ?? 0) / slowestBytesPerMs, longestBodyMs),
    ).unref();
    raw.once('close', () => clearTimeout(late));
  });
}

/** What registration notes down with a route: how large a streamed body may be. */
export type StreamedConfig = { readonly streamedBytes?: number };

function isAwaited({ headers }: IncomingMessage): boolean {
  return headers.expect?.toLowerCase() === '100-continue';
}
