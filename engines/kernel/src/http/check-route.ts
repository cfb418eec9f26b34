import type { z } from 'zod';
import { fail } from '../errors.ts';
import { jsonSchema, looseObject, propertyNames } from './json-schema.ts';
import type { Route } from './route.ts';
import { isStreamed, wireForm } from './schemas.ts';

/**
 * Refuses a route that cannot be served as it is written. Apart from its definition, so that a page that only calls routes need not
 * describe their schemas first.
 * Errors: `route.malformed` (path and params differ, an object schema that lets unknown fields pass, a status out of place).
 */
export function checkRoute(route: Route): void {
  const problem = faultOf(route);
  if (problem) fail('route.malformed', `${route.method} ${route.path}: ${problem}`);
}

/** The names of the path's parameters: `/a/:id` has `id`. */
function pathNames(path: string): readonly string[] {
  return [...path.matchAll(/:([A-Za-z][A-Za-z0-9]*)/g)].map((match) => match[1]!);
}

function faultOf(route: Route): string | undefined {
  if (!/^(\/(:[A-Za-z][A-Za-z0-9]*|[a-z0-9._-]+))+$/.test(route.path))
    return 'the path is not like /contracts/:id';
  const named = pathNames(route.path).toSorted().join();
  const described = route.params ? propertyNames(route.params).toSorted().join() : '';
  if (named !== described) return `the path names [${named}], params describes [${described}]`;
  if (route.body && (route.method === 'GET' || route.method === 'DELETE'))
    return `${route.method} takes no body`;
  if (typeof route.audit === 'object' && 'about' in route.audit && route.method !== 'GET')
    return 'what changes something is written, whatever it is about';
  const streamed = streamedFault(route);
  if (streamed !== undefined) return streamed;
  const statuses = Object.keys(route.responses).map(Number);
  if (statuses.length === 0) return 'it answers nothing';
  // A browser on its way to another site and back is sent on by 302.
  const odd = statuses.find((status) => (status < 200 || status > 299) && status !== 302);
  if (odd !== undefined) return `${odd} is no success; name error codes in errors`;
  return looseFault(route);
}

function streamedFault(route: Route): string | undefined {
  if (!isStreamed(route)) return undefined;
  const { access, maxBodyBytes } = route;
  if (maxBodyBytes === undefined) return 'a streamed body has a largest size';
  return typeof access === 'string'
    ? 'a streamed body comes from an account: no signature covers it'
    : undefined;
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
