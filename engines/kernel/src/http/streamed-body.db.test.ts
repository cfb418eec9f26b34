import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { manualClock } from '../clock.ts';
import { postgresIdempotency } from '../database/idempotency.ts';
import { kernelMigrations } from '../database/migrate.ts';
import { testDatabase } from '../database/testing.ts';
import type { KernelTables } from '../database.gen.ts';
import { codeOf, fail } from '../errors.ts';
import { idSource } from '../ids.ts';
import { systemRandom } from '../random.ts';
import { httpApp } from './app.ts';
import { RemoteProblem, typedClient } from './client.ts';
import { type AuditEntry, endpoint, type HttpContext } from './endpoint.ts';
import { openApi } from './openapi.ts';
import { commonErrors, errorTable } from './problem.ts';
import { register } from './register.ts';
import { defineRoute } from './route.ts';
import { emptyBody, fileOf, streamOf } from './schemas.ts';

const database = await testDatabase<KernelTables>([kernelMigrations]);
const clock = manualClock(1_795_248_000_000);
const errors = errorTable(commonErrors, {
  'file.refused': { status: 409, title: { en: 'Refused', zh: '已拒绝' } },
});
const most = 8 * 1024 * 1024;
const base = {
  summary: { en: 'A file', zh: '文件' },
  tags: ['test'],
  access: [],
  audit: 'file.put',
} as const;
const postFile = defineRoute({
  ...base,
  method: 'POST',
  path: '/files/:name',
  params: z.strictObject({ name: z.string() }),
  body: streamOf('application/octet-stream', 'text/plain'),
  maxBodyBytes: most,
  responses: { 201: z.strictObject({ bytes: z.int(), size: z.int().nullable(), mediaType: z.string() }) },
  errors: ['file.refused'],
});
const getFile = defineRoute({
  ...base,
  method: 'GET',
  path: '/files/:name',
  params: z.strictObject({ name: z.string() }),
  responses: { 200: fileOf('application/octet-stream') },
  errors: [],
  audit: { none: 'own' },
});

/** What the handler saw: pieces that were read, faults while reading, and whether its signal was raised. */
const seen = { pieces: 0, faults: [] as string[], raised: 0, closed: 0 };
const trail: AuditEntry[] = [];
/** Holds the handler up between two pieces. */
let hold: Promise<void> | undefined;

const context: HttpContext = {
  clock,
  errors,
  strict: true,
  authorize: () => ({ kind: 'allowed', scope: { kind: 'all' } }),
  audit: async (entry) => void trail.push(entry),
  idempotency: postgresIdempotency(database.db, { clock, leaseMs: 60_000 }),
  authenticate: async () => ({
    ...{ kind: 'account', account: 'ann', login: 'ann', session: 's', party: 'bank' },
    ...{ roles: [], provenAtMs: clock.nowMs() },
  }),
};
const app = httpApp({ context, ids: idSource(clock, systemRandom), log: { level: 'silent' } });
register(
  app,
  [
    endpoint(postFile, async ({ params, body, signal }) => {
      signal.addEventListener('abort', () => (seen.raised += 1));
      if (params.name === 'refused') fail('file.refused', 'Not this one.');
      let bytes = 0;
      try {
        for await (const piece of body.bytes) {
          seen.pieces += 1;
          bytes += piece.length;
          if (params.name === 'half' && bytes > 100_000) fail('file.refused', 'Enough of it.');
          await hold;
        }
      } catch (error) {
        seen.faults.push(codeOf(error));
        throw error;
      }
      return { status: 201, body: { bytes, size: body.size, mediaType: body.mediaType } };
    }),
    endpoint(getFile, async () => ({
      status: 200,
      body: {
        size: null,
        bytes: (async function* () {
          try {
            for (;;) yield new Uint8Array(65_536);
          } finally {
            seen.closed += 1;
          }
        })(),
      },
    })),
  ],
  context,
);
const url = await app.listen({ host: '127.0.0.1', port: 0 });
const port = Number(new URL(url).port);
after(async () => {
  await app.close();
  await database[Symbol.asyncDispose]();
});
const client = typedClient({ postFile, getFile }, url);
const put = (name: string, bytes: number) =>
  client.postFile({ params: { name }, body: new Blob([new Uint8Array(bytes)], { type: 'image/png' }) });
