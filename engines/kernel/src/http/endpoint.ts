import type { Clock } from '../clock.ts';
import type { Authenticate, Caller } from './caller.ts';
import type { IdempotencyStore } from './idempotency.ts';
import type { ErrorTable } from './problem.ts';
import type { Part, Route, RouteParts, Shape } from './route.ts';

/** What a handler is given: the request's parts as the route's schemas read them. */
export type HandlerInput<S extends Shape> = HandlerParts<
  Part<S, 'params'>,
  Part<S, 'query'>,
  Part<S, 'body'>
>;

/** A handler's input by the types of its parts. */
export interface HandlerParts<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly caller: Caller;
  readonly requestId: string;
  /** Raised when the client leaves before it has its answer. */
  readonly signal: AbortSignal;
  /** The `id` of the last event a reconnecting client has seen. */
  readonly lastEventId: string | undefined;
}

/** A key of `replies` as a number: inference from an object literal yields the text of it. */
export type Status<K> = K extends `${infer N extends number}` ? N : K;

/** What a handler answers: one of the route's statuses with its body. */
export type Reply<S extends Shape> = ReplyOf<S['replies']>;

/** An answer by the types of a route's bodies. */
export type ReplyOf<R extends Shape['replies']> = {
  [K in keyof R]: {
    readonly status: Status<K>;
    readonly headers?: Readonly<Record<string, string>>;
  } & (undefined extends R[K] ? { readonly body?: R[K] } : { readonly body: R[K] });
}[keyof R];

/** The code behind a route. Expected refusals are faults with a code the route names in `errors`. */
export type Handler<S extends Shape> = (input: HandlerInput<S>) => Promise<Reply<S>>;

/** A route and its handler, ready to be registered with others of other types. */
export type Endpoint = { readonly route: Route; readonly handler: Handler<Shape> };

/** Ties a handler to its route; the types must fit. */
export function endpoint<P, Q, B, R extends Shape['replies']>(
  route: RouteParts<P, Q, B, R>,
  handler: (input: HandlerParts<P, Q, B>) => Promise<ReplyOf<R>>,
): Endpoint {
  // The pair fits by the signature; a list of pairs cannot say so for each of its own.
  return { route: route as unknown as Route, handler: handler as unknown as Handler<Shape> };
}

/** One line of the audit trail. */
export type AuditEntry = {
  readonly action: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly atMs: number;
  /** The path's parameters as received. */
  readonly params: Readonly<Record<string, string>>;
  readonly status: number;
  /** The error code where it was refused. */
  readonly code: string | undefined;
};

/** What registration needs from the program around it. */
export type HttpContext = {
  readonly clock: Clock;
  readonly errors: ErrorTable;
  readonly authenticate: Authenticate;
  readonly idempotency?: IdempotencyStore;
  readonly audit?: (entry: AuditEntry) => Promise<void>;
  /** Time between two comments that keep an event stream open; default 15,000. */
  readonly heartbeatMs?: number;
  /** In tests: an answer that breaks the route's contract says how, and an undeclared error is a fault. */
  readonly strict?: boolean;
};
