import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import { fail } from '../errors.ts';
import type { Caller, Scope } from './caller.ts';
import { checkRoute } from './check-route.ts';
import type { AuditEntry, Endpoint, HttpContext } from './endpoint.ts';
import { InvalidRequest, problemFor, sendProblem } from './fault.ts';
import type { Problem } from './problem.ts';
import type { Route } from './route.ts';
import { idempotentRequest, runOnce } from './run-once.ts';
import { isStreamed, wireForm } from './schemas.ts';
import { type AnyReply, encodeReply, type Outgoing, send } from './send.ts';
import { mediaTypeOf, passOver, serveStreamed, streamedBody } from './streamed-body.ts';
import { type Parsed, parseBody, parseParameters } from './validate.ts';

/**
 * Serves endpoints on an application made by `httpApp`: checks credentials and whether they suffice, reads the parts of the request
 * (unknown fields are refused), runs the handler, checks the answer against the route's schema, and has the audit trail written
 * before it leaves.
 * Errors: `route.malformed`; `route.unknown_error_code` when a route names a code the table lacks.
 */
export function register(app: FastifyInstance, endpoints: readonly Endpoint[], context: HttpContext): void {
  const streamed: RouteOptions[] = [];
  for (const { route, handler } of endpoints) {
    checkRoute(route);
    const unknown = route.errors.find((code) => !(code in context.errors));
    if (unknown)
      fail('route.unknown_error_code', `${route.method} ${route.path} names ${unknown}: not in the table.`);
    const served = {
      method: route.method,
      url: route.path,
      exposeHeadRoute: false,
      ...(route.maxBodyBytes === undefined ? {} : { bodyLimit: route.maxBodyBytes }),
      handler: (request: FastifyRequest, reply: FastifyReply) =>
        serve({ route, handler, context, request, reply, facts: {}, told: {} }),
    };
    if (isStreamed(route)) streamed.push({ ...served, config: { streamedBytes: route.maxBodyBytes! } });
    else app.route(served);
  }
  serveStreamed(app, streamed);
}

type Exchange = Endpoint & {
  readonly context: HttpContext;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** What the call is about, as the audit trail will say. */
  readonly facts: Record<string, string>;
  /** What the handler told the trail to write down as its refusal. */
  readonly told: { code?: string };
};

async function serve(exchange: Exchange): Promise<FastifyReply> {
  try {
    return await answered(exchange);
  } finally {
    if (isStreamed(exchange.route)) passOver(exchange.request.raw);
  }
}

async function answered(exchange: Exchange): Promise<FastifyReply> {
  const { route, context, request, reply } = exchange;
  let caller: Caller = { kind: 'public' };
  let outgoing: Outgoing;
  try {
    caller = await identify(exchange);
    const scope = permitted(exchange, caller);
    outgoing = await answer(exchange, caller, scope);
  } catch (error) {
    const problem = problemFor({ context, request, route }, error);
    await auditRefusal(exchange, caller, problem);
    sendProblem(reply, problem, error);
    return reply;
  }
  await audit(exchange, { phase: 'done', caller, status: outgoing.status, code: exchange.told.code });
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
  return found;
}

function permitted({ route, context }: Exchange, caller: Caller): Scope {
  const decision = context.authorize(route, caller, context.clock.nowMs());
  if (decision.kind === 'allowed') return decision.scope;
  return fail(decision.code, decision.detail);
}

async function answer(exchange: Exchange, caller: Caller, scope: Scope): Promise<Outgoing> {
  const { route, handler, context, request, reply, facts, told } = exchange;
  const parts = readParts(exchange);
  if (route.method !== 'GET')
    await audit(exchange, { phase: 'begun', caller, status: undefined, code: undefined });
  const left = new AbortController();
  const { raw } = reply;
  raw.once('close', () => {
    if (!raw.writableFinished) left.abort();
  });
  // Who left before is not told of again.
  if (raw.destroyed) left.abort();
  const lastEventId = request.headers['last-event-id'];
  const run = async (): Promise<Outgoing> => {
    const result = (await handler({
      ...parts,
      caller,
      scope,
      arrival: {
        headers: request.headers,
        address: request.ip,
        peer: request.socket.remoteAddress ?? '',
      },
      requestId: request.id,
      about: (more) => void Object.assign(facts, more),
      refuse: (code) => void Object.assign(told, { code }),
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

function readParts({ route, request, reply }: Exchange): { params: unknown; query: unknown; body: unknown } {
  const params = parseParameters(route.params, 'path', request.params);
  const query = parseParameters(route.query, 'query', request.query);
  const body = readBody({ route, request, reply });
  if (params.kind === 'valid' && query.kind === 'valid' && body.kind === 'valid')
    return { params: params.value, query: query.value, body: body.value };
  throw new InvalidRequest(
    [params, query, body].flatMap((part) => (part.kind === 'invalid' ? part.errors : [])),
  );
}

function readBody({ route, request, reply }: Pick<Exchange, 'route' | 'request' | 'reply'>): Parsed {
  if (isStreamed(route)) {
    const value = streamedBody(route, request, reply);
    if (value.size !== 0) checkMediaType(route, request);
    return { kind: 'valid', value };
  }
  const bytes = bodyBytes(request);
  if (bytes.length > 0 && route.body) checkMediaType(route, request);
  return parseBody(route.body, bytes);
}

function checkMediaType(route: Route, { headers }: FastifyRequest): void {
  const form = route.body && wireForm(route.body);
  const wanted =
    form?.kind === 'stream'
      ? form.mediaTypes
      : [form?.kind === 'bytes' ? form.mediaType : 'application/json'];
  if (!wanted.includes(mediaTypeOf(headers)))
    fail('request.unsupported_media_type', `Send the body as ${wanted.join(' or ')}.`);
}

type Outcome = Pick<AuditEntry, 'phase' | 'caller' | 'status' | 'code'>;

async function audit(exchange: Exchange, outcome: Outcome): Promise<void> {
  const action = actionOf(exchange);
  if (action !== undefined) await write(exchange, action, outcome);
}

function actionOf({ route, facts }: Exchange): string | undefined {
  if (typeof route.audit === 'string') return route.audit;
  return 'about' in route.audit && Object.keys(facts).length > 0 ? route.audit.about : undefined;
}

/**
 * An action that was begun has its outcome written. So has, on every route, what credentials that do not hold or do not suffice
 * were used for.
 */
async function auditRefusal(exchange: Exchange, caller: Caller, { status, code }: Problem): Promise<void> {
  const { route } = exchange;
  const isSecurityEvent = (status === 401 || status === 403) && code !== 'access.unauthenticated';
  const action = typeof route.audit === 'string' ? route.audit : 'access.refused';
  if (isSecurityEvent || typeof route.audit === 'string')
    await write(exchange, action, { phase: 'done', caller, status, code });
}

async function write({ context, request, facts }: Exchange, action: string, outcome: Outcome): Promise<void> {
  await context.audit({
    action,
    requestId: request.id,
    atMs: context.clock.nowMs(),
    address: request.ip,
    facts: { ...(request.params as Record<string, string>), ...facts },
    ...outcome,
  });
}
