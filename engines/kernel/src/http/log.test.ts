import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { pino } from 'pino';
import { z } from 'zod';
import { manualClock } from '../clock.ts';
import { FinharborError, fail } from '../errors.ts';
import { idSource } from '../ids.ts';
import { systemRandom } from '../random.ts';
import { httpApp } from './app.ts';
import { endpoint, type HttpContext } from './endpoint.ts';
import { logOptions } from './log.ts';
import { commonErrors, errorTable } from './problem.ts';
import { register } from './register.ts';
import { defineRoute } from './route.ts';

const secret = 'hunter2-91350100M000100Y43' as const;

function stream() {
  const lines: string[] = [];
  return { lines, write: (line: string) => void lines.push(line) };
}

const openToAll: Pick<HttpContext, 'authenticate' | 'authorize' | 'audit'> = {
  authenticate: async () => ({ kind: 'public' }),
  authorize: () => ({ kind: 'allowed', scope: { kind: 'all' } }),
  audit: async () => {},
};

test('no secret of a request, an answer or an error’s causes reaches the log, whatever goes wrong', async () => {
  const log = stream();
  const clock = manualClock(0);
  const errors = errorTable(commonErrors, { 'a.refused': { status: 409, title: { en: 'x', zh: 'x' } } });
  const context: HttpContext = { clock, errors, ...openToAll };
  const app = httpApp({ context, ids: idSource(clock, systemRandom), log: { level: 'trace', stream: log } });
  const route = defineRoute({
    method: 'POST',
    path: '/things/:id',
    summary: { en: 'x', zh: 'x' },
    tags: [],
    params: z.strictObject({ id: z.string() }),
    query: z.strictObject({ q: z.string().optional() }),
    body: z.strictObject({ how: z.string(), secret: z.string() }),
    responses: { 200: z.strictObject({ secret: z.literal(secret) }) },
    errors: ['a.refused'],
    access: 'public',
    audit: { none: 'public' },
  });
  const handler = endpoint(route, async ({ body }) => {
    const cause = new Error(`password ${body.secret}`, { cause: new Error(body.secret) });
    if (body.how === 'refuse') fail('a.refused', `No ${body.secret}`, cause);
    if (body.how === 'fault')
      throw new FinharborError({ code: 'b.unknown', publicMessage: body.secret, cause });
    if (body.how === 'error') throw cause;
    if (body.how === 'coded')
      throw Object.assign(new Error(body.secret), { code: body.secret, detail: body.secret });
    if (body.how === 'object') throw { message: body.secret, statusCode: 400 };
    if (body.how === 'bad') return { status: 200, body: { secret: `${body.secret}!` as typeof secret } };
    return { status: 200, body: { secret } as { secret: typeof secret } };
  });
  register(app, [handler], context);
  app.get('/raw', async () => {
    throw Object.assign(new Error(secret), { statusCode: 418 });
  });
  const headers = {
    authorization: `Bearer ${secret}`,
    'content-type': 'application/json',
    'x-request-id': secret,
  };
  const url = `/things/${secret}?q=${secret}`;
  for (const how of ['refuse', 'fault', 'error', 'coded', 'object', 'bad', 'ok'])
    await app.inject({ method: 'POST', url, headers, payload: { how, secret } });
  await app.inject({ method: 'POST', url, headers, payload: `{"${secret}` });
  await app.inject({ method: 'POST', url: `${url}&${secret}=1`, headers, payload: { [secret]: secret } });
  await app.inject({ method: 'GET', url: `/${secret}`, headers });
  await app.inject({ method: 'GET', url: `/%${secret}`, headers });
  await app.inject({ method: 'GET', url: '/raw', headers });
  assert.ok(log.lines.length >= 20);
  assert.doesNotMatch(log.lines.join(''), /hunter2/);
  const lines = log.lines.map((line) => JSON.parse(line));
  assert.ok(lines.every((line) => /^[0-9a-f-]{36}$/.test(line.requestId)));
  const codes = new Set(lines.map((line) => line.code).filter(Boolean));
  assert.deepEqual([...codes].toSorted(), [
    'a.refused',
    'b.unknown',
    'internal',
    'request.invalid',
    'request.malformed',
    'request.no_such_route',
    'route.bad_response',
  ]);
  const faults = lines.filter((line) => line.level === 'error');
  assert.ok(faults.length === 5 && faults.every((line) => line.err.frames !== undefined));
});

test('of an object only ids, codes and measures pass', () => {
  const log = stream();
  const logger = pino(logOptions('info', manualClock(0)), log);
  logger.info(
    {
      jobId: 'j1',
      code: 'a.b',
      durationMs: 5,
      rowCount: 3n,
      password: secret,
      setupCode: secret,
      body: { secret },
    },
    'job',
  );
  logger.child({ partyId: 'bank' }).info('child');
  assert.throws(() => logger.child({ token: secret }), { code: 'log.binding_refused' });
  logger.error(new Error(secret));
  logger.error({ err: new Error(secret, { cause: secret }) });
  logger.error({ err: new Error(secret) }, 'text');
  const lines = log.lines.map((line) => JSON.parse(line));
  assert.deepEqual(lines[0], {
    at: '1970-01-01T00:00:00Z',
    level: 'info',
    jobId: 'j1',
    code: 'a.b',
    durationMs: 5,
    rowCount: 3,
    message: 'job',
  });
  assert.equal(lines[1].partyId, 'bank');
  assert.doesNotMatch(log.lines.join(''), /hunter2/);
});

test('no key that was not meant for the log passes, whatever it is called', () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.stringMatching(/^[a-z]{1,8}(Name|Text|Body|Row|Token|Key)$/), fc.constant(secret)),
      (object) => {
        const log = stream();
        pino(logOptions('info', manualClock(0)), log).info(object, 'x');
        assert.doesNotMatch(log.lines.join(''), /hunter2/);
      },
    ),
  );
});
