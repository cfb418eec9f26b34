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
import { bytesOf, emptyBody, fileOf } from './schemas.ts';

const clock = manualClock(1_795_248_000_000);
const ids = idSource(clock, systemRandom);
const errors = errorTable(commonErrors, {
  'contract.not_found': { status: 404, title: { en: 'No such contract', zh: '合同不存在' } },
  'contract.closed': { status: 409, title: { en: 'Closed', zh: '已终止' } },
});

const callers: Readonly<Record<string, Caller>> = {
  officer: account('ann', 'officer'),
  clerk: account('bo', 'clerk'),
};

function account(login: string, role: string): Caller {
  const provenAtMs = clock.nowMs();
  return { kind: 'account', account: login, login, session: 's', party: 'bank', roles: [role], provenAtMs };
}

/** Lets everybody in where the route names nobody, else whoever has one of its roles. */
const authorize: HttpContext['authorize'] = ({ access }, caller) => {
  const isOpen = typeof access === 'string' || access.length === 0;
  const isIn =
    isOpen || (caller.kind === 'account' && access.some((role) => caller.roles.includes(String(role))));
  if (isIn) return { kind: 'allowed', scope: { kind: 'all' } };
  return { kind: 'refused', code: 'access.forbidden', detail: 'No.' };
};

function appOf(endpoints: readonly Endpoint[], overrides: Partial<HttpContext> = {}): FastifyInstance {
  const context: HttpContext = {
    clock,
    errors,
    strict: true,
    authorize,
    audit: async () => {},
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

const base = {
  summary: { en: 'A route', zh: '路由' },
  tags: ['test'],
  errors: [],
  audit: { none: 'public' as const },
};

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
  audit: { none: 'public' },
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
  assert.equal(anonymous.statusCode, 403);
  const stranger = await call({ as: 'stranger' });
  assert.deepEqual([stranger.status, stranger.body.code], [401, 'access.unauthenticated']);
  assert.equal(stranger.headers['www-authenticate'], 'Bearer');
  assert.equal((await call({ as: 'clerk' })).body.code, 'access.forbidden');
});

test('an unknown address answers a problem too', async () => {
  const response = await app.inject({ method: 'GET', url: '/nowhere?secret=1' });
  assert.deepEqual([response.statusCode, response.json().code], [404, 'request.no_such_route']);
  assert.match(String(response.headers['content-security-policy']), /^default-src 'none';/);
  assert.equal(response.headers['x-content-type-options'], 'nosniff');
});

