import type { z } from 'zod';
import type { Json } from '../canonical.ts';
import { fail } from '../errors.ts';
import { type JsonSchema, jsonSchema, propertyNames } from './json-schema.ts';
import { commonErrors, type ErrorTable, problemSchema } from './problem.ts';
import { bracedPath, type Route } from './route.ts';
import { isStreamed, type WireForm, wireForm } from './schemas.ts';

/** What an OpenAPI document is made from. */
export type OpenApiSource = {
  readonly title: string;
  readonly version: string;
  readonly routes: readonly Route[];
  /** Gives the codes their statuses. */
  readonly errors: ErrorTable;
};

/** An OpenAPI 3.1 document, as JSON. */
export type OpenApiDocument = {
  readonly openapi: '3.1.1';
  readonly info: { readonly title: string; readonly version: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: JsonSchema;
};

/** One operation of an OpenAPI document. */
export type Operation = JsonSchema & {
  readonly operationId: string;
  readonly summary: string;
  readonly responses: JsonSchema;
};

type Schemas = Record<string, Json>;

/**
 * The OpenAPI 3.1 document of a list of routes; its schemas are the wire side of the routes' own (JSON Schema 2020-12).
 * `x-summary-zh`, `x-errors`, `x-audit` carry what OpenAPI has no place for; `x-opened-by` says which operation a session's token is
 * from, `x-each` of which list a link goes by. Errors: `openapi.duplicate` (a path or a schema id twice), `openapi.link` (to nothing).
 */
export function openApi(source: OpenApiSource): OpenApiDocument {
  const schemas: Schemas = {};
  const paths: Record<string, Record<string, Operation>> = {};
  placed(schemas, problemSchema, 'Problem');
  for (const route of source.routes) {
    const path = bracedPath(route.path);
    const operations = paths[path] ?? {};
    paths[path] = operations;
    checkLinks(route, source.routes);
    const method = route.method.toLowerCase();
    if (method in operations) fail('openapi.duplicate', `${route.method} ${route.path} is defined twice.`);
    operations[method] = operationOf(route, source.errors, schemas);
  }
  return {
    openapi: '3.1.1',
    info: { title: source.title, version: source.version },
    paths,
    components: {
      schemas,
      securitySchemes: {
        session: {
          type: 'http',
          scheme: 'bearer',
          description: 'A session token from sign-in',
          ...openedBy(source.routes),
        },
        signature: {
          type: 'apiKey',
          in: 'header',
          name: 'Signature',
          description: 'HTTP Message Signature (RFC 9421) with Ed25519 by a pinned key',
        },
      },
    },
  };
}

/** The name of a route's operation: `GET /contracts/:id` is `get-contracts-id`. */
function operationId(route: Pick<Route, 'method' | 'path'>): string {
  return `${route.method.toLowerCase()}${route.path.replaceAll('/', '-').replaceAll(':', '')}`;
}

/** Every code a route may answer, its own first. */
function errorCodes(route: Route): readonly string[] {
  const access = route.access === 'public' ? [] : ['access.unauthenticated', 'access.forbidden'];
  const body = route.body ? ['request.too_large', 'request.unsupported_media_type'] : [];
  if (isStreamed(route)) body.push('request.incomplete');
  const key = takesKey(route) ? ['idempotency.in_progress', 'idempotency.key_reused'] : [];
  return [...new Set([...route.errors, ...access, 'request.invalid', ...body, ...key, 'internal'])];
}

function takesKey(route: Route): boolean {
  return route.method === 'POST' && route.access !== 'public' && !isStreamed(route);
}

function operationOf(route: Route, errors: ErrorTable, schemas: Schemas): Operation {
  const id = operationId(route);
  const ofPath = parameters(route.params, 'path', { schemas, name: `${id}-path` });
  const ofQuery = parameters(route.query, 'query', { schemas, name: `${id}-query` });
  return {
    operationId: id,
    summary: route.summary.en,
    'x-summary-zh': route.summary.zh,
    ...(route.description
      ? { description: route.description.en, 'x-description-zh': route.description.zh }
      : {}),
    'x-audit': route.audit,
    ...(route.stepUp ? { 'x-step-up': true } : {}),
    ...(route.openToUnverified ? { 'x-open-to-unverified': true } : {}),
    tags: [...route.tags],
    parameters: [...ofPath, ...ofQuery, ...headerParameters(route)],
    ...requestBody(route, schemas, `${id}-body`),
    responses: { ...successes(route, schemas, id), ...failures(route, errors) },
    security: security(route),
    'x-access': typeof route.access === 'string' ? route.access : [...route.access],
  };
}

function parameters(
  schema: z.ZodType | undefined,
  where: 'path' | 'query',
  into: { readonly schemas: Schemas; readonly name: string },
): Json[] {
  if (!schema) return [];
  const { $ref, ...inline } = placed(into.schemas, schema, into.name);
  const whole = typeof $ref === 'string' ? (into.schemas[$ref.split('/').at(-1)!] as JsonSchema) : inline;
  const required = (whole.required ?? []) as readonly string[];
  return Object.entries((whole.properties ?? {}) as Record<string, Json>).map(([name, part]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: part,
  }));
}

function headerParameters(route: Route): Json[] {
  if (!takesKey(route)) return [];
  const schema = { type: 'string', minLength: 8, maxLength: 128 };
  const description = 'The same key with the same body is carried out once and answered alike';
  return [{ name: 'Idempotency-Key', in: 'header', required: false, description, schema }];
}

