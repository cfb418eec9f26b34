import { after } from 'node:test';
import {
  type AccessTables,
  type Account,
  accessErrors,
  accessMigrations,
  accessPolicy,
  accountStore,
  authenticator,
  authorities,
  authorize,
  governanceStore,
  nonceStore,
} from '@finharbor/access';
import {
  type CasesTables,
  caseFiles,
  caseStore,
  casesMigrations,
  chinaCalendar,
  type Job,
  type Procedure,
} from '@finharbor/cases';
import { noting } from '@finharbor/cases/testing';
import {
  type Clock,
  generateSigningKey,
  idSource,
  manualClock,
  paperErrors,
  systemRandom,
} from '@finharbor/kernel';
import { type Database, kernelMigrations } from '@finharbor/kernel/database';
import {
  type AuditEntry,
  commonErrors,
  errorTable,
  type HttpContext,
  httpApp,
  openApi,
  register,
  type TypedClient,
  typedClient,
} from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import { openPress } from '@finharbor/paper';
import type { Kysely } from 'kysely';
import type { CaseworkContext, Tables } from './context.ts';
import { caseworkRoutes } from './contract/routes.ts';
import { caseworkErrors } from './errors.ts';
import { caseworkEndpoints } from './http.ts';
import { caseworkMigrations } from './migrations.ts';
import { objectedIn } from './public/objections.ts';

/** Somebody who is signed in: the account, the routes as called by it, and what its requests bear. */
export type Someone = {
  readonly account: Account;
  readonly client: TypedClient<typeof caseworkRoutes>;
  readonly authorization: string;
};

/** A process that serves cases, on a database of its own; its description is at `/openapi.json`. */
export type TestCasework = {
  readonly ctx: CaseworkContext;
  readonly db: Database<Tables & AccessTables>;
  readonly clock: ReturnType<typeof manualClock>;
  readonly url: string;
  readonly jobs: readonly Job[];
  /** What the audit trail was told. */
  readonly written: readonly AuditEntry[];
  /** Makes an account and signs it in. */
  readonly someone: (party: string, ...roles: readonly string[]) => Promise<Someone>;
};

const password = 'correct horse battery';
const passwordCost = { m: 64, t: 1, p: 1 };
const sources = [kernelMigrations, accessMigrations, casesMigrations, caseworkMigrations];
/** Clocks are moved by days here, and everybody stays signed in. */
const policy = { ...accessPolicy, sessionMs: 10 * 365 * 86_400_000, idleMs: 10 * 365 * 86_400_000 };

/**
 * Starts casework with these procedures for the test file that asks; the clock stands at noon of Monday, 2026-03-02, in Shanghai. People
 * are called by the order in which they come.
 */
export async function testCasework(
  procedures: readonly Procedure[],
  nameOf: (nth: number) => string = (nth) => `Person ${nth}`,
): Promise<TestCasework> {
  const database = await testDatabase<Tables & AccessTables>(sources);
  after(() => database[Symbol.asyncDispose]());
  const { db } = database;
  const clock = manualClock(Date.UTC(2026, 2, 2, 4));
  const access = db as unknown as Kysely<AccessTables>;
  const accounts = accountStore(access, { clock, random: systemRandom, passwordCost, policy });
  const authorityOf = authorities(access, clock);
  const jobs: Job[] = [];
  const store = noting(caseStore(db as unknown as Kysely<CasesTables>), jobs);
  const newId = idSource(clock, systemRandom);
  const press = openPress();
  after(() => press.close());
  const ctx: CaseworkContext = {
    cases: {
      ...{ store, procedures, calendar: chinaCalendar, clock, random: systemRandom, newId: () => newId() },
      isObjected: objectedIn(db as unknown as Kysely<Tables>),
    },
    files: caseFiles(db as unknown as Kysely<CasesTables>, { clock, newId: () => newId() }),
    ...{ db: db as unknown as Kysely<Tables>, accountOf: accounts.idOf },
    personOf: async (id) => {
      const found = await accounts.account(id);
      if (!found) return undefined;
      const { roles } = await authorityOf(found);
      return { account: found.id, party: found.party, roles, name: found.name };
    },
    printer: { issuer: { en: 'Harbor', zh: '金科港' }, clock, press },
    signer: { party: 'hub', key: generateSigningKey() },
  };
  const written: AuditEntry[] = [];
  const context: HttpContext = {
    clock,
    errors: errorTable(commonErrors, accessErrors, caseworkErrors, paperErrors),
    strict: true,
    authorize,
    audit: async (entry) => void written.push(entry),
    authenticate: authenticated(access, accounts, clock),
  };
  const url = await served(ctx, context);
  let made = 0;
  return {
    ...{ ctx, db, clock, url, jobs, written },
    async someone(party, ...roles) {
      made += 1;
      const login = `person-${made}`;
      const account = await accounts.create({ login, name: nameOf(made), password, party, roles });
      const opened = await accounts.signIn({ login, password });
      if (opened.kind !== 'signed_in') throw new Error(`The test cannot sign in: ${opened.kind}.`);
      const authorization = `Bearer ${opened.token}`;
      const client = typedClient(caseworkRoutes, url, (to, init) =>
        fetch(to, { ...init, headers: { ...init.headers, authorization } }),
      );
      return { account, client, authorization };
    },
  };
}

function authenticated(
  access: Kysely<AccessTables>,
  accounts: ReturnType<typeof accountStore>,
  clock: Clock,
): HttpContext['authenticate'] {
  return authenticator({
    accounts,
    governance: governanceStore(access, {
      ...{ clock, random: systemRandom },
      vouchedFor: async () => ({ how: 'registrar', by: 'tax', atMs: 0 }),
    }),
    clock,
    nonces: nonceStore(access),
    keyOf: async () => undefined,
    isOwnAuthority: () => false,
    cookie: { name: 'finharbor-test', isSecure: () => false, isOwnOrigin: () => false },
  });
}

async function served(ctx: CaseworkContext, context: HttpContext): Promise<string> {
  const app = httpApp({ context, ids: idSource(context.clock, systemRandom), log: { level: 'silent' } });
  const endpoints = caseworkEndpoints(ctx);
  register(app, endpoints, context);
  const routes = endpoints.map(({ route }) => route);
  const document = openApi({ title: 'Cases', version: '1', routes, errors: context.errors });
  app.get('/openapi.json', async () => document);
  after(() => app.close());
  return app.listen({ host: '127.0.0.1', port: 0 });
}
