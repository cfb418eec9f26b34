import { after } from 'node:test';
import {
  type AccessTables,
  accessErrors,
  accessMigrations,
  accountStore,
  authenticator,
  authorize,
  governanceStore,
  nonceStore,
} from '@finharbor/access';
import { idSource, manualClock, systemRandom } from '@finharbor/kernel';
import { kernelMigrations } from '@finharbor/kernel/database';
import {
  type AuditEntry,
  commonErrors,
  errorTable,
  type HttpContext,
  httpApp,
  register,
  type TypedClient,
  typedClient,
} from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import { ledgerMigrations, openLedger, type WrittenLedger } from '@finharbor/ledger';
import type { Kysely } from 'kysely';
import pg from 'pg';
import type { LedgerContext } from './context.ts';
import { ledgerRoutes } from './contract/routes.ts';
import { ledgerErrors } from './errors.ts';
import { ledgerEndpoints } from './http.ts';
import { ledgerNameMigrations } from './migrations.ts';
import { pastOf } from './past.ts';
import { postgresBooks } from './postgres/index.ts';
import type { Tables } from './postgres/tables.ts';
import { meterOf } from './throughput.ts';

/** The ledger's routes as called by somebody who is signed in. */
export type LedgerClient = TypedClient<typeof ledgerRoutes>;

/** A process that serves the ledger, on a database of its own. */
export type TestBooks = {
  readonly clock: ReturnType<typeof manualClock>;
  /** The ledger itself, for what no route does. */
  readonly ledger: WrittenLedger;
  readonly url: string;
  /** What the audit trail was told. */
  readonly written: readonly AuditEntry[];
  /** What a request of somebody who was signed in bears. */
  readonly authorizationOf: (role: string) => string;
  /** Signs somebody in who has a role at the hub. */
  readonly as: (role: string) => Promise<LedgerClient>;
};

const password = 'correct horse battery';

/** Starts the ledger for the test file that asks. */
export async function testBooks(): Promise<TestBooks> {
  const database = await testDatabase<Tables & AccessTables>([
    kernelMigrations,
    accessMigrations,
    ledgerMigrations,
    ledgerNameMigrations,
  ]);
  after(() => database[Symbol.asyncDispose]());
  const clock = manualClock(1_795_248_000_000);
  const ledger = await openLedger({ url: database.url, clock, random: systemRandom });
  after(() => ledger[Symbol.asyncDispose]());
  const db = database.db as unknown as Kysely<AccessTables>;
  const accounts = accountStore(db, {
    clock,
    random: systemRandom,
    passwordCost: { m: 64, t: 1, p: 1 },
  });
  const past = pastOf(readersOf(database.url));
  const ctx: LedgerContext = {
    books: postgresBooks(database.db as unknown as Kysely<Tables>, { past, clock }),
    past,
    meter: meterOf(ledger, clock),
    pause: async () => clock.advance(1000),
  };
  const written: AuditEntry[] = [];
  const signedIn = new Map<string, string>();
  const context: HttpContext = {
    clock,
    errors: errorTable(commonErrors, accessErrors, ledgerErrors),
    strict: true,
    authorize,
    audit: async (entry) => void written.push(entry),
    authenticate: authenticator({
      accounts,
      governance: governanceStore(db, {
        clock,
        random: systemRandom,
        vouchedFor: async () => ({ how: 'registrar', by: 'tax', atMs: 0 }),
      }),
      clock,
      nonces: nonceStore(db),
      keyOf: async () => undefined,
      isOwnAuthority: () => false,
      cookie: { name: 'finharbor-test', isSecure: () => false, isOwnOrigin: () => false },
    }),
  };
  const app = httpApp({ context, ids: idSource(clock, systemRandom), log: { level: 'silent' } });
  register(app, ledgerEndpoints(ctx), context);
  after(() => app.close());
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    clock,
    ledger,
    url,
    written,
    authorizationOf: (role) => signedIn.get(role)!,
    async as(role) {
      const account = { login: role, name: role, password, party: 'hub', roles: [role] };
      await accounts.create(account);
      const opened = await accounts.signIn({ login: role, password });
      if (opened.kind !== 'signed_in') throw new Error(`The test cannot sign in: ${opened.kind}.`);
      const authorization = `Bearer ${opened.token}`;
      signedIn.set(role, authorization);
      return typedClient(ledgerRoutes, url, (to, init) =>
        fetch(to, { ...init, headers: { ...init.headers, authorization } }),
      );
    },
  };
}

function readersOf(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  // The database goes before its readers do.
  pool.on('error', () => {});
  after(() => pool.end());
  return pool;
}
