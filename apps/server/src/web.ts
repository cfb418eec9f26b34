import { join } from 'node:path';
import {
  type AccessHttp,
  type AccountStore,
  accessEndpoints,
  accessErrors,
  accountStore,
  authenticator,
  clients,
  factorErrors,
  nonceStore,
} from '@finharbor/access';
import { type Clock, fingerprint, idSource, type PublicKey, systemRandom } from '@finharbor/kernel';
import { postgresIdempotency } from '@finharbor/kernel/database';
import {
  apiPage,
  commonErrors,
  type Endpoint,
  type ErrorTable,
  errorTable,
  type HealthChecks,
  type HttpContext,
  healthEndpoints,
  httpApp,
  openApi,
  register,
} from '@finharbor/kernel/http';
import type { FastifyInstance } from 'fastify';
import { type Kysely, sql } from 'kysely';
import type { DestinationStream } from 'pino';
import type { ProcessConfig } from './config.ts';
import { type ServerTables, tablesOf } from './database.ts';
import { demoAccess } from './demo/people.ts';
import { loadSigningKey } from './files.ts';
import { ownAddress } from './own-address.ts';
import { securityOf } from './security.ts';
import { version } from './version.ts';

const setupValidMs = 24 * 3_600_000;

/** A running process of the harbor. */
export type Running = {
  readonly url: string;
  readonly publicKey: PublicKey;
  /** Where no account exists yet: the one-time code the first one is made with. */
  readonly setupCode: string | undefined;
  readonly accounts: AccountStore;
  readonly stop: () => Promise<void>;
};

/** One system's part of a process: its endpoints and the codes they answer. */
export type ServedSystem = {
  readonly endpoints: readonly Endpoint[];
  readonly errors: readonly ErrorTable[];
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
  readonly title: { readonly en: string; readonly zh: string };
  /** Routes that are no API of ours: pages, and protocols with answers of their own. */
  readonly serve: (app: FastifyInstance) => void;
  readonly checks: HealthChecks;
};

/** Serves a process's systems with sign-in, health, /openapi.json and its readable page /api. */
export async function startWeb(parts: WebParts): Promise<Omit<Running, 'publicKey'>> {
  const { config, db, clock, logger } = parts;
  const own = ownAddress(config);
  const accounts = accountStore(tablesOf(db), { clock, random: systemRandom, ...securityOf(config, own) });
  const origins = clients(config.access?.trustedProxies ?? []);
  const errors = errorTable(
    commonErrors,
    accessErrors,
    factorErrors,
    ...parts.systems.flatMap((system) => system.errors),
  );
  const context: HttpContext = {
    clock,
    errors,
    authenticate: authenticator({
      accounts,
      keyOf: parts.keyOf,
      nonces: nonceStore(tablesOf(db)),
      clock,
      isOwnAuthority: own.isAuthority,
      cookie: own.cookie,
    }),
    idempotency: postgresIdempotency(tablesOf(db), { clock }),
  };
  const app = httpApp({
    context,
    ids: idSource(clock, systemRandom),
    log: { level: config.logLevel, stream: logger },
  });
  app.addHook('onRequest', origins.hook);
  const client = origins.current;
  const endpoints: readonly Endpoint[] = [
    ...accessEndpoints(accessOf(config, { accounts, clock, cookie: own.cookie, client })),
    ...parts.systems.flatMap((system) => system.endpoints),
    ...healthEndpoints({
      database: async () => void (await sql`select 1`.execute(db)),
      ...parts.checks,
    }),
  ];
  register(app, endpoints, context);
  const routes = endpoints.map(({ route }) => route);
  const document = openApi({ title: parts.title.en, version, routes, errors });
  const html = apiPage(document);
  app.get('/openapi.json', async () => document);
  app.get('/api', async (_request, reply) => reply.type('text/html; charset=utf-8').send(html));
  parts.serve(app);
  const url = own.listening(await app.listen({ host: config.host, port: config.port }));
  const empty = (await accounts.count()) === 0;
  const setupCode = empty ? await accounts.issueCode({ purpose: 'setup', validMs: setupValidMs }) : undefined;
  return { url, setupCode, accounts, stop: () => app.close() };
}

function accessOf(
  config: ProcessConfig,
  parts: Pick<AccessHttp, 'accounts' | 'clock' | 'cookie' | 'client'>,
): AccessHttp {
  const isHub = config.role === 'hub';
  const { role, party, name, demo } = config;
  const key = loadSigningKey(join(config.directory, 'party.key.pem'));
  return {
    ...parts,
    setupRoles: isHub ? ['operator'] : ['admin', 'analyst', 'approver', 'steward'],
    place: {
      role,
      party,
      name,
      demo,
      hubUrl: isHub ? null : new URL(config.hubUrl).origin,
      // The hub serves the public's and the firms' screens of every system.
      systems: isHub ? ['harbor', 'financing'] : config.systems,
      registrar: !isHub && config.registrar,
      fingerprint: fingerprint(key.publicKey),
      version,
    },
    demo: demo ? demoAccess(config) : undefined,
  };
}
