import { z } from 'zod';
import { fail } from '../errors.ts';
import { type Endpoint, endpoint } from './endpoint.ts';
import { defineRoute, type Route } from './route.ts';

/** A named check: resolves when what it looks at works, rejects when not. It is given up when the signal is raised. */
export type HealthChecks = Readonly<Record<string, (signal: AbortSignal) => Promise<void>>>;

/** What `GET /health/ready` answers with 200: the names of the checks that hold, which are all. */
export type Ready = { readonly ready: readonly string[] };

const shared = { tags: ['health'], audit: { none: 'public' }, access: 'public' } as const;

/** `GET /health/live`: the process runs and answers. */
export const liveRoute: Route<{ replies: { 200: { live: boolean } } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/health/live',
  summary: { en: 'The process runs', zh: '进程存活' },
  responses: { 200: z.strictObject({ live: z.boolean() }) },
  errors: [],
});

/** `GET /health/ready`: 200 while every check holds, else 503 `service.unavailable` naming those that do not. */
export const readyRoute: Route<{ replies: { 200: Ready } }> = defineRoute({
  ...shared,
  method: 'GET',
  path: '/health/ready',
  summary: { en: 'The process can do its work', zh: '服务就绪' },
  responses: { 200: z.strictObject({ ready: z.array(z.string()).readonly() }) },
  errors: ['service.unavailable'],
});

const checkTimeoutMs = 5_000;

/** The endpoints of both health routes. A check that takes more than 5 seconds counts as failing. */
export function healthEndpoints(checks: HealthChecks): readonly Endpoint[] {
  return [
    endpoint(liveRoute, async () => ({ status: 200, body: { live: true } })),
    endpoint(readyRoute, async ({ signal }) => {
      const names = Object.keys(checks);
      const held = await Promise.all(names.map((name) => holds(checks[name]!, signal)));
      const failing = names.filter((_, index) => !held[index]);
      if (failing.length > 0) fail('service.unavailable', `Not ready: ${failing.join(', ')}.`);
      return { status: 200, body: { ready: names } };
    }),
  ];
}

async function holds(check: HealthChecks[string], signal: AbortSignal): Promise<boolean> {
  const limit = AbortSignal.any([signal, AbortSignal.timeout(checkTimeoutMs)]);
  const given = Promise.withResolvers<boolean>();
  limit.addEventListener('abort', () => given.resolve(false));
  const done = check(limit).then(
    () => true,
    () => false,
  );
  return Promise.race([done, given.promise]);
}
