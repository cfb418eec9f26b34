import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { manualClock } from '../clock.ts';
import { forgetAnswers, postgresIdempotency } from '../database/idempotency.ts';
import { kernelMigrations } from '../database/migrate.ts';
import { testDatabase } from '../database/testing.ts';
import type { KernelTables } from '../database.gen.ts';
import { codeOf, fail } from '../errors.ts';
import { idSource } from '../ids.ts';
import { systemRandom } from '../random.ts';
import { bigintSchema, queryInteger } from '../wire.ts';
import { httpApp } from './app.ts';
import { RemoteProblem, typedClient } from './client.ts';
import { type Endpoint, endpoint, type HttpContext } from './endpoint.ts';
import { healthEndpoints, liveRoute, readyRoute } from './health.ts';
import { commonErrors, errorTable } from './problem.ts';
import { register } from './register.ts';
import { defineRoute } from './route.ts';
import { type EventStream, emptyBody, eventsOf } from './schemas.ts';

const database = await testDatabase<KernelTables>([kernelMigrations]);
after(() => database[Symbol.asyncDispose]());

const clock = manualClock(1_795_248_000_000);
const errors = errorTable(commonErrors, {
  'transfer.refused': { status: 409, title: { en: 'Refused', zh: '已拒绝' } },
});

/** An application on a real socket; who calls stands in the header x-account. */
async function serve(endpoints: readonly Endpoint[]) {
  const context: HttpContext = {
    clock,
    errors,
    strict: true,
    heartbeatMs: 5,
    authorize: ({ access }, caller) =>
      access === 'public' || caller.kind === 'account'
        ? { kind: 'allowed', scope: { kind: 'all' } }
        : { kind: 'refused', code: 'access.unauthenticated', detail: 'No.' },
    audit: async () => {},
    idempotency: postgresIdempotency(database.db, { clock, leaseMs: 60_000 }),
    authenticate: async ({ headers }) => {
      const name = headers['x-account'];
      if (typeof name !== 'string') return { kind: 'public' };
      return {
        kind: 'account',
        account: name,
        login: name,
        session: 's',
        party: 'bank',
        roles: [],
        provenAtMs: clock.nowMs(),
      };
    },
  };
  const app: FastifyInstance = httpApp({
    context,
    ids: idSource(clock, systemRandom),
    log: { level: 'silent' },
  });
  register(app, endpoints, context);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, [Symbol.asyncDispose]: () => app.close() };
}

const base = {
  tags: ['test'],
  errors: [],
  summary: { en: 'A route', zh: '路由' },
  access: [],
  audit: { none: 'own' as const },
};
const postTransfer = defineRoute({
  ...base,
  method: 'POST',
  path: '/transfers/:to',
  params: z.strictObject({ to: z.string() }),
  query: z.strictObject({ note: z.string().optional() }),
  body: z.strictObject({ amount: bigintSchema }),
  responses: { 201: z.strictObject({ total: bigintSchema, to: z.string() }), 204: emptyBody() },
  errors: ['transfer.refused'],
});
const getTicks = defineRoute({
  ...base,
  method: 'GET',
  path: '/ticks',
  query: z.strictObject({ until: queryInteger(0, 1_000_000) }),
  responses: { 200: eventsOf(z.strictObject({ n: bigintSchema })) },
  access: 'public',
});

const as = (account: string) => (url: string, init: object) =>
  fetch(url, { ...init, headers: { ...(init as { headers: object }).headers, 'x-account': account } });

