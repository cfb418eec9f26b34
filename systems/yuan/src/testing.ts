import { mkdtempSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import {
  type AccessTables,
  accessErrors,
  accessMigrations,
  accessPersonalFields,
  accountStore,
  authenticator,
  authorize,
  governanceErrors,
  governanceStore,
  nonceStore,
  openKeyFile,
  type Personal,
  peopleBook,
  personalData,
  personalErrors,
  residentEndpoints,
} from '@finharbor/access';
import { createWitness, openLog, openWitnessFiles, publish } from '@finharbor/evidence';
import {
  type Clock,
  fail,
  generateSigningKey,
  idSource,
  manualClock,
  signBytes,
  systemClock,
  systemRandom,
} from '@finharbor/kernel';
import { kernelMigrations } from '@finharbor/kernel/database';
import {
  type AuditEntry,
  commonErrors,
  errorTable,
  type FetchLike,
  type HttpContext,
  httpApp,
  register,
  type TypedClient,
  typedClient,
} from '@finharbor/kernel/http';
import { testDatabase } from '@finharbor/kernel/testing';
import {
  accountFilterFlags,
  ledgerMigrations,
  mostEvents,
  openLedger,
  type Transfer,
  type TrialRow,
  transferFlags,
  type WrittenLedger,
} from '@finharbor/ledger';
import type { Kysely } from 'kysely';
import { receiptWords } from './bills/receipt.ts';
import type { EvidencePort, Told, YuanContext } from './context.ts';
import { yuanRoutes } from './contract/routes.ts';
import type { YuanTables } from './database.gen.ts';
import { yuanErrors } from './errors.ts';
import { yuanEndpoints } from './http.ts';
import { yuanMigrations } from './migrations.ts';
import { openTill } from './money/till.ts';
import { reportedLimits } from './scheme/limits.ts';

/** The scheme's routes as called by somebody who is signed in. */
export type YuanClient = TypedClient<typeof yuanRoutes>;

/** A process that serves the digital yuan, on a database of its own. */
export type TestYuan = {
  readonly clock: ReturnType<typeof manualClock>;
  readonly ctx: YuanContext;
  readonly ledger: WrittenLedger;
  readonly url: string;
  /** What the audit trail was told. */
  readonly written: readonly AuditEntry[];
  /** Every line of its log. */
  readonly logged: readonly string[];
  /** Where people's data are kept. */
  readonly personal: Personal;
  /** What people were told. */
  readonly told: readonly Told[];
  readonly newId: () => string;
  /** What a request of somebody who was signed in bears. */
  readonly authorizationOf: (login: string) => string;
  /** Signs somebody in, of a party and with a role at the hub. */
  readonly as: (who: Somebody) => Promise<YuanClient>;
  /** Signs somebody in who has an account. */
  readonly signIn: (who: Credentials) => Promise<YuanClient>;
  /** Has another process serve the same, which remembers nothing of what this one does; gives who was signed in a client of it. */
  readonly another: () => Promise<(login: string) => YuanClient>;
};
type Credentials = { readonly login: string; readonly password: string };
type Somebody = { readonly login: string; readonly party: string; readonly role: string };

const password = 'correct horse battery';
const { debits, credits, reversed } = accountFilterFlags;
const { pending, voidPendingTransfer } = transferFlags;

/** Starts the digital yuan for the test file that asks, at ten in the morning of 27 November 2026 in the city. */
export async function testYuan(): Promise<TestYuan> {
  const database = await testDatabase<YuanTables & AccessTables>([
    kernelMigrations,
    accessMigrations,
    ledgerMigrations,
    yuanMigrations,
  ]);
  after(() => database[Symbol.asyncDispose]());
  const clock = manualClock(Date.parse('2026-11-27T02:00:00Z'));
  const ledger = await openLedger({ url: database.url, clock, random: systemRandom });
  after(() => ledger[Symbol.asyncDispose]());
  const personal = personalOn(database.db as unknown as Kysely<AccessTables>, clock);
  const told: Told[] = [];
  const db = database.db as unknown as Kysely<YuanTables>;
  const ctx = await contextOn({ db, clock, ledger, personal, told });
  const written: AuditEntry[] = [];
  const logged: string[] = [];
  const { url, accounts } = await serve({ ctx, personal, written, logged });
  const signedIn = new Map<string, string>();
  const signInAs = signerIn({ accounts, url, signedIn });
  const as = async ({ login, party, role }: Somebody): Promise<YuanClient> => {
    await accounts.create({ login, name: login, password, party, roles: [role] });
    return signInAs({ login, password });
  };
  return {
    clock,
    ctx,
    ledger,
    url,
    written,
    logged,
    personal,
    told,
    newId: () => ctx.newId(),
    authorizationOf: (login) => signedIn.get(login)!,
    as,
    signIn: signInAs,
    async another() {
      const other = { ...ctx, till: openTill(ledger, clock) };
      const served = await serve({ ctx: other, personal, written, logged });
      return (login) =>
        typedClient(yuanRoutes, served.url, (to, init) =>
          fetch(to, { ...init, headers: { ...init.headers, authorization: signedIn.get(login)! } }),
        );
    },
  };
}

type Under = Pick<YuanContext, 'db' | 'clock'> & {
  readonly ledger: WrittenLedger;
  readonly personal: Personal;
  readonly told: Told[];
};

/** What the scheme works with, all of it real but for what people are told, which is kept. */
async function contextOn({ db, clock, ledger, personal, told }: Under): Promise<YuanContext> {
  const key = generateSigningKey();
  return {
    db,
    clock,
    newId: idSource(clock, systemRandom),
    random: systemRandom,
    till: openTill(ledger, clock),
    ledger,
    past: {
      balance: async (account, atNs) => postedUntil(ledger, account, atNs),
      made: ledger.lookupTransfers,
      trial: () => trialOf(ledger),
      since: (code, { sinceNs, limit }) => ledger.queryTransfers({ code, timestampMin: sinceNs, limit }),
      transfers: (accountId, { before, limit }): Promise<readonly Transfer[]> =>
        ledger.getAccountTransfers({
          accountId,
          limit,
          flags: debits | credits | reversed,
          ...(before === undefined ? {} : { timestampMax: before - 1n }),
        }),
    },
    limits: reportedLimits,
    people: peopleBook(personal),
    evidence: await testEvidence(),
    sealKey: systemRandom.bytes(32),
    sign: (message) => ({ key: key.publicKey, signature: signBytes(key, receiptWords, message) }),
    note: () => {},
    tell: async (one) => void told.push(one),
  };
}

type SigningIn = {
  readonly accounts: ReturnType<typeof accountStore>;
  readonly url: string;
  /** What a request of each login bears. */
  readonly signedIn: Map<string, string>;
};

/** Signs people in, and in again where their session or proof has become too old. */
function signerIn({ accounts, url, signedIn }: SigningIn): TestYuan['signIn'] {
  return async ({ login, password: given }) => {
    const signIn = async (): Promise<string> => {
      const opened = await accounts.signIn({ login, password: given });
      if (opened.kind !== 'signed_in') throw new Error(`The test cannot sign in: ${opened.kind}.`);
      return `Bearer ${opened.token}`;
    };
    signedIn.set(login, await signIn());
    const send: FetchLike = (to, init) =>
      fetch(to, { ...init, headers: { ...init.headers, authorization: signedIn.get(login)! } });
    return typedClient(yuanRoutes, url, async (to, init) => {
      const answer = await send(to, init);
      // Tests let weeks go by.
      const isStale =
        answer.status === 403 && (await answer.clone().text()).includes('access.step_up_required');
      if (answer.status !== 401 && !isStale) return answer;
      signedIn.set(login, await signIn());
      return send(to, init);
    });
  };
}

/** Personal data of a test's database, its keys in a directory of the test's own. */
function personalOn(db: Kysely<AccessTables>, clock: Clock): Personal {
  const home = mkdtempSync(join(tmpdir(), 'finharbor-yuan-'));
  after(() => rmSync(home, { recursive: true, force: true }));
  const newId = idSource(clock, systemRandom);
  const sealing = { algorithm: 'aes-256-gcm', random: systemRandom, newId } as const;
  const keyStore = openKeyFile({ path: join(home, 'keys.json'), ...sealing });
  const signer = { party: 'hub', key: generateSigningKey() };
  return personalData(db, { keyStore, clock, fields: accessPersonalFields, signer, ...sealing });
}

/** The trial balance by adding up every account, which is not how the server's does it. */
async function trialOf(ledger: WrittenLedger): Promise<readonly TrialRow[]> {
  const accounts = await ledger.queryAccounts({ limit: 8_190 });
  return accounts.map(({ ledger: unit, code, ...sums }) => ({ ledger: unit, code, ...sums }));
}

/** What transfers up to a moment come to. */
async function postedUntil(ledger: WrittenLedger, accountId: bigint, timestampMax: bigint): Promise<bigint> {
  const filter = { accountId, timestampMax, limit: mostEvents, flags: debits | credits };
  const rows = await ledger.getAccountTransfers(filter);
  return rows
    .filter(({ flags }) => (flags & (pending | voidPendingTransfer)) === 0)
    .reduce(
      (sum, { creditAccountId, amount }) => sum + (creditAccountId === accountId ? amount : -amount),
      0n,
    );
}

type Serving = {
  readonly ctx: YuanContext;
  readonly personal: Personal;
  readonly written: AuditEntry[];
  readonly logged: string[];
};

async function serve({
  ctx,
  personal,
  written,
  logged,
}: Serving): Promise<{ readonly url: string; readonly accounts: ReturnType<typeof accountStore> }> {
  const { clock } = ctx;
  const { db } = personal;
  const accounts = accountStore(db, {
    clock,
    random: systemRandom,
    passwordCost: { m: 64, t: 1, p: 1 },
  });
  const context: HttpContext = {
    clock,
    errors: errorTable(commonErrors, accessErrors, personalErrors, governanceErrors, yuanErrors),
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
  const app = httpApp({
    context,
    ids: idSource(clock, systemRandom),
    log: { level: 'trace', stream: { write: (line: string) => void logged.push(line) } },
  });
  register(app, [...yuanEndpoints(ctx), ...residentEndpoints({ accounts, personal, isOn: true })], context);
  after(() => app.close());
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), accounts };
}

/** A log of this test's own with one witness that co-signs it. */
async function testEvidence(): Promise<EvidencePort> {
  const folder = await mkdtemp(join(tmpdir(), 'yuan-log-'));
  after(() => rm(folder, { recursive: true, force: true }));
  const log = await openLog({
    directory: join(folder, 'log'),
    origin: 'example.com/log',
    key: generateSigningKey(),
  });
  const store = await openWitnessFiles(join(folder, 'witness'));
  const witness = await createWitness({
    name: 'example.com/witness',
    key: generateSigningKey(),
    store,
    clock: systemClock,
    logKeys: [log.verifierKey],
  });
  after(async () => {
    await log.close();
    store.close();
  });
  return {
    async append(key, data) {
      const [appended] = await log.append([{ data, key }]);
      await publish(log, {
        witnessKeys: [witness.verifierKey],
        quorum: 1,
        ask: (_name, body) => witness.addCheckpoint(body),
      });
      const receipt = await log.receipt(appended!.index);
      if (appended!.kind === 'key_conflict' || receipt.kind === 'not_published')
        fail('log.no_quorum', 'The entry is not co-signed.');
      return { index: appended!.index, proof: receipt.proof };
    },
  };
}
