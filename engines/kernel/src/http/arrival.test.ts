import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { systemClock } from '../clock.ts';
import { idSource } from '../ids.ts';
import { systemRandom } from '../random.ts';
import { httpApp } from './app.ts';
import { arrivals } from './arrival.ts';
import { checkRoute } from './check-route.ts';
import { endpoint, type HttpContext } from './endpoint.ts';
import { commonErrors } from './problem.ts';
import { register } from './register.ts';
import { defineRoute, type Route } from './route.ts';
import { emptyBody } from './schemas.ts';

const getAway: Route<{ replies: { 302: undefined } }> = defineRoute({
  method: 'GET',
  path: '/away',
  summary: { en: 'Away', zh: '离开' },
  tags: ['test'],
  responses: { 302: emptyBody() },
  errors: [],
  access: 'public',
  audit: { none: 'public' },
});
const context: HttpContext = {
  clock: systemClock,
  errors: commonErrors,
  strict: true,
  authenticate: async () => ({ kind: 'public' }),
};
const app = httpApp({ context, ids: idSource(systemClock, systemRandom), log: { level: 'silent' } });
const arrival = arrivals(app);
const away = endpoint(getAway, async () => {
  await Promise.resolve();
  const { headers, address } = arrival();
  return { status: 302, headers: { location: `/${String(headers['x-to'])}?from=${address}` } };
});
register(app, [away], context);
const url = await app.listen({ host: '127.0.0.1', port: 0 });
after(() => app.close());

test('a handler may send a browser on, by how its request came in; requests side by side do not see each other’s', async () => {
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((to) => fetch(`${url}/away`, { redirect: 'manual', headers: { 'x-to': to } })),
  );
  const places = answers.map(({ status, headers }) => [status, headers.get('location')]);
  assert.deepEqual(
    places,
    ['a', 'b', 'c'].map((to) => [302, `/${to}?from=127.0.0.1`]),
  );
});

test('outside of a handler there is no arrival, and other ways of sending on are no success', () => {
  assert.throws(arrival, { name: 'AssertionError' });
  const moved = { ...getAway, responses: { 301: emptyBody() } } as unknown as Route;
  assert.throws(() => checkRoute(moved), { code: 'route.malformed' });
});
