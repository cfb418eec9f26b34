import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { fail } from '../errors.ts';
import type { Caller } from './caller.ts';
import { checkRoute } from './check-route.ts';
import type { Endpoint, HttpContext } from './endpoint.ts';
import { InvalidRequest, sendProblem } from './fault.ts';
import type { Access, Route } from './route.ts';
import { idempotentRequest, runOnce } from './run-once.ts';
import { wireForm } from './schemas.ts';
import { type AnyReply, encodeReply, type Outgoing, send } from './send.ts';
import { parseBody, parseParameters } from './validate.ts';

/**
 * Serves endpoints on an application made by `httpApp`: checks credentials, reads the parts of the request (unknown fields
 * are refused), runs the handler, and checks the answer against the route's schema before it leaves.
 * Errors: `route.malformed`; `route.unknown_error_code` when a route names a code the table lacks.
 */
export function register(app: FastifyInstance, endpoints: readonly Endpoint[], context: HttpContext): void {
  for (const { route, handler } of endpoints) {
    checkRoute(route);
    const unknown = route.errors.find((code) => !(code in context.errors));
    if (unknown)
      fail('route.unknown_error_code', `${route.method} ${route.path} names ${unknown}: not in the table.`);
    app.route({
      method: route.method,
      url: route.path,
      exposeHeadRoute: false,
      ...(route.maxBodyBytes === undefined ? {} : { bodyLimit: route.maxBodyBytes }),
      handler: (request, reply) => serve({ route, handler, context, request, reply }),
    });
  }
}

/** How long a proof of who somebody is holds for what asks for one. */
const stepUpValidMs = 10 * 60_000;

type Exchange = Endpoint & {
  readonly context: HttpContext;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
};

async function serve(exchange: Exchange): Promise<FastifyReply> {
  const { route, context, request, reply } = exchange;
  let caller: Caller = { kind: 'public' };
  let outgoing: Outgoing;
  try {
    caller = await identify(exchange);
    outgoing = await answer(exchange, caller);
  } catch (error) {
    const problem = sendProblem({ context, request, reply, route }, error);
    await audit(exchange, { caller, status: problem.status, code: problem.code });
    return reply;
  }
  await audit(exchange, { caller, status: outgoing.status, code: undefined });
  await send(reply, outgoing, context);
  return reply;
}

function bodyBytes(request: FastifyRequest): Uint8Array {
  return request.body instanceof Uint8Array ? request.body : new Uint8Array();
}

async function identify({ route, context, request }: Exchange): Promise<Caller> {
  const found = await context.authenticate({
    method: request.method,
    url: request.raw.url ?? '',
    headers: request.headers,
    body: bodyBytes(request),
  });
  if (route.access === 'public') return found.kind === 'refused' ? { kind: 'public' } : found;
  if (found.kind === 'refused')
    fail(found.code, 'The credentials do not hold. Sign in again or sign the request anew.');
  if (found.kind === 'public') fail('access.unauthenticated', 'Sign in first, or sign the request.');
  if (!allowed(route.access, found)) fail('access.forbidden', 'This account or key may not do that.');
  if (route.stepUp && found.kind === 'account' && context.clock.nowMs() - found.provenAtMs > stepUpValidMs)
    fail('access.step_up_required', 'Prove again who you are, then repeat this.');
  return found;
}

function allowed(access: Exclude<Access, 'public'>, caller: Caller): boolean {
  if (access === 'signed') return caller.kind === 'key';
  if (caller.kind !== 'account') return false;
  return access.length === 0 || access.some((role) => caller.roles.includes(role));
}

async function answer(exchange: Exchange, caller: Caller): Promise<Outgoing> {
  const { route, handler, context, request, reply } = exchange;
  const parts = readParts(route, request);
  const left = new AbortController();
  reply.raw.once('close', () => left.abort());
  const lastEventId = request.headers['last-event-id'];
  const run = async (): Promise<Outgoing> => {
    const result = (await handler({
      ...parts,
      caller,
      requestId: request.id,
      signal: left.signal,
      lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined,
    })) as AnyReply;
    if (result.headers) reply.headers(result.headers);
    return encodeReply(route, result);
  };
  const claim = idempotentRequest({
    route,
    caller,
    headers: request.headers,
    url: request.url,
    body: bodyBytes(request),
  });
  return claim && context.idempotency ? runOnce(context.idempotency, claim, run) : run();
}

function readParts(
  route: Route,
  request: FastifyRequest,
): { params: unknown; query: unknown; body: unknown } {
  const bytes = bodyBytes(request);
  if (bytes.length > 0 && route.body) checkMediaType(route, request.headers['content-type'] ?? '');
  const params = parseParameters(route.params, 'path', request.params);
  const query = parseParameters(route.query, 'query', request.query);
  const body = parseBody(route.body, bytes);
  if (params.kind === 'valid' && query.kind === 'valid' && body.kind === 'valid')
    return { params: params.value, query: query.value, body: body.value };
  throw new InvalidRequest(
    [params, query, body].flatMap((part) => (part.kind === 'invalid' ? part.errors : [])),
  );
}

function checkMediaType(route: Route, contentType: string): void {
  const form = route.body && wireForm(route.body);
  const wanted = form?.kind === 'bytes' ? form.mediaType : 'application/json';
  const got = contentType.split(';')[0]!.trim().toLowerCase();
  if (got !== wanted) fail('request.unsupported_media_type', `Send the body as ${wanted}.`);
}

async function audit(
  { route, context, request }: Exchange,
  outcome: { readonly caller: Caller; readonly status: number; readonly code: string | undefined },
): Promise<void> {
  if (typeof route.audit !== 'string') return;
  await context.audit?.({
    action: route.audit,
    requestId: request.id,
    atMs: context.clock.nowMs(),
    params: { ...(request.params as Record<string, string>) },
    ...outcome,
  });
}