const plain = defineRoute({
  ...base,
  method: 'GET',
  path: '/plain',
  responses: { 200: z.strictObject({ n: z.int() }), 204: emptyBody() },
  access: 'public',
  audit: { none: 'public' },
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
    audit: { none: 'public' },
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

test('a file is sent piece by piece with its size beforehand, and a source that fails breaks it off', async () => {
  const route = (path: string) =>
    defineRoute({
      ...base,
      method: 'GET',
      path,
      responses: { 200: fileOf('text/csv') },
      access: 'public',
      audit: { none: 'public' },
    });
  const pieces = async function* (fails: boolean) {
    yield Buffer.from('a,b\r\n');
    if (fails) throw new Error('The disk is gone.');
    yield Buffer.from('1,2\r\n');
  };
  const served = appOf([
    endpoint(route('/whole'), async () => ({ status: 200, body: { size: 10, bytes: pieces(false) } })),
    endpoint(route('/broken'), async () => ({ status: 200, body: { size: 10, bytes: pieces(true) } })),
  ]);
  const whole = await served.inject('/whole');
  assert.equal(whole.body, 'a,b\r\n1,2\r\n');
  assert.deepEqual([whole.headers['content-type'], whole.headers['content-length']], ['text/csv', '10']);
  await assert.rejects(served.inject('/broken'));
});

/** An application with one audited route, and what its trail was told. */
function auditedApp({ method = 'POST' as 'POST' | 'GET', fault = undefined as string | undefined } = {}) {
  const entries: string[] = [];
  const route = defineRoute({
    ...base,
    method,
    path: '/contracts/:id/uses',
    params: z.strictObject({ id: z.string() }),
    responses: { 204: emptyBody() },
    access: ['officer'],
    errors: ['contract.closed'],
    audit: 'contract.use',
  });
  const served = appOf(
    [
      endpoint(route, async ({ about }) => {
        entries.push('handled');
        about({ use: 'u7' });
        if (fault) fail(fault, 'No.');
        return { status: 204 };
      }),
    ],
    {
      audit: async ({ phase, action, caller, status, code, facts }) => {
        entries.push(`${phase} ${action} ${caller.kind} ${status} ${code} ${Object.values(facts)}`);
      },
    },
  );
  const send = (authorization?: string) =>
    served.inject({ method, url: '/contracts/c1/uses', headers: authorization ? { authorization } : {} });
  return { entries, send };
}

test('what changes something is written before it is carried out and when its outcome is known', async () => {
  const { entries, send } = auditedApp();
  await send('officer');
  assert.deepEqual(entries, [
    'begun contract.use account undefined undefined c1',
    'handled',
    'done contract.use account 204 undefined c1,u7',
  ]);
});

test('what was refused is written with who asked and why', async () => {
  const refusing = auditedApp({ fault: 'contract.closed' });
  await refusing.send('officer');
  assert.equal(refusing.entries.at(-1), 'done contract.use account 409 contract.closed c1,u7');
  const { entries, send } = auditedApp();
  await send('clerk');
  assert.deepEqual(entries, ['done contract.use account 403 access.forbidden c1']);
});

test('an answer that leads on although it refuses stands in the trail as what it is', async () => {
  const codes: unknown[] = [];
  const route = defineRoute({
    ...base,
    method: 'GET',
    path: '/return',
    responses: { 302: emptyBody() },
    access: 'public',
    audit: 'contract.return',
  });
  const back = endpoint(route, async ({ refuse }) => {
    refuse('contract.closed');
    return { status: 302, headers: { location: '/page' } };
  });
  const served = appOf([back], { audit: async ({ status, code }) => void codes.push([status, code]) });
  const answer = await served.inject('/return');
  assert.deepEqual(
    [answer.statusCode, answer.headers.location, codes],
    [302, '/page', [[302, 'contract.closed']]],
  );
});

test('what only reads is written once, before the answer leaves', async () => {
  const { entries, send } = auditedApp({ method: 'GET' });
  await send('officer');
  assert.deepEqual(entries, ['handled', 'done contract.use account 204 undefined c1,u7']);
});

test('credentials that do not suffice are written of every route', async () => {
  const entries: string[] = [];
  const served = appOf([endpoint(openContract, async () => fail('contract.closed', 'No.'))], {
    audit: async ({ action, code }) => void entries.push(`${action} ${code}`),
  });
  await served.inject({ method: 'POST', url: `/contracts/${id}/uses`, headers: { authorization: 'clerk' } });
  await served.inject({ method: 'POST', url: `/contracts/${id}/uses` });
  assert.deepEqual(entries, ['access.refused access.forbidden', 'access.refused access.forbidden']);
});

test('where the trail cannot be written nothing is begun and nothing leaves', async () => {
  let isDone = false;
  const route = defineRoute({
    ...base,
    method: 'POST',
    path: '/uses',
    responses: { 204: emptyBody() },
    access: 'public',
    audit: 'contract.use',
  });
  const use = async () => {
    isDone = true;
    return { status: 204 as const };
  };
  const served = appOf([endpoint(route, use)], { audit: () => Promise.reject(new Error('disk full')) });
  const answer = await served.inject({ method: 'POST', url: '/uses' });
  assert.deepEqual([answer.statusCode, answer.json().code, isDone], [500, 'internal', false]);
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
