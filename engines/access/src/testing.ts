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
import { type AccessPolicy, type AccountStore, accessPolicy } from './accounts/store.ts';
import { authenticator } from './authenticator.ts';
import { clients } from './client.ts';
import type { Place } from './contract/place.ts';
import type { AccessTables } from './database.gen.ts';
import { accessErrors } from './errors.ts';
import { factorErrors } from './factors/errors.ts';
import type { Site } from './factors/forms.ts';
import { aesGcmSealer } from './factors/sealer.ts';
import { type AccessHttp, accessEndpoints } from './http.ts';
import { accessMigrations } from './migrations.ts';
import { nonceStore } from './nonces.ts';

type Endpoints = Parameters<typeof register>[1];

/** What a test's server is, besides the access engine's own routes. */
export type Served = {
  readonly place?: Partial<Place>;
  readonly demo?: AccessHttp['demo'];
  readonly also?: Endpoints;
  readonly policy?: Partial<AccessPolicy>;
  readonly site?: () => Site | undefined;
};

/** A server of the access engine on a database of its own, for the test file that asks. */
export type TestServer = {
  readonly url: string;
  readonly accounts: AccountStore;
  readonly db: Kysely<AccessTables>;
  readonly clock: ReturnType<typeof manualClock>;
  /** The key of the one party that may sign: `bank`. */
  readonly bankKey: SigningKey;
  /** Every line of its log. */
  readonly logged: readonly string[];
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

export async function testServer({
  place = {},
  demo,
  also = [],
  policy = {},
  site = () => testSite,
}: Served = {}): Promise<TestServer> {
  const database = await testDatabase<AccessTables>([accessMigrations]);
  after(() => database[Symbol.asyncDispose]());
  const clock = manualClock(1_795_248_000_000);
  const random = systemRandom;
  const { hook, current: client } = clients([]);
  const accounts = accountStore(database.db, {
    clock,
    random,
    passwordCost: { ln: 5, r: 8, p: 1 },
    policy: { ...accessPolicy, ...policy },
    sealer: aesGcmSealer(random.bytes(32), random),
    site,
  });
  const bankKey = generateSigningKey();
  const logged: string[] = [];
  let authority = '';
  const cookie = {
    name: `finharbor-${place.party ?? hub.party}`,
    isSecure: () => false,
    isOwnOrigin: (origin: string) => origin === `http://${authority}`,
  };
  const context: HttpContext = {
    clock,
    errors: errorTable(commonErrors, accessErrors, factorErrors),
    strict: true,
    authenticate: authenticator({
      accounts,
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
  app.addHook('onRequest', hook);
  const access = accessEndpoints({
    accounts,
    clock,
    place: { ...hub, ...place },
    setupRoles,
    cookie,
    client,
    demo,
  });
  register(app, [...access, ...also], context);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  authority = new URL(url).host;
  after(() => app.close());
  return { url, accounts, db: database.db, clock, bankKey, logged };
}