test('the client writes and reads what the handler reads and writes, on the domain side', async () => {
  await using server = await serve([
    endpoint(postTransfer, async ({ params, query, body }) => {
      if (body.amount === 0n) fail('transfer.refused', 'Nothing to transfer.');
      if (body.amount === 1n) return { status: 204 };
      return { status: 201, body: { total: body.amount * 2n, to: `${params.to}|${query.note}` } };
    }),
    ...healthEndpoints({}),
  ]);
  const client = typedClient({ postTransfer, liveRoute }, server.url, as('ann'));
  const params = { to: '分行/1 &?' };
  const done = await client.postTransfer({ params, query: { note: 'a=b&c' }, body: { amount: 2n ** 80n } });
  assert.deepEqual(done, { status: 201, body: { total: 2n ** 81n, to: '分行/1 &?|a=b&c' } });
  assert.deepEqual(await client.postTransfer({ params, query: {}, body: { amount: 1n } }), {
    status: 204,
    body: undefined,
  });
  assert.deepEqual(await client.liveRoute({}), { status: 200, body: { live: true } });
  const refused = await client
    .postTransfer({ params, query: {}, body: { amount: 0n } })
    .catch((error) => error);
  assert.ok(refused instanceof RemoteProblem);
  assert.deepEqual([refused.code, refused.problem.status], ['transfer.refused', 409]);
  const anonymous = typedClient({ postTransfer }, server.url);
  const unsigned = await anonymous.postTransfer({ params, query: {}, body: { amount: 2n } }).catch(codeOf);
  assert.equal(unsigned, 'access.unauthenticated');
});

test('the client names a server that is away and an answer it cannot read', async () => {
  const routes = { liveRoute };
  let url: string;
  {
    await using server = await serve(healthEndpoints({}));
    url = server.url;
  }
  await assert.rejects(typedClient(routes, url).liveRoute({}), { code: 'client.unreachable' });
  const other = endpoint(
    defineRoute({
      ...base,
      method: 'GET',
      path: '/health/live',
      responses: { 200: z.strictObject({ x: z.int() }) },
      access: 'public',
      audit: { none: 'public' },
    }),
    async () => ({ status: 200, body: { x: 1 } }),
  );
  await using server = await serve([other]);
  await assert.rejects(typedClient(routes, server.url).liveRoute({}), { code: 'client.unexpected_answer' });
});

test('the client follows no redirect: whoever leads elsewhere is not who was asked', async () => {
  let asked = 0;
  await using there = await serve([
    endpoint(liveRoute, async () => {
      asked += 1;
      return { status: 200, body: { live: true } };
    }),
  ]);
  const leading = createServer((_request, response) =>
    response.writeHead(307, { location: `${there.url}/health/live` }).end(),
  );
  after(() => leading.close());
  await once(leading.listen(0, '127.0.0.1'), 'listening');
  const { port } = leading.address() as AddressInfo;
  const led = typedClient({ liveRoute }, `http://127.0.0.1:${port}`).liveRoute({});
  await assert.rejects(led, { code: 'client.unreachable' });
  assert.equal(asked, 0);
  assert.equal((await typedClient({ liveRoute }, there.url).liveRoute({})).status, 200);
});

test('ready names the checks that fail, and only those', async () => {
  let database: 'up' | 'down' = 'up';
  await using server = await serve(
    healthEndpoints({
      database: async () => void (database === 'up' || fail('internal', 'down')),
      log: async () => {},
    }),
  );
  const client = typedClient({ readyRoute }, server.url);
  assert.deepEqual((await client.readyRoute({})).body, { ready: ['database', 'log'] });
  database = 'down';
  const error = await client.readyRoute({}).catch((fault) => fault);
  assert.deepEqual(
    [error.code, error.problem.status, error.problem.detail],
    ['service.unavailable', 503, 'Not ready: database.'],
  );
});

async function* ticks(from: bigint, until: number): AsyncGenerator<{ id: string; data: { n: bigint } }> {
  for (let n = from; n < until; n++) yield { id: String(n), data: { n } };
}

async function collected(events: EventStream<{ n: bigint }>): Promise<bigint[]> {
  const seen: bigint[] = [];
  for await (const event of events) seen.push(event.data.n);
  return seen;
}

