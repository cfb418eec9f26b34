import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { manualClock } from '../clock.ts';
import { fail } from '../errors.ts';
import { type Id, idSource } from '../ids.ts';
import { systemRandom } from '../random.ts';
import { bigintSchema, idSchema, queryInteger } from '../wire.ts';
import { httpApp } from './app.ts';
import type { Caller } from './caller.ts';
import { type Endpoint, endpoint, type HttpContext } from './endpoint.ts';
import { commonErrors, errorTable } from './problem.ts';
import { register } from './register.ts';
import { defineRoute } from './route.ts';
import { bytesOf, emptyBody } from './schemas.ts';

const clock = manualClock(1_795_248_000_000);
const ids = idSource(clock, systemRandom);
const errors = errorTable(commonErrors, {
  'contract.not_found': { status: 404, title: { en: 'No such contract', zh: '合同不存在' } },
  'contract.closed': { status: 409, title: { en: 'Closed', zh: '已终止' } },
});

const callers: Readonly<Record<string, Caller>> = {
  officer: account('ann', 'officer', 0),
  clerk: account('bo', 'clerk', 0),
  // Signed in eleven minutes ago and has proven nothing since.
  'stale officer': account('cy', 'officer', 11 * 60_000),
};

function account(login: string, role: string, provenAgoMs: number): Caller {
  const provenAtMs = clock.nowMs() - provenAgoMs;
  return { kind: 'account', account: login, login, session: 's', party: 'bank', roles: [role], provenAtMs };
}

function appOf(endpoints: readonly Endpoint[], overrides: Partial<HttpContext> = {}): FastifyInstance {
  const context: HttpContext = {
    clock,
    errors,
    strict: true,
    authenticate: async (request) => {
      const name = request.headers.authorization;
      if (name === undefined) return { kind: 'public' };
      return callers[String(name)] ?? { kind: 'refused', code: 'access.unauthenticated' };
    },
    ...overrides,
  };
  const app = httpApp({ context, ids, log: { level: 'silent' }, maxBodyBytes: 1000 });
  register(app, endpoints, context);
  return app;
}

const base = { summary: { en: 'A route', zh: '路由' }, tags: ['test'], errors: [] };

const openContract = defineRoute({
  ...base,
  method: 'POST',
  path: '/contracts/:id/uses',
  params: z.strictObject({ id: idSchema<'contract'>() }),
  query: z.strictObject({ limit: queryInteger(1, 100).optional() }),
  body: z.strictObject({
    amount: bigintSchema,
    parties: z.array(z.strictObject({ name: z.string().min(1) })),
  }),
  responses: { 201: z.strictObject({ id: idSchema<'contract'>(), amount: bigintSchema, limit: z.int() }) },
  access: ['officer'],
  errors: ['contract.not_found'],
});

const missing = '01a3c7a4-0000-7000-8000-000000000000' as Id<'contract'>;
const app = appOf([
  endpoint(openContract, async ({ params, query, body }) => {
    if (params.id === missing)
      fail('contract.not_found', 'There is no such contract; list those you may see.');
    return { status: 201, body: { id: params.id, amount: body.amount + 1n, limit: query.limit ?? 20 } };
  }),
]);

