import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type AccessTables,
  accessErrors,
  accessMigrations,
  accountStore,
  auditTrail,
  authenticator,
  authorize,
  governanceStore,
  nonceStore,
} from '@finharbor/access';
import { createWitness, openLog, openWitnessFiles, publish } from '@finharbor/evidence';
import { generateSigningKey, idSource, signBytes, systemClock, systemRandom } from '@finharbor/kernel';
import { kernelMigrations, migrate, openDatabase, postgresIdempotency } from '@finharbor/kernel/database';
import { commonErrors, errorTable, type HttpContext, httpApp, register } from '@finharbor/kernel/http';
import { ledgerMigrations, openLedger } from '@finharbor/ledger';
import {
  keepRunning,
  openTill,
  receiptWords,
  reportedLimits,
  type YuanContext,
  type YuanTables,
  yuanEndpoints,
  yuanErrors,
  yuanMigrations,
} from '@finharbor/yuan';
import { type Minted, mintPeople } from './mint.ts';

/** How many people and packets there are, and for how long they come. */
export type Order = {
  readonly databaseUrl: string;
  readonly people: number;
  readonly packets: number;
  readonly seconds: number;
};

/** Where the server listens, who comes, and when it opens. */
export type Served = {
  readonly url: string;
  readonly campaign: string;
  readonly opensAtMs: number;
  readonly people: readonly Minted[];
};

const amountMinor = 1_00n;
const clock = systemClock;
const key = generateSigningKey();
const random = systemRandom;

process.once('message', async ({ databaseUrl, people, packets, seconds }: Order) => {
  const db = openDatabase<YuanTables & AccessTables>(databaseUrl, { maxConnections: 12 });
  await migrate(db as never, [kernelMigrations, accessMigrations, ledgerMigrations, yuanMigrations]);
  const ledger = await openLedger({ url: databaseUrl, clock, random });
  const ctx: YuanContext = {
    db: db as never,
    clock,
    newId: idSource(clock, random),
    random,
    till: openTill(ledger, clock),
    ledger,
    past: {
      made: ledger.lookupTransfers,
      transfers: async () => [],
      balance: async () => 0n,
      // Nobody watches, and nobody is asked who they are.
      trial: async () => [],
      since: async () => [],
    },
    limits: reportedLimits,
    people: { known: async () => undefined, identify: async () => 'no_document' },
    evidence: await openEvidence(),
    sealKey: random.bytes(32),
    sign: (message) => ({ key: key.publicKey, signature: signBytes(key, receiptWords, message) }),
    note: (event, _facts, error) => process.stderr.write(`${event} ${String(error)}\n`),
    tell: async () => {},
  };
  const { url, accounts } = await serve(ctx, db as never);
  const call = async (path: string, token: string, body: object): Promise<Record<string, unknown>> => {
    const answer = await fetch(`${url}${path}`, {
      method: /operators\/[a-z]+$/.test(path) ? 'PUT' : 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    const told = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(told)}`);
    return told;
  };
  const signedIn = async (role: string): Promise<string> => {
    await accounts.create({ login: role, name: role, password, party: 'hub', roles: [role] });
    const opened = await accounts.signIn({ login: role, password });
    if (opened.kind !== 'signed_in') throw new Error(`${role} cannot sign in: ${opened.kind}.`);
    return opened.token;
  };
  const wallet = await fund(
    ctx,
    { call, operator: await signedIn('operator'), bureau: await signedIn('bureau') },
    packets,
  );
  const minted = await mintPeople(db, people, clock.nowMs());
  const campaign = ctx.newId();
  const opensAtMs = clock.nowMs() + 5_000;
  const closesAtMs = opensAtMs + (seconds + 4) * 1_000;
  await call(
    '/campaigns',
    wallet.token,
    campaignOf({ id: campaign, wallet: wallet.number, packets }, { opensAtMs, closesAtMs }),
  );
  void keepRunning(ctx, new AbortController().signal);
  process.send!({ url, campaign, opensAtMs, people: minted } satisfies Served);
});
process.once('disconnect', () => process.exit(0));

const password = 'a kettle sings at dawn 7';
const name = { en: 'A', zh: '甲' };

type Office = {
  readonly call: (path: string, token: string, body: object) => Promise<Record<string, unknown>>;
  readonly operator: string;
  readonly bureau: string;
};

/** A bank, and the bureau's wallet with the money. */
async function fund(
  ctx: YuanContext,
  { call, operator, bureau }: Office,
  packets: number,
): Promise<{ readonly number: string; readonly token: string }> {
  const budget = amountMinor * BigInt(packets);
  await call('/yuan/operators/bank', operator, { name, party: 'firm:bank' });
  await call('/yuan/operators/bank/issues', operator, { id: ctx.newId(), amountMinor: String(budget) });
  const none = { parent: null, singleMinor: null, dayMinor: null };
  const opened = await call('/wallets', bureau, { id: ctx.newId(), operator: 'bank', label: 'W', ...none });
  const number = String(opened.number);
  const limits = { singleMinor: null, dayMinor: null, yearMinor: null, balanceMinor: null };
  const done = await ctx.till.topUp({
    id: ctx.newId(),
    operator: 'bank',
    wallet: { wallet: number, limits },
    amountMinor: budget,
  });
  if (done.kind !== 'done') throw new Error(`The bureau's wallet was not filled: ${done.reason}.`);
  return { number, token: bureau };
}

type Times = { readonly opensAtMs: number; readonly closesAtMs: number };

function campaignOf(
  { id, wallet, packets }: { readonly id: string; readonly wallet: string; readonly packets: number },
  { opensAtMs, closesAtMs }: Times,
): object {
  const text = (atMs: number): string => new Date(atMs).toISOString();
  const districts = ['luohu', 'futian'].map((district) => ({ district, name, count: packets / 2 }));
  return {
    id,
    wallet,
    title: name,
    about: name,
    opensAtMs: text(opensAtMs),
    closesAtMs: text(closesAtMs),
    packetsUntilMs: text(closesAtMs + 3_600_000),
    terms: {
      kind: 'rush',
      prizes: [{ amountMinor: String(amountMinor), count: packets }],
      quotas: districts,
      purpose: { categories: ['food'] },
    },
  };
}

/** As the hub serves it: the same accounts, governance, trail and pipeline; whether a session holds is asked of the database each time. */
async function serve(
  ctx: YuanContext,
  db: Parameters<typeof accountStore>[0],
): Promise<{ readonly url: string; readonly accounts: ReturnType<typeof accountStore> }> {
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
  register(app, yuanEndpoints(ctx), context);
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), accounts };
}

/** A log with one witness that co-signs it. */
async function openEvidence(): Promise<YuanContext['evidence']> {
  const folder = await mkdtemp(join(tmpdir(), 'finharbor-bench-'));
  const log = await openLog({
    directory: join(folder, 'log'),
    origin: 'bench/log',
    key: generateSigningKey(),
  });
  const witness = await createWitness({
    name: 'bench/witness',
    key: generateSigningKey(),
    store: await openWitnessFiles(join(folder, 'witness')),
    clock,
    logKeys: [log.verifierKey],
  });
  return {
    async append(key, data) {
      const [appended] = await log.append([{ data, key }]);
      const ask = (_name: string, body: string) => witness.addCheckpoint(body);
      await publish(log, { witnessKeys: [witness.verifierKey], quorum: 1, ask });
      const receipt = await log.receipt(appended!.index);
      if (receipt.kind === 'not_published') throw new Error('The list was not co-signed.');
      return { index: appended!.index, proof: receipt.proof };
    },
  };
}
