import {
  type AccountStore,
  type AuditTrail,
  auditPaperEndpoint,
  authorize,
  type Governance,
  getPolicy,
  policyOf,
  type VouchedFor,
} from '@finharbor/access';
import { type Clock, idSource, type PublicKey, paperErrors, systemRandom } from '@finharbor/kernel';
import { postgresIdempotency } from '@finharbor/kernel/database';
import {
  apiPage,
  apiPagePolicy,
  commonErrors,
  type Endpoint,
  type ErrorTable,
  endpoint,
  errorTable,
  type HealthChecks,
  type HttpContext,
  healthEndpoints,
  httpApp,
  type OpenApiDocument,
  openApi,
  type Printer,
  type Route,
  register,
} from '@finharbor/kernel/http';
import type { FastifyInstance } from 'fastify';
import { type Kysely, sql } from 'kysely';
import type { DestinationStream } from 'pino';
import type { ProcessConfig } from './config.ts';
import { type ServerTables, tablesOf } from './database.ts';
import { onlyByProxy } from './only-by-proxy.ts';
import { ownAddress } from './own-address.ts';
import { peopleErrors, peopleOf } from './people.ts';
import { plainLines } from './plain-text.ts';
import { version } from './version.ts';

const setupValidMs = 24 * 3_600_000;

/** A running process of the harbor. */
export type Running = {
  readonly url: string;
  readonly publicKey: PublicKey;
  /** Where no account exists yet: the one-time code the first one is made with. */
  readonly setupCode: string | undefined;
  readonly accounts: AccountStore;
  readonly governance: Governance;
  readonly trail: AuditTrail;
  readonly stop: () => Promise<void>;
};

/** One system's part of a process: its endpoints and the codes they answer. */
export type ServedSystem = {
  readonly endpoints: readonly Endpoint[];
  readonly errors: readonly ErrorTable[];
  /** Deletes what the system keeps no longer. */
  readonly sweep?: () => Promise<unknown>;
};

/** What a process's web face is made of. */
export type WebParts = {
  readonly config: ProcessConfig;
  readonly db: Kysely<ServerTables>;
  readonly clock: Clock;
  readonly logger: DestinationStream;
  readonly systems: readonly ServedSystem[];
  /** The key a signed request of this party or firm must verify under. */
  readonly keyOf: (issuer: string) => Promise<PublicKey | undefined>;
  /** Whom this process knows to be vouched for. */
  readonly vouchedFor: VouchedFor;
  /** The same governance, of which the process's own people hear. */
  readonly follow: (governance: Governance) => Governance;
  readonly title: { readonly en: string; readonly zh: string };
  /** Routes that are no API of ours: pages, and protocols with answers of their own. */
  readonly serve: (app: FastifyInstance, origin: () => string) => void;
  readonly checks: HealthChecks;
  readonly printer: Printer;
};

/** Serves a process's systems with sign-in, health, /openapi.json and its readable page /api. */
export async function startWeb(parts: WebParts): Promise<Omit<Running, 'publicKey'>> {
  const { config, db, clock, logger } = parts;
  const own = ownAddress(config);
  const people = peopleOf(parts, own);
  const { accounts, governance, trail, authenticate } = people;
  const errors = errorTable(
    commonErrors,
    paperErrors,
    ...peopleErrors,
    ...parts.systems.flatMap((system) => system.errors),
  );
  const context: HttpContext = {
    clock,
    errors,
    authenticate,
    authorize,
    idempotency: postgresIdempotency(tablesOf(db), { clock }),
    audit: trail.record,
  };
  const app = httpApp({
    context,
    ids: idSource(clock, systemRandom),
    log: { level: config.logLevel, stream: logger },
    trustedProxies: config.trustedProxies ?? [],
  });
  onlyByProxy(app, config);
  const routes = (): readonly Route[] => endpoints.map(({ route }) => route);
  const endpoints: readonly Endpoint[] = [
    endpoint(getPolicy, async () => ({ status: 200, body: policyOf(routes()) })),
    ...people.endpoints(app),
    auditPaperEndpoint({
      trail,
      printer: parts.printer,
      party: config.party,
      policy: () => policyOf(routes()),
    }),
    ...parts.systems.flatMap((system) => system.endpoints),
    ...healthEndpoints({
      database: async () => void (await sql`select 1`.execute(db)),
      ...parts.checks,
    }),
  ];
  register(app, endpoints, context);
  serveDescription(app, openApi({ title: parts.title.en, version, routes: routes(), errors }));
  app.addHook('onRequest', async (_request, reply) => {
    if (own.cookie.isSecure())
      reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  });
  parts.serve(app, own.origin);
  const url = own.listening(await app.listen({ host: config.host, port: config.port }));
  for (const { pointer } of plainLines(config))
    app.log.warn({ code: 'config.plain_text', kind: pointer }, 'something leaves this machine without TLS');
  const sweeps = parts.systems.flatMap(({ sweep }) => sweep ?? []);
  const stopSweeping = people.startSweeping(app.log, sweeps);
  const empty = config.signIn?.passwords !== false && (await accounts.count()) === 0;
  const setupCode = empty ? await accounts.issueCode({ purpose: 'setup', validMs: setupValidMs }) : undefined;
  const stop = async (): Promise<void> => {
    await stopSweeping();
    await app.close();
  };
  return { url, setupCode, accounts, governance, trail, stop };
}

/** Serves what the process can do, for programs and for people. */
function serveDescription(app: FastifyInstance, document: OpenApiDocument): void {
  const html = apiPage(document);
  app.get('/openapi.json', async () => document);
  app.get('/api', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', apiPagePolicy()).send(html),
  );
}
