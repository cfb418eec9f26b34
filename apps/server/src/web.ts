import { join } from 'node:path';
import {
  type AccessHttp,
  type AccountStore,
  type AuditTrail,
  accessEndpoints,
  accessErrors,
  accountStore,
  auditEndpoints,
  auditTrail,
  authenticator,
  authorize,
  getPolicy,
  governanceErrors,
  governanceStore,
  nonceStore,
  outsideErrors,
  personalErrors,
  policyOf,
  rolesAt,
  type SessionCookie,
  type VouchedFor,
} from '@finharbor/access';
import { type Clock, fingerprint, idSource, type PublicKey, systemRandom } from '@finharbor/kernel';
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
  openApi,
  type Route,
  register,
} from '@finharbor/kernel/http';
import type { FastifyInstance } from 'fastify';
import { type Kysely, sql } from 'kysely';
import type { DestinationStream } from 'pino';
import type { ProcessConfig } from './config.ts';
import { type ServerTables, tablesOf } from './database.ts';
import { demoAccess } from './demo/people.ts';
import { loadSigningKey } from './files.ts';
import { servePersonal } from './personal.ts';
import { providersOf } from './sign-in.ts';
import { signInSettings } from './sign-in-limits.ts';
import { version } from './version.ts';

const setupValidMs = 24 * 3_600_000;

/** A running process of the harbor. */
export type Running = {
  readonly url: string;
  readonly publicKey: PublicKey;
  /** Where no account exists yet: the one-time code the first one is made with. */
  readonly setupCode: string | undefined;
  readonly accounts: AccountStore;
  readonly trail: AuditTrail;
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
  /** Whom this process knows to be vouched for. */
  readonly vouchedFor: VouchedFor;
  readonly title: { readonly en: string; readonly zh: string };
  /** Routes that are no API of ours: pages, and protocols with answers of their own. */
  readonly serve: (app: FastifyInstance) => void;
  readonly checks: HealthChecks;
};

/** Serves a process's systems with sign-in, health, /openapi.json and its readable page /api. */
export async function startWeb(parts: WebParts): Promise<Omit<Running, 'publicKey'>> {
  const { config, db, clock, logger } = parts;
  const settings = { clock, random: systemRandom, ...signInSettings(config) };
  const accounts = accountStore(tablesOf(db), settings);
  const { vouchedFor } = parts;
  const governance = governanceStore(tablesOf(db), { ...settings, vouchedFor });
  const trail = auditTrail(tablesOf(db), { party: config.party, clock, random: systemRandom });
  const own = ownAddress(config);
  const personal = servePersonal({ config, db, clock, accounts });
  const errors = errorTable(
    commonErrors,
    accessErrors,
    governanceErrors,
    outsideErrors,
    personalErrors,
    ...parts.systems.flatMap((system) => system.errors),
  );
  const context: HttpContext = {
    clock,
    errors,
    authenticate: authenticator({
      accounts,
      governance,
      keyOf: parts.keyOf,
      nonces: nonceStore(tablesOf(db)),
      clock,
      isOwnAuthority: own.isAuthority,
      cookie: own.cookie,
    }),
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
  const routes = (): readonly Route[] => endpoints.map(({ route }) => route);
  const endpoints: readonly Endpoint[] = [
    endpoint(getPolicy, async () => ({ status: 200, body: policyOf(routes()) })),
    ...auditEndpoints(trail),
    ...accessEndpoints(
      accessOf(config, {
        accounts,
        governance,
        clock,
        cookie: own.cookie,
        outside: outsideOf(parts, app, own),
      }),
    ),
    ...personal.endpoints,
    ...parts.systems.flatMap((system) => system.endpoints),
    ...healthEndpoints({
      database: async () => void (await sql`select 1`.execute(db)),
      ...parts.checks,
    }),
  ];
  register(app, endpoints, context);
  const document = openApi({ title: parts.title.en, version, routes: routes(), errors });
  const html = apiPage(document);
  app.get('/openapi.json', async () => document);
  app.get('/api', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('content-security-policy', apiPagePolicy()).send(html),
  );
  app.addHook('onRequest', async (_request, reply) => {
    if (own.cookie.isSecure())
      reply.header('strict-transport-security', 'max-age=31536000; includeSubDomains');
  });
  parts.serve(app);
  const url = own.listening(await app.listen({ host: config.host, port: config.port }));
  const stopSweeping = personal.startSweeping(app.log);
  const empty = config.signIn?.passwords !== false && (await accounts.count()) === 0;
  const setupCode = empty ? await accounts.issueCode({ purpose: 'setup', validMs: setupValidMs }) : undefined;
  const stop = async (): Promise<void> => {
    await stopSweeping();
    await app.close();
  };
  return { url, setupCode, accounts, trail, stop };
}

function outsideOf(
  { config, clock }: WebParts,
  app: FastifyInstance,
  own: OwnAddress,
): AccessHttp['outside'] {
  return {
    providers: providersOf(config, clock),
    passwords: config.signIn?.passwords ?? true,
    random: systemRandom,
    origin: own.origin,
    refused: (code, err) => app.log.warn({ code, err }, 'sign-in through a provider came to nothing'),
  };
}

type OwnAddress = {
  /** Known once it listens. */
  readonly origin: () => string;
  readonly isAuthority: (authority: string) => boolean;
  readonly cookie: SessionCookie;
  /** Told where the process listens, gives the address others reach it by. */
  readonly listening: (url: string) => string;
};

/** What the process is reached under: the configured address, or the one it listens on, known once it does. */
function ownAddress({ publicUrl, party }: ProcessConfig): OwnAddress {
  let own = publicUrl === undefined ? undefined : new URL(publicUrl);
  return {
    origin: () => own?.origin ?? '',
    isAuthority: (authority) => authority === own?.host,
    cookie: {
      name: `finharbor-${party}`,
      isSecure: () => own?.protocol === 'https:',
      // A person on this machine may have typed either name of it.
      isOwnOrigin: (origin) =>
        own !== undefined &&
        (origin === own.origin ||
          (own.hostname === '127.0.0.1' && origin === own.origin.replace('127.0.0.1', 'localhost'))),
    },
    listening(url) {
      own ??= new URL(url);
      return own.origin;
    },
  };
}

function accessOf(
  config: ProcessConfig,
  parts: Pick<AccessHttp, 'accounts' | 'governance' | 'clock' | 'cookie' | 'outside'>,
): AccessHttp {
  const isHub = config.role === 'hub';
  const { role, party, name, demo } = config;
  const key = loadSigningKey(join(config.directory, 'party.key.pem'));
  return {
    ...parts,
    setupRoles: isHub ? ['operator', 'auditor'] : rolesAt.node,
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