const id = ids<'contract'>();
const good = { amount: '9007199254740993', parties: [{ name: 'bank' }] };
type Call = { url?: string; payload?: unknown; as?: string; type?: string };
async function call({
  url = `/contracts/${id}/uses?limit=7`,
  payload = good,
  as = 'officer',
  type,
}: Call = {}) {
  const response = await app.inject({
    method: 'POST',
    url,
    headers: { authorization: as, 'content-type': type ?? 'application/json' },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
  return { status: response.statusCode, body: response.json(), headers: response.headers };
}

test('a handler gets the domain side of each part and its answer goes out in the wire side', async () => {
  const { status, body } = await call();
  assert.deepEqual([status, body], [201, { id, amount: '9007199254740994', limit: 7 }]);
});

test('every wrong field of every part is named in one answer', async () => {
  const payload = { amount: '1.5', parties: [{ name: '' }, { name: 'x', note: 1 }], extra: true };
  const { status, body, headers } = await call({ url: '/contracts/7/uses?limit=0&offset=3', payload });
  assert.equal(status, 400);
  assert.match(String(headers['content-type']), /^application\/problem\+json/);
  assert.equal(body.code, 'request.invalid');
  assert.match(body.instance, /^urn:uuid:[0-9a-f-]{36}$/);
  const named = body.errors.map((error: { in: string; pointer: string }) => `${error.in} ${error.pointer}`);
  assert.deepEqual(named.toSorted(), [
    'body /amount',
    'body /extra',
    'body /parties/0/name',
    'body /parties/1/note',
    'path /id',
    'query /limit',
    'query /offset',
  ]);
});

test('a body that is not JSON, not UTF-8, missing, too large or of another type is refused as such', async () => {
  assert.equal((await call({ payload: '{' })).body.errors[0].detail, 'The body is not JSON in UTF-8');
  assert.equal((await call({ payload: '' })).body.errors[0].detail, 'A JSON body is missing');
  const large = await call({ payload: 'x'.repeat(1001) });
  assert.deepEqual([large.status, large.body.code], [413, 'request.too_large']);
  const foreign = await call({ type: 'text/plain' });
  assert.deepEqual([foreign.status, foreign.body.code], [415, 'request.unsupported_media_type']);
});

test('a declared refusal comes with its status; nothing but the public message is told', async () => {
  const { status, body } = await call({ url: `/contracts/${missing}/uses` });
  assert.deepEqual([status, body.code], [404, 'contract.not_found']);
  assert.equal(body.title, 'No such contract');
  assert.equal(body.detail, 'There is no such contract; list those you may see.');
});

test('credentials are asked for before the request is read', async () => {
  const anonymous = await app.inject({ method: 'POST', url: '/contracts/7/uses', payload: 'nonsense' });
  assert.equal(anonymous.statusCode, 401);
  assert.equal(anonymous.headers['www-authenticate'], 'Bearer');
  assert.equal((await call({ as: 'stranger' })).body.code, 'access.unauthenticated');
  assert.equal((await call({ as: 'clerk' })).body.code, 'access.forbidden');
});

test('a route that asks for a fresh proof refuses who has not proven anything in the last ten minutes', async () => {
  const answer = async () => ({ status: 204 as const });
  const pay = endpoint(
    defineRoute({
      ...base,
      method: 'DELETE',
      path: '/savings',
      responses: { 204: emptyBody() },
      access: [],
      stepUp: true,
    }),
    answer,
  );
  const bank = appOf([pay]);
  const as = (authorization: string) =>
    bank.inject({ method: 'DELETE', url: '/savings', headers: { authorization } });
  assert.equal((await as('officer')).statusCode, 204);
  const stale = await as('stale officer');
  assert.deepEqual([stale.statusCode, stale.json().code], [403, 'access.step_up_required']);
});

test('an unknown address answers a problem too', async () => {
  const response = await app.inject({ method: 'GET', url: '/nowhere?secret=1' });
  assert.deepEqual([response.statusCode, response.json().code], [404, 'request.no_such_route']);
});

const plain = defineRoute({
  ...base,
  method: 'GET',
  path: '/plain',
  responses: { 200: z.strictObject({ n: z.int() }), 204: emptyBody() },
  access: 'public',
});

test('a fault answers 500 internal and keeps its message to itself', async () => {
  const broken = appOf([
    endpoint(plain, async () => {
      throw new Error('password=hunter2');
    }),
  ]);
  const response = await broken.inject('/plain');
  assert.deepEqual([response.statusCode, response.json().code], [500, 'internal']);
  assert.doesNotMatch(response.body, /hunter2/);
});

test('an answer that breaks its schema never leaves, and in strict mode says where', async () => {
  const wrong = endpoint(plain, async () => ({ status: 200, body: { n: 1.5 } }));
  const extra = endpoint(plain, async () => ({ status: 200, body: { n: 1, secret: 'x' } as { n: number } }));
  for (const [one, where] of [
    [wrong, /\/n/],
    [extra, /unrecognized_keys/],
  ] as const) {
    const strict = await appOf([one]).inject('/plain');
    assert.equal(strict.statusCode, 500);
    assert.match(strict.json().detail, where);
    const production = await appOf([one], { strict: false }).inject('/plain');
    assert.deepEqual([production.statusCode, production.json().code], [500, 'internal']);
    assert.doesNotMatch(production.body, /secret|\/n/);
  }
});

test('an undeclared error is a fault in strict mode and keeps its status otherwise', async () => {
  const closed = endpoint(plain, async () => fail('contract.closed', 'The contract has ended.'));
  assert.equal((await appOf([closed]).inject('/plain')).statusCode, 500);
  assert.equal((await appOf([closed], { strict: false }).inject('/plain')).statusCode, 409);
});

test('empty answers and bytes travel as they are', async () => {
  const echo = defineRoute({
    ...base,
    method: 'PUT',
    path: '/echo',
    body: bytesOf('application/octet-stream'),
    responses: { 200: bytesOf('application/octet-stream') },
    access: 'public',
  });
  const served = appOf([
    endpoint(plain, async () => ({ status: 204 })),
    endpoint(echo, async ({ body }) => ({ status: 200, body: body.toReversed() })),
  ]);
  const empty = await served.inject('/plain');
  assert.deepEqual([empty.statusCode, empty.body], [204, '']);
  const headers = { 'content-type': 'application/octet-stream' };
  const bytes = await served.inject({
    method: 'PUT',
    url: '/echo',
    headers,
    payload: Buffer.from([0, 255, 10]),
  });
  assert.deepEqual([...bytes.rawPayload], [10, 255, 0]);
  assert.equal(bytes.headers['content-type'], 'application/octet-stream');
});

test('an audited route writes one entry for what was done and one for what was refused', async () => {
  const audited = defineRoute({ ...openContract, audit: 'contract.use' });
  const entries: string[] = [];
  const served = appOf(
    [
      endpoint(audited, async ({ params, body }) => ({
        status: 201,
        body: { ...body, id: params.id, limit: 1 },
      })),
    ],
    {
      audit: async (entry) => {
        entries.push(`${entry.action} ${entry.caller.kind} ${entry.status} ${entry.code} ${entry.params.id}`);
      },
    },
  );
  const send = (authorization: string) =>
    served.inject({
      method: 'POST',
      url: `/contracts/${id}/uses`,
      headers: { authorization, 'content-type': 'application/json' },
      payload: { amount: '1', parties: [] },
    });
  await send('officer');
  await send('nobody');
  assert.deepEqual(entries, [
    `contract.use account 500 internal ${id}`,
    `contract.use public 401 access.unauthenticated ${id}`,
  ]);
});

test('a route that contradicts itself is refused when it is registered', () => {
  const define = (parts: object) => () =>
    appOf([endpoint(defineRoute({ ...plain, ...parts } as typeof plain), async () => ({ status: 204 }))]);
  const refused = { code: 'route.malformed' };
  assert.throws(define({ path: '/plain/:id' }), refused);
  assert.throws(define({ path: 'plain' }), refused);
  assert.throws(define({ body: z.strictObject({}) }), refused);
  assert.throws(define({ responses: {} }), refused);
  assert.throws(define({ responses: { 404: emptyBody() } }), refused);
  assert.throws(define({ query: z.object({ a: z.string() }) }), refused);
  assert.throws(
    define({ responses: { 200: z.strictObject({ deep: z.array(z.object({ a: z.string() })) }) } }),
    refused,
  );
  assert.throws(
    () => appOf([endpoint({ ...plain, errors: ['nobody.knows'] }, async () => ({ status: 204 }))]),
    {
      code: 'route.unknown_error_code',
    },
  );
});