test('events arrive in order and typed, however many; a client that comes back goes on after the last it saw', async () => {
  await using server = await serve([
    endpoint(getTicks, async ({ query, lastEventId }) => ({
      status: 200,
      body: ticks(lastEventId === undefined ? 0n : BigInt(lastEventId) + 1n, query.until),
    })),
  ]);
  const client = typedClient({ getTicks }, server.url);
  const all = await collected((await client.getTicks({ query: { until: 5_000 } })).body);
  assert.deepEqual([all.length, all.at(0), all.at(-1)], [5_000, 0n, 4_999n]);
  const rest = await collected((await client.getTicks({ query: { until: 10 }, lastEventId: '6' })).body);
  assert.deepEqual(rest, [7n, 8n, 9n]);
});

test('when the client leaves, the handler’s signal is raised and its iterator is ended', async () => {
  const ended = Promise.withResolvers<void>();
  const raised = Promise.withResolvers<void>();
  await using server = await serve([
    endpoint(getTicks, async ({ signal }) => ({
      status: 200,
      body: (async function* () {
        try {
          yield { data: { n: 1n } };
          // Quiet from here on: only heartbeats go out.
          await once(signal, 'abort');
          raised.resolve();
        } finally {
          ended.resolve();
        }
      })(),
    })),
  ]);
  const leave = new AbortController();
  const client = typedClient({ getTicks }, server.url);
  const { body } = await client.getTicks({ query: { until: 1 }, signal: leave.signal });
  const iterator = body[Symbol.asyncIterator]();
  assert.deepEqual((await iterator.next()).value, { data: { n: 1n } });
  const next = iterator.next();
  leave.abort();
  await assert.rejects(next, { name: 'AbortError' });
  await Promise.all([raised.promise, ended.promise]);
});

test('when the client has left before there is a stream, none is begun', async () => {
  const asked = Promise.withResolvers<void>();
  const answered = Promise.withResolvers<void>();
  let isBegun = false;
  const server = await serve([
    endpoint(getTicks, async ({ signal }) => {
      const left = once(signal, 'abort');
      asked.resolve();
      await left;
      answered.resolve();
      return {
        status: 200,
        body: (async function* () {
          isBegun = true;
          yield { data: { n: 1n } };
        })(),
      };
    }),
  ]);
  const leave = new AbortController();
  const asking = typedClient({ getTicks }, server.url).getTicks({
    query: { until: 1 },
    signal: leave.signal,
  });
  await asked.promise;
  leave.abort();
  await assert.rejects(asking);
  await answered.promise;
  // It ends with the last request.
  await server[Symbol.asyncDispose]();
  assert.equal(isBegun, false);
});

test('a stream whose source fails breaks off; it does not look finished', async () => {
  await using server = await serve([
    endpoint(getTicks, async () => ({
      status: 200,
      body: (async function* () {
        yield { data: { n: 1n } };
        throw new Error('the source failed');
      })(),
    })),
  ]);
  const { body } = await typedClient({ getTicks }, server.url).getTicks({ query: { until: 1 } });
  await assert.rejects(collected(body), { code: 'client.interrupted' });
});

test('a quiet stream is kept open by comments', async () => {
  const quiet = Promise.withResolvers<void>();
  await using server = await serve([
    endpoint(getTicks, async () => ({
      status: 200,
      body: (async function* () {
        await quiet.promise;
        yield { data: { n: 1n } };
      })(),
    })),
  ]);
  const response = await fetch(`${server.url}/ticks?until=1`);
  assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8');
  let text = '';
  for await (const part of response.body!.pipeThrough(new TextDecoderStream())) {
    text += part;
    if (text.startsWith(':\n\n:\n\n')) quiet.resolve();
  }
  assert.match(text, /^(:\n\n){2,}data: \{"n":"1"\}\n\n/);
});

const transferOf = (server: { url: string }, account: string) =>
  typedClient({ postTransfer }, server.url, as(account)).postTransfer;
const call = (amount: bigint, idempotencyKey: string, to = 'x') => ({
  params: { to },
  query: {},
  body: { amount },
  idempotencyKey,
});

