import { type FastifyInstance, fastify, LogController } from 'fastify';
import type { DestinationStream } from 'pino';
import { FinharborError } from '../errors.ts';
import type { IdSource } from '../ids.ts';
import type { HttpContext } from './endpoint.ts';
import { problemFor, sendProblem } from './fault.ts';
import { logOptions } from './log.ts';
import { boundBodies, longestBodyMs } from './streamed-body.ts';

/** How an application is made. */
export type HttpAppOptions = {
  readonly context: HttpContext;
  /** Names the requests, in answers and in the log. */
  readonly ids: IdSource;
  readonly log: { readonly level: string; readonly stream?: DestinationStream };
  /** Largest request body; default 1 MiB. A route may set its own. */
  readonly maxBodyBytes?: number;
  /** Addresses or networks (CIDR) of proxies whose `X-Forwarded-For` is believed; nobody's where left out. */
  readonly trustedProxies?: readonly string[];
};

/** On every answer; what serves pages sets a policy of its own. */
const protective = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
};

/**
 * A fastify application that speaks problem+json for every error, keeps bodies as bytes for `register` to read, bounds the size
 * and the time of requests, and logs ids and codes only. The caller registers endpoints and listens.
 */
export function httpApp(options: HttpAppOptions): FastifyInstance {
  const { context, log } = options;
  const app = fastify({
    logger: { ...logOptions(log.level, context.clock), ...(log.stream ? { stream: log.stream } : {}) },
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => options.ids<'request'>(),
    requestIdHeader: false,
    trustProxy: options.trustedProxies?.length ? [...options.trustedProxies] : false,
    bodyLimit: options.maxBodyBytes ?? 1024 * 1024,
    requestTimeout: longestBodyMs,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 512, ignoreTrailingSlash: false },
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(protective);
  });
  boundBodies(app);
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '';
    request.log.info(
      { route, status: reply.statusCode, durationMs: Math.round(reply.elapsedTime) },
      'answered',
    );
  });
  app.setNotFoundHandler((request, reply) => {
    const fault = new FinharborError({
      code: 'request.no_such_route',
      publicMessage: 'Nothing is served at this address. See /api for what is.',
    });
    sendProblem(reply, problemFor({ context, request, route: undefined }, fault), fault);
  });
  app.setErrorHandler((error, request, reply) => {
    sendProblem(reply, problemFor({ context, request, route: undefined }, error), error);
  });
  return app;
}
