import type { z } from 'zod';
import { fail } from '../errors.ts';
import { jsonSchema, looseObject, propertyNames } from './json-schema.ts';
import { wireForm } from './schemas.ts';

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

/** Who may call: anybody, a party that signs its requests, or accounts with one of the roles (none named: any account). */
export type Access = 'public' | 'signed' | readonly string[];

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
  readonly access: Access;
  /** What the audit trail calls it; left out, it is not audited. */
  readonly audit?: string;
  /** Largest request body; the application's limit when left out. */
  readonly maxBodyBytes?: number;
}

/**
 * Checks a route and returns it. An exported one needs its type written out:
 * `export const getContract: Route<{ params: ById; replies: { 200: Contract } }> = defineRoute({...})`.
 * Errors: `route.malformed` (path and params differ, an object schema that lets unknown fields pass, a status out of place).
 */
export function defineRoute<R extends Shape['replies'], P = undefined, Q = undefined, B = undefined>(
  spec: RouteParts<P, Q, B, R>,
): RouteParts<P, Q, B, R> {
  const route: RouteParts<P, Q, B, R> = { ...spec };
  const problem = faultOf(route as unknown as Route);
  if (problem) fail('route.malformed', `${spec.method} ${spec.path}: ${problem}`);
  return route;
}

/** The names of the path's parameters: `/a/:id` has `id`. */
function pathNames(path: string): readonly string[] {
  return [...path.matchAll(/:([A-Za-z][A-Za-z0-9]*)/g)].map((match) => match[1]!);
}

/** The path with its parameters in braces, as OpenAPI writes it. */
export function bracedPath(path: string): string {
  return path.replace(/:([A-Za-z][A-Za-z0-9]*)/g, '{$1}');
}

function faultOf(route: Route): string | undefined {
  if (!/^(\/(:[A-Za-z][A-Za-z0-9]*|[a-z0-9._-]+))+$/.test(route.path))
    return 'the path is not like /contracts/:id';
  const named = pathNames(route.path).toSorted().join();
  const described = route.params ? propertyNames(route.params).toSorted().join() : '';
  if (named !== described) return `the path names [${named}], params describes [${described}]`;
  if (route.body && (route.method === 'GET' || route.method === 'DELETE'))
    return `${route.method} takes no body`;
  const statuses = Object.keys(route.responses).map(Number);
  if (statuses.length === 0) return 'it answers nothing';
  const odd = statuses.find((status) => status < 200 || status > 299);
  if (odd !== undefined) return `${odd} is no success; name error codes in errors`;
  return looseFault(route);
}

function looseFault(route: Route): string | undefined {
  const schemas: readonly (readonly [string, z.ZodType | undefined])[] = [
    ['params', route.params],
    ['query', route.query],
    ['body', route.body],
    ...Object.entries(route.responses).map(([status, schema]) => [status, schema as z.ZodType] as const),
  ];
  for (const [name, schema] of schemas) {
    if (!schema) continue;
    const form = wireForm(schema);
    const json = form === undefined ? schema : form.kind === 'events' ? form.data : undefined;
    const loose = json && looseObject(jsonSchema(json));
    if (loose !== undefined) return `${name}${loose} lets unknown fields pass: use z.strictObject`;
  }
  return undefined;
}
