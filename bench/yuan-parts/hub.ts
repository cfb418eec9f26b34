import {
  accessErrors,
  accessMigrations,
  accountStore,
  auditTrail,
  authenticator,
  authorize,
  governanceStore,
  nonceStore,
} from '@finharbor/access';
import { generateSigningKey, idSource, signBytes, systemClock, systemRandom } from '@finharbor/kernel';
import { kernelMigrations, migrate, openDatabase, postgresIdempotency } from '@finharbor/kernel/database';
import {
  commonErrors,
  type Endpoint,
  errorTable,
  type HttpContext,
  httpApp,
  register,
} from '@finharbor/kernel/http';
import { accountFilterFlags, ledgerMigrations, openLedger } from '@finharbor/ledger';
import {
  openTill,
  receiptWords,
  reportedLimits,
  type YuanContext,
  yuanEndpoints,
  yuanErrors,
  yuanMigrations,
} from '@finharbor/yuan';

const clock = systemClock;
const random = systemRandom;
const { debits, credits, reversed } = accountFilterFlags;

/** A database with the tables of the digital yuan. */
export type Base = { readonly db: Parameters<typeof accountStore>[0]; readonly ctx: YuanContext };

/**
 * The digital yuan on a database, as the hub has it but for what no benchmark comes to: nobody is asked who they are, nobody watches,
 * nobody is told. `more` takes the place of any of it.
 */
export async function openYuan(databaseUrl: string, more: Partial<YuanContext> = {}): Promise<Base> {
  const db = openDatabase<unknown>(databaseUrl, { maxConnections: 12 });
  await migrate(db, [kernelMigrations, accessMigrations, ledgerMigrations, yuanMigrations]);
  const ledger = await openLedger({ url: databaseUrl, clock, random });
  const key = generateSigningKey();
  const ctx: YuanContext = {
    db: db as never,
    clock,
    newId: idSource(clock, random),
    random,
    till: openTill(ledger, clock),
    ledger,
    past: {
      made: ledger.lookupTransfers,
      transfers: (accountId, { before, limit }) =>
        ledger.getAccountTransfers({
          accountId,
          limit,
          flags: debits | credits | reversed,
          ...(before === undefined ? {} : { timestampMax: before - 1n }),
        }),
      balance: neverAsked,
      trial: neverAsked,
      since: neverAsked,
    },
    limits: reportedLimits,
    people: { known: neverAsked, documents: async () => new Map(), identify: neverAsked },
    evidence: { append: neverAsked },
    sealKey: random.bytes(32),
    sign: (message) => ({ key: key.publicKey, signature: signBytes(key, receiptWords, message) }),
    note: (event, _facts, error) => void process.stderr.write(`${event} ${String(error)}\n`),
    tell: async () => {},
    ...more,
  };
  return { db: db as never, ctx };
}

function neverAsked(): never {
  throw new Error('A benchmark came to what it has nothing to do with.');
}

/** Calls a route and gives its answer; anything but success is a fault. */
export type Call = (asked: string, token: string, body: object) => Promise<Readonly<Record<string, unknown>>>;

/** Somebody who is to be signed in. */
export type Somebody = { readonly login: string; readonly party: string; readonly role: string };

/** A hub that serves the digital yuan. */
export type Hub = {
  readonly url: string;
  /** `POST /wallets` */
  readonly call: Call;
  /** Makes an account and gives the token of its session. */
  readonly signIn: (who: Somebody) => Promise<string>;
};

const password = 'a kettle sings at dawn 7';

/** Serves it as the hub does: the same accounts, governance, trail and pipeline; each call's session is looked up in the database. */
export async function serveHub({ db, ctx }: Base, more: readonly Endpoint[] = []): Promise<Hub> {
  // Hashing passwords is no part of what is measured.
  const accounts = accountStore(db, { clock, random, passwordCost: { m: 64, t: 1, p: 1 } });
  const governance = governanceStore(db, {
    clock,
    random,
    vouchedFor: async () => ({ how: 'registrar', by: 'tax', atMs: 0 }),
  });
  const context: HttpContext = {
    clock,
    errors: errorTable(commonErrors, accessErrors, yuanErrors),
    authorize,
    audit: auditTrail(db, { party: 'hub', clock, random }).record,
    idempotency: postgresIdempotency(db as never, { clock }),
    authenticate: authenticator({
      accounts,
      governance,
      clock,
      nonces: nonceStore(db),
      keyOf: async () => undefined,
      isOwnAuthority: () => false,
      cookie: { name: 'finharbor-bench', isSecure: () => false, isOwnOrigin: () => false },
    }),
  };
  const app = httpApp({ context, ids: ctx.newId, log: { level: 'warn' } });
  register(app, [...yuanEndpoints(ctx), ...more], context);
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    url,
    async call(asked, token, body) {
      const [method, path] = asked.split(' ') as [string, string];
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify(body),
      });
      const told = (await answer.json()) as Record<string, unknown>;
      if (!answer.ok) throw new Error(`${asked}: ${JSON.stringify(told)}`);
      return told;
    },
    async signIn({ login, party, role }) {
      await accounts.create({ login, name: login, password, party, roles: [role] });
      const opened = await accounts.signIn({ login, password });
      if (opened.kind !== 'signed_in') throw new Error(`${login} cannot sign in: ${opened.kind}.`);
      return opened.token;
    },
  };
}