function successes(route: Route, schemas: Schemas, id: string): JsonSchema {
  const entries = Object.entries(route.responses as Record<string, z.ZodType>).map(([status, schema]) => {
    const body = content(schema, schemas, `${id}-${status}`);
    return [status, { description: 'Done', ...(body ? { content: body } : {}), ...linksOf(route) }];
  });
  return Object.fromEntries(entries);
}

/** Which operation a session's token is from, and where in its answer it stands. */
function openedBy(routes: readonly Route[]): JsonSchema {
  const opening = routes.find(({ opensSession }) => opensSession !== undefined);
  return opening
    ? { 'x-opened-by': { operationId: operationId(opening), token: opening.opensSession! } }
    : {};
}

function linksOf({ links = {} }: Route): JsonSchema {
  const entries = Object.entries(links).map(
    ([name, { to, parameters, each, description }]): [string, Json] => [
      name,
      {
        operationId: operationId(partsOf(to)),
        parameters: Object.fromEntries(
          Object.entries(parameters).map(([key, pointer]) => [key, `$response.body#${pointer}`]),
        ),
        ...(each === undefined ? {} : { 'x-each': each }),
        ...(description === undefined ? {} : { description }),
      },
    ],
  );
  return entries.length === 0 ? {} : { links: Object.fromEntries(entries) };
}

function partsOf(to: string): Pick<Route, 'method' | 'path'> {
  const [method, path] = to.split(' ') as [Route['method'], string];
  return { method, path };
}

/** Refuses a link to a route that is not described, or with parameters that it has not. */
function checkLinks({ path, links = {} }: Route, routes: readonly Route[]): void {
  for (const [name, { to, parameters }] of Object.entries(links)) {
    const target = routes.find((one) => `${one.method} ${one.path}` === to);
    const known = [target?.params, target?.query].flatMap((schema) => (schema ? propertyNames(schema) : []));
    if (!target || Object.keys(parameters).some((key) => !known.includes(key)))
      fail('openapi.link', `${path}: the link ${name} leads to nothing.`);
  }
}

function failures(route: Route, errors: ErrorTable): JsonSchema {
  const byStatus = Map.groupBy(errorCodes(route), (code) => (errors[code] ?? commonErrors.internal!).status);
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  const entries = [...byStatus].map(([status, codes]) => [
    String(status),
    {
      description: codes.map((code) => errors[code]?.title.en ?? code).join('; '),
      'x-errors': codes.map((code) => ({ code, ...errors[code]?.title })),
      content: problem,
    },
  ]);
  return Object.fromEntries(entries);
}

function requestBody({ body: schema, maxBodyBytes }: Route, schemas: Schemas, name: string): JsonSchema {
  const form = schema && wireForm(schema);
  if (form?.kind === 'stream') {
    const binary = { schema: { type: 'string', format: 'binary', maxLength: maxBodyBytes! } };
    return {
      requestBody: {
        required: true,
        content: Object.fromEntries(form.mediaTypes.map((type) => [type, binary])),
      },
    };
  }
  const body = schema && content(schema, schemas, name);
  return body ? { requestBody: { required: true, content: body } } : {};
}

function security(route: Route): Json[] {
  if (route.access === 'public') return [{}];
  if (route.access === 'signed') return [{ signature: [] }];
  return [{ session: route.access.map((grant) => (typeof grant === 'string' ? grant : grant.role)) }];
}

function content(schema: z.ZodType, schemas: Schemas, name: string): JsonSchema | undefined {
  const form: WireForm | undefined = wireForm(schema);
  if (form?.kind === 'empty') return undefined;
  if (form?.kind === 'bytes' || form?.kind === 'file') return { [form.mediaType]: {} };
  if (form?.kind === 'events')
    return {
      'text/event-stream': { schema: { type: 'string', 'x-event-data': placed(schemas, form.data, name) } },
    };
  return { 'application/json': { schema: placed(schemas, schema, name) } };
}

/** A schema for use in the document: its `$defs` move to the components, and its references point there. */
function placed(schemas: Schemas, schema: z.ZodType, name: string): JsonSchema {
  const { $schema: _dialect, $defs, ...json } = jsonSchema(schema);
  for (const [key, part] of Object.entries(($defs ?? {}) as JsonSchema)) put(schemas, key, moved(part, name));
  const whole = moved(json, name) as JsonSchema;
  // A recursive schema without an id refers to itself as the root, which it no longer is.
  if (JSON.stringify([json, $defs]).includes('"$ref":"#"')) put(schemas, name, whole);
  return whole;
}

function moved(part: Json, self: string): Json {
  if (Array.isArray(part)) return part.map((item: Json) => moved(item, self));
  if (part === null || typeof part !== 'object') return part;
  const entries = Object.entries(part as JsonSchema).map(([key, value]): [string, Json] => {
    if (key !== '$ref' || typeof value !== 'string') return [key, moved(value, self)];
    const target = value === '#' ? self : value.replace('#/$defs/', '');
    return [key, `#/components/schemas/${target}`];
  });
  return Object.fromEntries(entries);
}

function put(schemas: Schemas, name: string, json: Json): void {
  const known = schemas[name];
  if (known !== undefined && JSON.stringify(known) !== JSON.stringify(json))
    fail('openapi.duplicate', `Two schemas are called ${name}.`);
  schemas[name] = json;
}
