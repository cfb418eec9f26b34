import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { z } from 'zod';
import { bigintSchema, idSchema, queryInteger } from '../wire.ts';
import { apiPage } from './api-page.ts';
import { liveRoute, readyRoute } from './health.ts';
import type { JsonSchema } from './json-schema.ts';
import { openApi } from './openapi.ts';
import { commonErrors, errorTable } from './problem.ts';
import { defineRoute, type Route } from './route.ts';
import { bytesOf, emptyBody, eventsOf } from './schemas.ts';

type Tree = { readonly name: string; readonly children: readonly Tree[] };
const tree: z.ZodType<Tree> = z
  .strictObject({ name: z.string(), children: z.array(z.lazy(() => tree)) })
  .meta({ id: 'Tree' });
const party = z.strictObject({ name: z.string().min(1) }).meta({ id: 'Party' });

const shared = { tags: ['contracts'], errors: [], summary: { en: 'Does <a> thing', zh: '做事' } };
const byId = z.strictObject({ id: idSchema<'contract'>() });
const routes = [
  liveRoute,
  readyRoute,
  defineRoute({
    ...shared,
    method: 'POST',
    path: '/contracts/:id/uses',
    params: byId,
    query: z.strictObject({ limit: queryInteger(1, 100).optional() }),
    body: z.strictObject({ amount: bigintSchema, parties: z.array(party), tree }),
    responses: { 201: party, 204: emptyBody() },
    errors: ['contract.not_found'],
    access: ['officer'],
    audit: 'contract.use',
  }),
  defineRoute({
    ...shared,
    method: 'GET',
    path: '/contracts/:id/uses',
    params: byId,
    responses: { 200: eventsOf(z.strictObject({ n: z.int() })) },
    access: 'signed',
    audit: { none: 'public' },
  }),
  defineRoute({
    ...shared,
    method: 'GET',
    path: '/tiles/:name',
    params: z.strictObject({ name: z.string() }),
    responses: { 200: bytesOf('application/octet-stream') },
    access: 'public',
    audit: { none: 'public' },
  }),
] as unknown as readonly Route[];
const errors = errorTable(commonErrors, {
  'contract.not_found': { status: 404, title: { en: 'No such contract', zh: '合同不存在' } },
});
const source = { title: 'Harbor <1>', version: '0.1.0', routes, errors };
const doc = openApi(source);

function* objects(value: unknown): Generator<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield value as Record<string, unknown>;
  for (const part of Object.values(value)) yield* objects(part);
}

test('the document has the structure OpenAPI 3.1 demands', () => {
  assert.deepEqual(Object.keys(doc), ['openapi', 'info', 'paths', 'components']);
  assert.match(doc.openapi, /^3\.1\.\d+$/);
  const operations = Object.entries(doc.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, operation })),
  );
  assert.equal(operations.length, routes.length);
  const ids = operations.map(({ operation }) => operation.operationId);
  assert.equal(new Set(ids).size, ids.length);
  for (const { path, method, operation } of operations) {
    assert.match(path, /^\//);
    assert.ok(['get', 'put', 'post', 'delete', 'patch'].includes(method));
    const parameters = operation.parameters as unknown as {
      name: string;
      in: string;
      required: boolean;
      schema: object;
    }[];
    const inPath = parameters.filter((one) => one.in === 'path');
    assert.deepEqual(
      inPath.map((one) => one.name).toSorted(),
      [...path.matchAll(/\{(\w+)\}/g)].map((m) => m[1]!).toSorted(),
    );
    assert.ok(inPath.every((one) => one.required));
    for (const [status, response] of Object.entries(operation.responses)) {
      assert.match(status, /^[2-5]\d\d$/);
      assert.equal(typeof (response as { description: unknown }).description, 'string');
    }
    const schemes = Object.keys(doc.components.securitySchemes as object);
    for (const requirement of operation.security as object[])
      assert.ok(Object.keys(requirement).every((name) => schemes.includes(name)));
  }
});

test('every reference leads somewhere, and every schema obeys the meta-schema of JSON Schema 2020-12', () => {
  for (const node of objects(doc)) {
    if (typeof node.$ref !== 'string') continue;
    const name = node.$ref.replace('#/components/schemas/', '');
    assert.ok(name in (doc.components.schemas as object), node.$ref);
  }
  // The validator fastify brings along; it holds the meta-schema.
  const { Ajv2020 } = createRequire(import.meta.resolve('fastify'))('ajv/dist/2020.js');
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  const schemas = [...objects(doc)].flatMap((node) => (node.schema ? [node.schema as JsonSchema] : []));
  const named = Object.values(doc.components.schemas as Record<string, JsonSchema>);
  assert.ok(schemas.length > 10 && named.length === 3);
  for (const schema of [...schemas, ...named]) assert.ok(ajv.validateSchema(schema), JSON.stringify(schema));
});

test('the document says what the routes say', () => {
  const post = doc.paths['/contracts/{id}/uses']!.post!;
  assert.deepEqual(post.security, [{ session: ['officer'] }]);
  assert.equal(post['x-audit'], 'contract.use');
  const status = Object.keys(post.responses);
  assert.deepEqual(status, ['201', '204', '400', '401', '403', '404', '409', '413', '415', '422', '500']);
  const schemas = doc.components.schemas as Record<string, JsonSchema>;
  assert.deepEqual((schemas.Tree!.properties as JsonSchema).children, {
    type: 'array',
    items: { $ref: '#/components/schemas/Tree' },
  });
  const events = doc.paths['/contracts/{id}/uses']!.get!.responses['200'] as unknown as {
    content: Record<string, { schema: JsonSchema }>;
  };
  assert.equal((events.content['text/event-stream']!.schema['x-event-data'] as JsonSchema).type, 'object');
});

test('one path twice and one schema name for two schemas are refused', () => {
  const refused = { code: 'openapi.duplicate' };
  assert.throws(() => openApi({ ...source, routes: [...routes, routes[0]!] }), refused);
  const other = z.strictObject({ other: z.string() }).meta({ id: 'Party2' });
  const clash = defineRoute({
    ...shared,
    method: 'GET',
    path: '/clash',
    responses: { 200: z.strictObject({ x: other.meta({ id: 'Problem' }) }) },
    access: 'public',
    audit: { none: 'public' },
  }) as unknown as Route;
  assert.throws(() => openApi({ ...source, routes: [clash] }), refused);
});

test('the page shows every route, field and error, needs nothing from outside and runs no script', () => {
  const page = apiPage(doc);
  for (const route of routes)
    assert.ok(page.includes(route.path.replaceAll(/:(\w+)/g, '{$1}').replaceAll('/', '/<wbr>')));
  assert.ok(page.includes('limit') && page.includes('amount: string'));
  assert.match(page, /id="contract\.not_found"/);
  assert.ok(
    page.includes('合同不存在') && page.includes('Harbor &lt;1&gt;') && page.includes('Does &lt;a&gt; thing'),
  );
  assert.doesNotMatch(page, /<script|src=|https?:\/\/|@import|url\(/);
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
  assert.equal(new Set(ids).size, ids.length);
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) assert.ok(ids.includes(target), String(target));
});
