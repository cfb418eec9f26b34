import { after } from 'node:test';
import {
  fingerprint,
  generateSigningKey,
  idSource,
  manualClock,
  type SigningKey,
  systemRandom,
} from '@finharbor/kernel';
import { commonErrors, errorTable, type HttpContext, httpApp, register } from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import type { Kysely } from 'kysely';
import { accountStore } from './accounts/account-store.ts';
import type { AccountStore } from './accounts/store.ts';
import { auditEndpoints } from './audit/http.ts';
import { type AuditTrail, auditTrail } from './audit/trail.ts';
import { authenticator } from './authenticator.ts';
import type { Place } from './contract/place.ts';
import type { AccessTables } from './database.gen.ts';
import { accessErrors } from './errors.ts';
import type { Vouched } from './governance/organizations.ts';
import { type Governance, governanceStore } from './governance/store.ts';
import { governanceErrors } from './governance-errors.ts';
import { type AccessHttp, accessEndpoints } from './http.ts';
import { accessMigrations } from './migrations.ts';
import { nonceStore } from './nonces.ts';
import { outsideErrors } from './outside/errors.ts';
import type { ServedProvider } from './outside/http.ts';
import { personalErrors } from './personal/errors.ts';
import { authorize } from './policy/authorize.ts';

type Endpoints = Parameters<typeof register>[1];

/** What further endpoints of a test's server may work on. */
export type TestParts = Pick<TestServer, 'accounts' | 'clock' | 'db'>;

/** What a test's server is, besides the access engine's own routes. */
export type Served = {
  readonly place?: Partial<Place>;
  readonly demo?: AccessHttp['demo'];
  /** Outside providers, by the clock of the server. */
  readonly providers?: (clock: TestServer['clock']) => readonly ServedProvider[];
  readonly passwords?: boolean;
  readonly also?: Endpoints | ((parts: TestParts) => Endpoints);
  /** Whom somebody has vouched for. */
  readonly vouched?: ReadonlyMap<string, Vouched>;
};

/** A server of the access engine on a database of its own, for the test file that asks. */
export type TestServer = {
  readonly url: string;
  readonly db: Kysely<AccessTables>;
  readonly accounts: AccountStore;
  readonly trail: AuditTrail;
  readonly governance: Governance;
  readonly clock: ReturnType<typeof manualClock>;
  /** The key of the one party that may sign: `bank`. */
  readonly bankKey: SigningKey;
  /** Every line of its log. */
  readonly logged: readonly string[];
  /** Codes of the sign-ins through a provider that came to nothing. */
  readonly refusals: readonly string[];
};

const hub: AccessHttp['place'] = {
  role: 'hub',
  party: 'hub',
  name: { en: 'Harbor', zh: '港' },
  demo: false,
  hubUrl: null,
  systems: [],
  registrar: false,
  fingerprint: fingerprint(generateSigningKey().publicKey),
  version: '0.0.0',
};

export async function testServer(served: Served = {}): Promise<TestServer> {
  const { place = {}, demo, also = [], providers = () => [], passwords = true, vouched = new Map() } = served;
  const database = await testDatabase<AccessTables>([accessMigrations]);
  after(() => database[Symbol.asyncDispose]());
  const clock = manualClock(1_795_248_000_000);
  const random = systemRandom;
  const accounts = accountStore(database.db, { clock, random, passwordCost: { ln: 5, r: 8, p: 1 } });
  const trail = auditTrail(database.db, { party: place.party ?? hub.party, clock, random });
  const vouchedFor = async (party: string) => vouched.get(party);
  const governance = governanceStore(database.db, { clock, random, vouchedFor });
  const bankKey = generateSigningKey();
  const logged: string[] = [];
  const refusals: string[] = [];
  let authority = '';
  const cookie = {
    name: `finharbor-${place.party ?? hub.party}`,
    isSecure: () => false,
    isOwnOrigin: (origin: string) => origin === `http://${authority}`,
  };
  const context: HttpContext = {
    clock,
    errors: errorTable(commonErrors, accessErrors, governanceErrors, outsideErrors, personalErrors),
    strict: true,
    authorize,
    audit: trail.record,
    authenticate: authenticator({
      accounts,
      governance,
      clock,
      nonces: nonceStore(database.db),
      keyOf: async (party) => (party === 'bank' ? bankKey.publicKey : undefined),
      isOwnAuthority: (host) => host === authority,
      cookie,
    }),
  };
  const app = httpApp({
    context,
    ids: idSource(clock, random),
    log: { level: 'trace', stream: { write: (line: string) => void logged.push(line) } },
  });
  const setupRoles = ['operator'];
  const access = accessEndpoints({
    accounts,
    governance,
    clock,
    place: { ...hub, ...place },
    setupRoles,
    cookie,
    demo,
    outside: {
      providers: providers(clock),
      passwords,
      random,
      origin: () => `http://${authority}`,
      refused: (code) => void refusals.push(code),
    },
  });
  const further = typeof also === 'function' ? also({ accounts, clock, db: database.db }) : also;
  register(app, [...access, ...auditEndpoints(trail), ...further], context);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  authority = new URL(url).host;
  after(() => app.close());
  return { url, db: database.db, accounts, governance, trail, clock, bankKey, logged, refusals };
}
