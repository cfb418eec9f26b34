import type { z } from 'zod';

/** A text in both languages of the interface. */
export type Bilingual = { readonly en: string; readonly zh: string };

/** The types a route carries; a part left out is `undefined`. */
export type Shape = {
  readonly params?: unknown;
  readonly query?: unknown;
  readonly body?: unknown;
  readonly replies: Readonly<Record<number, unknown>>;
};

/** One part of a shape. */
export type Part<S extends Shape, K extends keyof Shape> = K extends keyof S ? S[K] : undefined;

/**
 * A role and the objects it reaches through a route: `all` that are kept here, those of its own `party`, or what is the account's
 * own (`self`).
 */
export type Grant = { readonly role: string; readonly over: 'all' | 'party' | 'self' };

/**
 * Who may call: anybody, a party that signs its requests (over what is its own), or accounts by role; a role alone reaches all
 * objects, the role `*` is any account, and an empty list is any account over all.
 */
export type Access = 'public' | 'signed' | readonly (string | Grant)[];

/**
 * What the audit trail writes of a route: each call under an action's name, those alone of which the handler says what they are about
 * (`about`; only where nothing is changed), or nothing and why. `public`: what everybody may read; `own`: what is the caller's own;
 * `party`: what is the party's whose process this is. Refusals are written of every route.
 */
export type Audit = string | { readonly about: string } | { readonly none: 'public' | 'own' | 'party' };

/**
 * Where an answer leads: a route as `GET /cases/:id`, and what of the answer its parameters are, as JSON pointers. With `each`, a list
 * in the answer each item of which leads there: pointers then begin with that list's and the number 0, which stands for every item.
 */
export type RouteLink = {
  readonly to: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly each?: string;
  readonly description?: string;
};

/**
 * A route as data: the one source of the server's registration, the OpenAPI document and the typed client.
 * Schemas describe the wire on their input side and the domain on their output side (zod codecs where the two differ).
 */
export type Route<S extends Shape = Shape> = RouteParts<
  Part<S, 'params'>,
  Part<S, 'query'>,
  Part<S, 'body'>,
  S['replies']
>;

/** A route by the types of its parts: an interface, so that a part left out and one that is `undefined` are the same. */
export interface RouteParts<P, Q, B, R extends Shape['replies']> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** `/contracts/:id` */
  readonly path: string;
  readonly summary: Bilingual;
  readonly description?: Bilingual;
  readonly tags: readonly string[];
  readonly params?: z.ZodType<P> | undefined;
  readonly query?: z.ZodType<Q> | undefined;
  readonly body?: z.ZodType<B> | undefined;
  /** Success statuses and their schemas. */
  readonly responses: { readonly [K in keyof R]: z.ZodType<R[K]> };
  /** Codes of the errors it may answer, besides those every route may. */
  readonly errors: readonly string[];
  /** Where its answers lead, by name. */
  readonly links?: Readonly<Record<string, RouteLink>>;
  /** Of the route that signs in: where in its answer the session's token stands, as a JSON pointer. */
  readonly opensSession?: string;
  readonly access: Access;
  readonly audit: Audit;
  /** Asks of the person to have proven who they are in the last minutes, by a second factor where they have one. */
  readonly stepUp?: boolean;
  /** Also for accounts of an organisation that nobody has verified yet: what leads to its verification, and what is the person's own. */
  readonly openToUnverified?: boolean;
  /** Largest request body; the application's limit when left out. */
  readonly maxBodyBytes?: number;
}

/**
 * A route from its parts. An exported one needs its type written out:
 * `export const getContract: Route<{ params: ById; replies: { 200: Contract } }> = defineRoute({...})`.
 * What is wrong with a route is found when it is registered or described.
 */
export function defineRoute<R extends Shape['replies'], P = undefined, Q = undefined, B = undefined>(
  spec: RouteParts<P, Q, B, R>,
): RouteParts<P, Q, B, R> {
  return { ...spec };
}

/** The path with its parameters in braces, as OpenAPI writes it. */
export function bracedPath(path: string): string {
  return path.replace(/:([A-Za-z][A-Za-z0-9]*)/g, '{$1}');
}