test('the same key with the same request is carried out once, and answered alike', async () => {
  let runs = 0;
  const handler = endpoint(postTransfer, async ({ body, params }) => {
    runs += 1;
    if (body.amount === 1n) return { status: 204 };
    return { status: 201, body: { total: BigInt(runs), to: params.to } };
  });
  await using server = await serve([handler]);
  const transfer = transferOf(server, 'ann');
  const first = await transfer(call(5n, 'key-00001'));
  assert.deepEqual(await transfer(call(5n, 'key-00001')), first);
  assert.equal(runs, 1);
  assert.deepEqual(await transfer(call(1n, 'key-00002')), { status: 204, body: undefined });
  assert.deepEqual(await transfer(call(1n, 'key-00002')), { status: 204, body: undefined });
  assert.equal(runs, 2);
  assert.equal(await transfer(call(6n, 'key-00001')).catch(codeOf), 'idempotency.key_reused');
  assert.equal(await transfer(call(5n, 'key-00001', 'y')).catch(codeOf), 'idempotency.key_reused');
  await transferOf(server, 'bo')(call(6n, 'key-00001'));
  assert.equal(runs, 3);
  assert.equal(await forgetAnswers(database.db, clock.nowMs() + 1), 3n);
  await transfer(call(5n, 'key-00001'));
  assert.equal(runs, 4);
});

test('while the first request runs a second is told so; a claim whose process died lapses', async () => {
  const started = Promise.withResolvers<void>();
  const startedAgain = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  let runs = 0;
  await using server = await serve([
    endpoint(postTransfer, async ({ params }) => {
      runs += 1;
      (runs === 1 ? started : startedAgain).resolve();
      await go.promise;
      return { status: 201, body: { total: 1n, to: params.to } };
    }),
  ]);
  const transfer = transferOf(server, 'ann');
  const first = transfer(call(5n, 'key-00003'));
  await started.promise;
  assert.equal(await transfer(call(5n, 'key-00003')).catch(codeOf), 'idempotency.in_progress');
  clock.advance(60_000);
  const second = transfer(call(5n, 'key-00003'));
  await startedAgain.promise;
  go.resolve();
  assert.deepEqual(await second, await first);
  assert.equal(runs, 2);
});

test('a refused request gives its key back', async () => {
  let refuse = true;
  await using server = await serve([
    endpoint(postTransfer, async ({ params }) => {
      if (refuse) fail('transfer.refused', 'Not now.');
      return { status: 201, body: { total: 1n, to: params.to } };
    }),
  ]);
  const transfer = transferOf(server, 'ann');
  assert.equal(await transfer(call(5n, 'key-00004')).catch(codeOf), 'transfer.refused');
  refuse = false;
  assert.equal((await transfer(call(5n, 'key-00004'))).status, 201);
});

test('a key that cannot be honoured is refused, not ignored', async () => {
  const open = defineRoute({ ...postTransfer, path: '/open/:to', access: 'public' });
  await using server = await serve([
    endpoint(postTransfer, async ({ params }) => ({ status: 201, body: { total: 1n, to: params.to } })),
    endpoint(open, async ({ params }) => ({ status: 201, body: { total: 1n, to: params.to } })),
    endpoint(getTicks, async ({ query }) => ({ status: 200, body: ticks(0n, query.until) })),
  ]);
  const refusal = async (work: Promise<unknown>) => {
    const error = await work.catch((fault) => fault);
    return error instanceof RemoteProblem
      ? error.problem.errors?.map((one) => `${one.in} ${one.pointer}`)
      : error;
  };
  const client = typedClient({ postTransfer, open, getTicks }, server.url, as('ann'));
  const named = ['header /idempotency-key'];
  assert.deepEqual(await refusal(client.postTransfer(call(5n, 'short'))), named);
  assert.deepEqual(
    await refusal(client.getTicks({ query: { until: 1 }, idempotencyKey: 'key-00005' })),
    named,
  );
  assert.deepEqual(await refusal(typedClient({ open }, server.url).open(call(5n, 'key-00005'))), named);
});
