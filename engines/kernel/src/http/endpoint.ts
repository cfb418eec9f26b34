import type { Clock } from '../clock.ts';
import type { Arrival, Authenticate, Caller, Decision, Scope } from './caller.ts';
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
  /** What of the objects behind the route the caller may touch. */
  readonly scope: Scope;
  readonly arrival: Arrival;
  readonly requestId: string;
  /** Adds to what the audit trail writes of this call: ids and codes, never contents. */
  readonly about: (facts: Readonly<Record<string, string>>) => void;
  /** Has the trail write a call down as refused although its answer is none: a redirect to a page that explains the code. */
  readonly refuse: (code: string) => void;
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

/**
 * One line of the audit trail. What changes something is written twice, `begun` before it is carried out and `done` when its outcome
 * is known, so that a process killed in between leaves a trace; what only reads is written once, before the answer leaves.
 */
export type AuditEntry = {
  readonly phase: 'begun' | 'done';
  readonly action: string;
  readonly caller: Caller;
  readonly requestId: string;
  readonly atMs: number;
  /** The network address the request came from. */
  readonly address: string;
  /** The path's parameters as received, and what the handler said the call is about. */
  readonly facts: Readonly<Record<string, string>>;
  /** Where it is done. */
  readonly status: number | undefined;
  /** The error code where it was refused. */
  readonly code: string | undefined;
};

/** What registration needs from the program around it. */
export type HttpContext = {
  readonly clock: Clock;
  readonly errors: ErrorTable;
  readonly authenticate: Authenticate;
  /** The one place that decides who may use a route. */
  readonly authorize: (route: Route, caller: Caller, nowMs: number) => Decision;
  readonly idempotency?: IdempotencyStore;
  /** Where it fails, so does the call: nothing leaves and nothing is begun unwritten. */
  readonly audit: (entry: AuditEntry) => Promise<void>;
  /** Time between two comments that keep an event stream open; default 15,000. */
  readonly heartbeatMs?: number;
  /** In tests: an answer that breaks the route's contract says how, and an undeclared error is a fault. */
  readonly strict?: boolean;
};
