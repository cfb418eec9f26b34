import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import {
  type Clock,
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
import { type AccessPolicy, type AccountStore, accessPolicy } from './accounts/store.ts';
import { auditEndpoints } from './audit/http.ts';
import { type AuditTrail, auditTrail } from './audit/trail.ts';
import { authenticator } from './authenticator.ts';
import type { Place } from './contract/place.ts';
import type { AccessTables } from './database.gen.ts';
import { accessErrors } from './errors.ts';
import { factorErrors } from './factors/errors.ts';
import type { Site } from './factors/forms.ts';
import { type Governance, governanceStore } from './governance/store.ts';
import type { Vouched } from './governance/verification.ts';
import { governanceErrors } from './governance-errors.ts';
import { type AccessHttp, accessEndpoints } from './http.ts';
import { accessMigrations } from './migrations.ts';
import { nonceStore } from './nonces.ts';
import { outsideErrors } from './outside/errors.ts';
import type { OutsideHttp, ServedProvider } from './outside/http.ts';
import { personalErrors } from './personal/errors.ts';
import { authorize } from './policy/authorize.ts';
import { openKeyFile } from './sealing/key-file.ts';
import { type Sealer, sealerOn } from './sealing/sealer.ts';

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
  readonly policy?: Partial<AccessPolicy>;
  readonly site?: () => Site | undefined;
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

/** The site that the test's passkeys are bound to. */
export const testSite: Site = {
  id: 'harbor.example',
  name: 'Harbor',
  origins: ['https://harbor.example'],
};

export async function testServer(served: Served = {}): Promise<TestServer> {
  const { place = {}, demo, also = [], providers = () => [], passwords = true } = served;
  const database = await testDatabase<AccessTables>([accessMigrations]);
  after(() => database[Symbol.asyncDispose]());
  const clock = manualClock(1_795_248_000_000);
  const { accounts, governance, trail } = stores(database.db, clock, served);
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
    errors,
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
    ids: idSource(clock, systemRandom),
    log: { level: 'trace', stream: { write: (line: string) => void logged.push(line) } },
  });
  const access = accessEndpoints({
    accounts,
    governance,
    clock,
    place: { ...hub, ...place },
    setupRoles: ['operator'],
    cookie,
    demo,
    outside: outsideOf({
      providers: providers(clock),
      passwords,
      registration: false,
      refusals,
      origin: () => `http://${authority}`,
    }),
  });
  const further = typeof also === 'function' ? also({ accounts, clock, db: database.db }) : also;
  register(app, [...access, ...auditEndpoints(trail), ...further], context);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  authority = new URL(url).host;
  after(() => app.close());
  return { url, db: database.db, accounts, governance, trail, clock, bankKey, logged, refusals };
}

function outsideOf({
  refusals,
  ...outside
}: Pick<OutsideHttp, 'providers' | 'passwords' | 'registration' | 'origin'> & {
  refusals: string[];
}): OutsideHttp {
  return { ...outside, random: systemRandom, refused: (code) => void refusals.push(code) };
}

const errors = errorTable(
  commonErrors,
  accessErrors,
  factorErrors,
  governanceErrors,
  outsideErrors,
  personalErrors,
);

type Stores = Pick<TestServer, 'accounts' | 'governance' | 'trail'>;

function stores(db: Kysely<AccessTables>, clock: Clock, served: Served): Stores {
  const { place = {}, vouched = new Map(), policy = {}, site = () => testSite } = served;
  const parts = { clock, random: systemRandom };
  return {
    accounts: accountStore(db, {
      ...parts,
      passwordCost: { m: 64, t: 1, p: 1 },
      policy: { ...accessPolicy, ...policy },
      sealer: testSealer(db, clock),
      site,
    }),
    governance: governanceStore(db, { ...parts, vouchedFor: async (party) => vouched.get(party) }),
    trail: auditTrail(db, { party: place.party ?? hub.party, ...parts }),
  };
}

/** A sealer whose master key lies in a folder of the test file. */
function testSealer(db: Kysely<AccessTables>, clock: Clock): Sealer {
  const directory = mkdtempSync(join(tmpdir(), 'finharbor-access-'));
  after(() => rmSync(directory, { recursive: true }));
  const sealing = {
    algorithm: 'aes-256-gcm',
    random: systemRandom,
    newId: idSource(clock, systemRandom),
  } as const;
  const keyStore = openKeyFile({ path: join(directory, 'keys.json'), ...sealing });
  return sealerOn(db, { keyStore, clock, ...sealing });
}