const refusal = async (call: Promise<unknown>) => {
  const error = await call.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  assert.ok(error instanceof RemoteProblem, String(error));
  return error.problem;
};

/** Sends a request piece by piece by hand; resolves with its answer's status and body. */
function byHand(headers: Record<string, string | number>, name = 'x') {
  const request = httpRequest(`${url}/files/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/octet-stream', ...headers },
  });
  const answer = (async () => {
    const [response] = await once(request, 'response');
    let text = '';
    for await (const part of response) text += part;
    return {
      status: response.statusCode as number,
      ...(JSON.parse(text) as { code?: string; bytes?: number }),
    };
  })();
  return { request, answer };
}

async function until(isSo: () => boolean): Promise<void> {
  for (const endMs = performance.now() + 10_000; !isSo(); await delay(5))
    if (performance.now() > endMs) assert.fail('It never came.');
}

test('a body arrives in pieces, whole, with its size and its type; an empty one is one', async () => {
  seen.pieces = 0;
  const large = (await put('x', most)).body;
  assert.deepEqual(large, { bytes: most, size: most, mediaType: 'application/octet-stream' });
  assert.ok(seen.pieces > 50, `${seen.pieces} pieces`);
  assert.equal((await put('x', 0)).body.bytes, 0);
  const chunked = byHand({ 'transfer-encoding': 'chunked', 'content-type': 'text/plain; charset=utf-8' });
  chunked.request.end('abc');
  assert.deepEqual(await chunked.answer, { status: 201, bytes: 3, size: null, mediaType: 'text/plain' });
});

test('five gigabytes are refused at once by what they announce, and none of it is read', async () => {
  seen.pieces = 0;
  const { request, answer } = byHand({ 'content-length': 5 * 1024 ** 3 });
  request.on('error', () => {});
  request.write(Buffer.alloc(1_000));
  const { status, code } = await answer;
  assert.deepEqual([status, code, seen.pieces], [413, 'request.too_large', 0]);
  await until(() => request.socket!.destroyed);
});

test('who asks whether to send five gigabytes is answered before the first byte', async () => {
  const { request, answer } = byHand({ 'content-length': 5 * 1024 ** 3, expect: '100-continue' });
  let isTold = false;
  request.on('continue', () => (isTold = true));
  request.on('error', () => {});
  request.flushHeaders();
  assert.deepEqual([(await answer).status, isTold], [413, false]);
  request.destroy();
  const small = byHand({ 'content-length': 3, expect: '100-continue' });
  small.request.on('continue', () => small.request.end('abc'));
  small.request.flushHeaders();
  assert.equal((await small.answer).bytes, 3);
  const elsewhere = httpRequest(`${url}/nowhere`, {
    method: 'POST',
    headers: { 'content-length': 3, expect: '100-continue' },
  });
  elsewhere.on('continue', () => elsewhere.end('abc'));
  elsewhere.flushHeaders();
  const [response] = await once(elsewhere, 'response');
  assert.equal(response.statusCode, 404, 'what is kept in memory is asked for at once');
  response.resume();
});

test('what says nothing of its size is cut off when it is over', async () => {
  const { request, answer } = byHand({ 'transfer-encoding': 'chunked' });
  request.on('error', () => {});
  const piece = Buffer.alloc(1024 * 1024);
  let sent = 0;
  const sending = setInterval(() => {
    sent += 1;
    request.write(piece);
  }, 1);
  assert.deepEqual([(await answer).status, (await answer).code], [413, 'request.too_large']);
  await until(() => request.socket!.destroyed);
  clearInterval(sending);
  assert.ok(sent > 8);
});

test('a handler that refuses, before reading or in the middle, is heard; the line stays good for the next call', async () => {
  assert.equal((await refusal(put('refused', most))).code, 'file.refused');
  assert.equal((await refusal(put('half', most))).code, 'file.refused');
  assert.equal((await put('x', 10)).body.bytes, 10);
});

test('another type, a key, and a body to a route that has none are refused', async () => {
  const odd = byHand({ 'content-type': 'image/svg+xml' });
  odd.request.end('<svg/>');
  assert.deepEqual(
    [(await odd.answer).status, (await odd.answer).code],
    [415, 'request.unsupported_media_type'],
  );
  const keyed = client.postFile({
    params: { name: 'x' },
    body: new Blob(['abc']),
    idempotencyKey: 'key-00001',
  });
  assert.deepEqual(
    (await refusal(keyed)).errors?.map(({ pointer }) => pointer),
    ['/idempotency-key'],
  );
});

test('a body that ends before it is whole, and a client that leaves, reach the handler as a fault and its signal', async () => {
  seen.faults.length = 0;
  seen.raised = 0;
  trail.length = 0;
  const short = connect(port, '127.0.0.1');
  await once(short, 'connect');
  const head = 'POST /files/x HTTP/1.1\r\nhost: x\r\ncontent-type: application/octet-stream\r\n';
  short.end(`${head}content-length: 100\r\n\r\nonly so much`);
  await until(() => seen.faults.length === 1);
  const leaving = byHand({ 'content-length': most });
  leaving.request.on('error', () => {});
  leaving.answer.catch(() => {});
  leaving.request.write(Buffer.alloc(200_000));
  await delay(50);
  leaving.request.destroy();
  await until(() => seen.faults.length === 2);
  assert.deepEqual([seen.faults, seen.raised], [['request.incomplete', 'request.incomplete'], 2]);
  await until(() => trail.length === 4);
  assert.deepEqual(
    trail.map(({ phase, code }) => [phase, code]),
    [
      ['begun', undefined],
      ['done', 'request.incomplete'],
      ['begun', undefined],
      ['done', 'request.incomplete'],
    ],
  );
});

test('while its handler does not read, no more of a body is taken in than a few pieces', async () => {
  const go = Promise.withResolvers<void>();
  hold = go.promise;
  const connected = once(app.server, 'connection');
  const { request, answer } = byHand({ 'content-length': most });
  const [socket] = await connected;
  for (let sent = 0; sent < most; sent += 65_536) request.write(Buffer.alloc(65_536));
  request.end();
  await delay(200);
  const { bytesRead } = socket as Socket;
  assert.ok(bytesRead > 0 && bytesRead < 1024 * 1024, `${bytesRead} bytes were taken in`);
  hold = undefined;
  go.resolve();
  assert.equal((await answer).bytes, most);
});

test('an answer of bytes stops when the client leaves', async () => {
  seen.closed = 0;
  const leave = new AbortController();
  const { body } = await client.getFile({ params: { name: 'x' }, signal: leave.signal });
  const [first] = await Array.fromAsync({
    async *[Symbol.asyncIterator]() {
      for await (const piece of body.bytes) {
        yield piece;
        return;
      }
    },
  });
  assert.ok(first!.length > 0);
  leave.abort();
  await until(() => seen.closed === 1);
});

test('the description says what such a route takes, and how much of it', () => {
  const routes = [postFile] as never;
  const operation = openApi({ title: 'x', version: '1', routes, errors }).paths['/files/{name}']!.post!;
  const binary = { schema: { type: 'string', format: 'binary', maxLength: most } };
  assert.deepEqual(operation.requestBody, {
    required: true,
    content: { 'application/octet-stream': binary, 'text/plain': binary },
  });
  const named = JSON.stringify([operation.parameters, operation.responses]);
  assert.ok(named.includes('request.incomplete') && !/idempotency/i.test(named));
});

test('a streamed route without a largest size, or for whoever signs, is refused when it is registered', () => {
  const define = (parts: object) => () =>
    register(
      app,
      [endpoint({ ...postFile, ...parts } as typeof postFile, async () => ({ status: 204 }) as never)],
      context,
    );
  assert.throws(define({ maxBodyBytes: undefined }), { code: 'route.malformed' });
  assert.throws(define({ access: 'signed' }), { code: 'route.malformed' });
  assert.throws(define({ access: 'public', responses: { 204: emptyBody() } }), { code: 'route.malformed' });
});
