import { after } from 'node:test';
import {
  type AccessTables,
  type Account,
  type AccountStore,
  accessErrors,
  accessMigrations,
  accountStore,
  authenticator,
  authorize,
  governanceStore,
  nonceStore,
  type VouchedFor,
} from '@finharbor/access';
import { idSource, manualClock, systemRandom } from '@finharbor/kernel';
import { type Database, kernelMigrations } from '@finharbor/kernel/database';
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
import type { Kysely } from 'kysely';
import type { Send } from './channels/domain.ts';
import type { DeskContext, Tables } from './context.ts';
import { deskRoutes } from './contract/routes.ts';
import { deskErrors } from './errors.ts';
import { deskEndpoints } from './http.ts';
import { deskMigrations } from './migrations.ts';
import type { Addressee } from './notices/domain.ts';

type Client = TypedClient<typeof deskRoutes>;

/** Somebody who is signed in: the account, and the routes as called by it. */
export type Someone = { readonly account: Account; readonly client: Client };

/** A process that runs the desk, on a database of its own. */
export type TestDesk = {
  readonly ctx: DeskContext;
  readonly db: Database<Tables & AccessTables>;
  readonly clock: ReturnType<typeof manualClock>;
  readonly url: string;
  /** What the audit trail was told. */
  readonly written: readonly AuditEntry[];
  /** Makes an account and signs it in. */
  readonly someone: (party: string, ...roles: readonly string[]) => Promise<Someone>;
};

const password = 'correct horse battery';
/** Where the pages of a test's process would be. */
export const pageUrl: string = 'https://bank.example';

/** Starts the desk for the test file that asks; messages leave through `send`. */
export async function testDesk(
  send: DeskContext['channels']['send'] = {},
  privateHosts: readonly string[] = [],
): Promise<TestDesk> {
  const sources = [kernelMigrations, accessMigrations, deskMigrations];
  const database = await testDatabase<Tables & AccessTables>(sources);
  after(() => database[Symbol.asyncDispose]());
  const { db } = database;
  const clock = manualClock(1_795_248_000_000);
  const accounts = accountStore(db as unknown as Kysely<AccessTables>, {
    clock,
    random: systemRandom,
    passwordCost: { m: 64, t: 1, p: 1 },
  });
  const ctx: DeskContext = {
    db: db as unknown as Kysely<Tables>,
    clock,
    newId: idSource(clock, systemRandom),
    kinds,
    accountsOf: async (to) => (await accounts.list()).filter((one) => isTold(one, to)).map(({ id }) => id),
    channels: { send, privateHosts, key: 'a key of the test’s own', pageUrl: () => pageUrl },
  };
  const written: AuditEntry[] = [];
  const url = await serve({ ctx, accounts, db: db as unknown as Kysely<AccessTables>, written });
  let made = 0;
  return {
    ctx,
    db,
    clock,
    url,
    written,
    async someone(party, ...roles) {
      made += 1;
      return signedIn(url, accounts, { login: `person-${made}`, party, roles });
    },
  };
}

const kinds: DeskContext['kinds'] = [
  { kind: 'contract.asked', title: { en: 'A contract is asked for', zh: '合同待批准' }, roles: ['approver'] },
  { kind: 'job.ended', title: { en: 'A job has ended', zh: '任务已结束' }, roles: ['analyst'] },
];

function isTold({ id, party, roles }: Account, to: Addressee): boolean {
  return 'account' in to ? id === to.account : party === to.party && roles.includes(to.role);
}

const vouchedForAll: VouchedFor = async () => ({ how: 'registrar', by: 'tax', atMs: 0 });

type Served = {
  readonly ctx: DeskContext;
  readonly accounts: AccountStore;
  readonly db: Kysely<AccessTables>;
  readonly written: AuditEntry[];
};

async function serve({ ctx, accounts, db, written }: Served): Promise<string> {
  const { clock } = ctx;
  const context: HttpContext = {
    clock,
    errors: errorTable(commonErrors, accessErrors, deskErrors),
    strict: true,
    authorize,
    audit: async (entry) => void written.push(entry),
    authenticate: authenticator({
      accounts,
      governance: governanceStore(db, { clock, random: systemRandom, vouchedFor: vouchedForAll }),
      clock,
      nonces: nonceStore(db),
      keyOf: async () => undefined,
      isOwnAuthority: () => false,
      cookie: { name: 'finharbor-test', isSecure: () => false, isOwnOrigin: () => false },
    }),
  };
  const app = httpApp({ context, ids: ctx.newId, log: { level: 'silent' } });
  register(app, deskEndpoints(ctx), context);
  after(() => app.close());
  return app.listen({ host: '127.0.0.1', port: 0 });
}

async function signedIn(
  url: string,
  accounts: AccountStore,
  { login, party, roles }: Pick<Account, 'login' | 'party' | 'roles'>,
): Promise<Someone> {
  const account = await accounts.create({ login, name: login, password, party, roles });
  const opened = await accounts.signIn({ login, password });
  if (opened.kind !== 'signed_in') throw new Error(`The test cannot sign in: ${opened.kind}.`);
  const authorization = `Bearer ${opened.token}`;
  const client = typedClient(deskRoutes, url, (to, init) =>
    fetch(to, { ...init, headers: { ...init.headers, authorization } }),
  );
  return { account, client };
}

/** A sender that keeps what it is given, for tests of what is sent and not of how. */
export function keeping(): {
  readonly send: Send;
  readonly sent: { target: string; code?: string; id: string }[];
} {
  const sent: { target: string; code?: string; id: string }[] = [];
  return {
    sent,
    async send(target, { id, code }) {
      sent.push({ target, id, ...(code === undefined ? {} : { code }) });
    },
  };
}
