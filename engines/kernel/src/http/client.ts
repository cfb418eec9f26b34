import { z } from 'zod';
import { FinharborError, fail } from '../errors.ts';
import type { Status } from './endpoint.ts';
import { type Problem, problemSchema } from './problem.ts';
import { readEvents } from './read-events.ts';
import type { Route, RouteParts, Shape } from './route.ts';
import { type EventStream, type StreamedBody, wireForm } from './schemas.ts';

/** What the client needs of `fetch`; a wrapper may add credentials or sign. */
export type FetchLike = (url: string, init: ClientRequest) => Promise<Response>;

/** A request as the client makes it; the body is final, so that a wrapper can sign it. */
export type ClientRequest = {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  /** A `Blob` where the route takes it as a stream. */
  readonly body?: Uint8Array<ArrayBuffer> | Blob;
  readonly signal?: AbortSignal;
  /** No route leads elsewhere; whoever answers so is not who was asked, and credentials do not go after it. */
  readonly redirect: 'error';
};

/** How a call is made, besides the route's own parts. */
export type CallOptions = {
  readonly signal?: AbortSignal;
  readonly idempotencyKey?: string;
  readonly lastEventId?: string;
};

type NamedPart<K extends string, T> = undefined extends T
  ? { readonly [key in K]?: T }
  : { readonly [key in K]: T };

/** What a call takes: the route's parts on the domain side, and how the call is made. */
export type CallInput<P, Q, B> = NamedPart<'params', P> &
  NamedPart<'query', Q> &
  NamedPart<'body', B extends StreamedBody ? Blob : B> &
  CallOptions;

/** What a call answers: a status of the route and its body on the domain side. */
export type CallResult<R extends Shape['replies']> = {
  [K in keyof R]: { readonly status: Status<K>; readonly body: R[K] };
}[keyof R];

/** A client: one method per route, by its key. */
export type TypedClient<Routes extends Readonly<Record<string, unknown>>> = {
  readonly [K in keyof Routes]: Routes[K] extends RouteParts<infer P, infer Q, infer B, infer R>
    ? (input: CallInput<P, Q, B>) => Promise<CallResult<R>>
    : never;
};

/** An error answer of the other side: its code and message, and the whole problem document. */
export class RemoteProblem extends FinharborError {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super({ code: problem.code, publicMessage: problem.detail, fields: problem.errors ?? [] });
    this.problem = problem;
  }
}

/**
 * A client derived from routes. Parts are written and answers read by the routes' own schemas.
 * Errors: the other side's code (`RemoteProblem`), `client.unreachable`, `client.unexpected_answer`, `client.interrupted` (a stream).
 */
export function typedClient<R extends Readonly<Record<string, unknown>>>(
  routes: R,
  baseUrl: string,
  fetchLike: FetchLike = fetch,
): TypedClient<R> {
  const methods = Object.entries(routes).map(([name, route]) => [
    name,
    (input: AnyInput = {}) => callRoute({ route: route as Route, baseUrl, fetchLike, input }),
  ]);
  return Object.fromEntries(methods) as TypedClient<R>;
}

type AnyInput = {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  readonly idempotencyKey?: string;
  readonly lastEventId?: string;
};
type Call = {
  readonly route: Route;
  readonly baseUrl: string;
  readonly fetchLike: FetchLike;
  readonly input: AnyInput;
};

async function callRoute(call: Call): Promise<{ status: number; body: unknown }> {
  const { route, baseUrl, fetchLike, input } = call;
  const url = `${baseUrl.replace(/\/$/, '')}${pathOf(route, input.params)}${queryOf(route, input.query)}`;
  const body = bodyOf(route, input.body);
  let response: Response;
  try {
    response = await fetchLike(url, {
      method: route.method,
      redirect: 'error',
      headers: headersOf(route, input),
      ...(body ? { body } : {}),
      ...(input.signal ? { signal: input.signal } : {}),
    });
  } catch (cause) {
    if (input.signal?.aborted) throw cause;
    return fail('client.unreachable', `${new URL(url).origin} cannot be reached.`, cause);
  }
  const schema: z.ZodType | undefined = route.responses[response.status];
  if (!schema) throw await problemIn(response, route);
  return { status: response.status, body: await answerIn(response, schema, call) };
}

function pathOf(route: Route, params: unknown): string {
  if (!route.params) return route.path;
  const wire = z.encode(route.params, params) as Record<string, string>;
  return route.path.replace(/:([A-Za-z][A-Za-z0-9]*)/g, (_, name: string) => encodeURIComponent(wire[name]!));
}

function queryOf(route: Route, query: unknown): string {
  if (!route.query || query === undefined) return '';
  const wire = z.encode(route.query, query) as Record<string, unknown>;
  const pairs = Object.entries(wire).flatMap(([name, value]) =>
    [value].flat().flatMap((item) => (item === undefined ? [] : [[name, String(item)]])),
  );
  return pairs.length === 0 ? '' : `?${new URLSearchParams(pairs)}`;
}

function bodyOf(route: Route, body: unknown): ClientRequest['body'] | undefined {
  if (!route.body) return undefined;
  if (wireForm(route.body)) return body instanceof Blob ? body : new Uint8Array(body as Uint8Array);
  return new TextEncoder().encode(JSON.stringify(z.encode(route.body, body)));
}

function headersOf(route: Route, input: AnyInput): Record<string, string> {
  const form = route.body && wireForm(route.body);
  const type = form && 'mediaType' in form ? form.mediaType : 'application/json';
  return {
    ...(route.body ? { 'content-type': type } : {}),
    ...(input.idempotencyKey === undefined ? {} : { 'idempotency-key': input.idempotencyKey }),
    ...(input.lastEventId === undefined ? {} : { 'last-event-id': input.lastEventId }),
  };
}

async function problemIn(response: Response, route: Route): Promise<FinharborError> {
  const read = problemSchema.safeParse(await response.json().catch(() => undefined));
  if (read.success) return new RemoteProblem(read.data);
  return unexpected(route, `status ${response.status}`);
}

async function answerIn(response: Response, schema: z.ZodType, call: Call): Promise<unknown> {
  const form = wireForm(schema);
  if (form?.kind === 'empty') return undefined;
  if (form?.kind === 'bytes') return new Uint8Array(await response.arrayBuffer());
  if (form?.kind === 'file') {
    const size = response.headers.get('content-length');
    return { size: size === null ? null : Number(size), bytes: response.body! };
  }
  if (form?.kind === 'events') return decoded(response, form.data, call);
  const read = schema.safeDecode(await response.json().catch(() => undefined));
  if (!read.success) throw unexpected(call.route, 'its body does not match the contract');
  return read.data;
}

async function* decoded(response: Response, data: z.ZodType, call: Call): EventStream<unknown> {
  for await (const event of unbroken(response, call)) {
    const read = data.safeDecode(event.data);
    if (!read.success) throw unexpected(call.route, 'an event does not match the contract');
    yield { ...event, data: read.data };
  }
}

async function* unbroken(response: Response, { route, input }: Call): EventStream<unknown> {
  try {
    yield* readEvents(response.body!);
  } catch (cause) {
    if (input.signal?.aborted || cause instanceof FinharborError) throw cause;
    fail(
      'client.interrupted',
      `The stream of ${route.path} broke off. Ask again from the last event.`,
      cause,
    );
  }
}

function unexpected(route: Route, what: string): FinharborError {
  return new FinharborError({
    code: 'client.unexpected_answer',
    publicMessage: `${route.method} ${route.path} answered unexpectedly: ${what}. Do both sides run the same version?`,
  });
}
