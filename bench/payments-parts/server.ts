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
import { idSource, syntheticUscc, systemClock, systemRandom } from '@finharbor/kernel';
import { kernelMigrations, migrate, openDatabase, postgresIdempotency } from '@finharbor/kernel/database';
import {
  commonErrors,
  defineRoute,
  type Endpoint,
  endpoint,
  errorTable,
  type HttpContext,
  httpApp,
  register,
} from '@finharbor/kernel/http';
import { ledgerMigrations, openLedger } from '@finharbor/ledger';
import {
  openTill,
  reportedLimits,
  type YuanContext,
  yuanEndpoints,
  yuanErrors,
  yuanMigrations,
  yuanRoutes,
} from '@finharbor/yuan';

/** How many of whom there are. */
export type Order = {
  readonly databaseUrl: string;
  readonly residents: number;
  readonly merchants: number;
};

/** Where the server listens, and who pays whom. */
export type Served = {
  readonly url: string;
  readonly payers: readonly { readonly token: string; readonly wallet: string }[];
  readonly codes: readonly string[];
};

type Parts = {
  readonly ctx: YuanContext;
  readonly accounts: ReturnType<typeof accountStore>;
  readonly call: (path: string, token: string, body: object) => Promise<Record<string, unknown>>;
};

/** Reads and answers what `POST /payments` does, by the same pipeline, and does nothing. */
const nothing: typeof yuanRoutes.postPayment = defineRoute({
  ...yuanRoutes.postPayment,
  path: '/nothing',
  errors: [],
});

const doesNothing: Endpoint = endpoint(nothing, async ({ body: { id } }) => ({
  status: 200,
  body: { id, isRepeated: false, atMs: systemClock.nowMs() },
}));

process.once('message', async ({ databaseUrl, residents, merchants }: Order) => {
  const db = openDatabase<unknown>(databaseUrl, { maxConnections: 12 });
  await migrate(db, [kernelMigrations, accessMigrations, ledgerMigrations, yuanMigrations]);
  const ledger = await openLedger({ url: databaseUrl, clock: systemClock, random: systemRandom });
  const ctx: YuanContext = {
    db: db as never,
    clock: systemClock,
    newId: idSource(systemClock, systemRandom),
    random: systemRandom,
    till: openTill(ledger, systemClock),
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
    // Payments come to none of these.
    evidence: { append: neverAsked },
    sealKey: systemRandom.bytes(32),
    sign: neverAsked,
    note: () => {},
    tell: neverAsked,
  };
  const { url, accounts } = await serve(ctx, db as never);
  const call: Parts['call'] = async (path, token, body) => {
    const answer = await fetch(`${url}${path}`, {
      method: /\/(merchant|bank)$/.test(path) ? 'PUT' : 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    const told = (await answer.json()) as Record<string, unknown>;
    if (!answer.ok) throw new Error(`${path}: ${JSON.stringify(told)}`);
    return told;
  };
  const opened = await setUp({ ctx, accounts, call }, { residents, merchants });
  process.send!({ url, ...opened } satisfies Served);
});
process.once('disconnect', () => process.exit(0));

/** As the hub serves it: the same accounts, governance, trail and pipeline. */
async function serve(
  ctx: YuanContext,
  db: Parameters<typeof accountStore>[0],
): Promise<{ readonly url: string; readonly accounts: Parts['accounts'] }> {
  const { clock, random } = ctx;
  // Hashing passwords is no part of what is measured.
  const accounts = accountStore(db, { clock, random, passwordCost: { m: 64, t: 1, p: 1 } });
  const context: HttpContext = {
    clock,
    errors: errorTable(commonErrors, accessErrors, yuanErrors),
    authorize,
    audit: auditTrail(db, { party: 'hub', clock, random }).record,
    idempotency: postgresIdempotency(db as never, { clock }),
    authenticate: authenticator({
      accounts,
      governance: governanceStore(db, {
        clock,
        random,
        vouchedFor: async () => ({ how: 'registrar', by: 'tax', atMs: 0 }),
      }),
      clock,
      nonces: nonceStore(db),
      keyOf: async () => undefined,
      isOwnAuthority: () => false,
      cookie: { name: 'finharbor-bench', isSecure: () => false, isOwnOrigin: () => false },
    }),
  };
  const app = httpApp({ context, ids: ctx.newId, log: { level: 'warn' } });
  register(app, [...yuanEndpoints(ctx), doesNothing], context);
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), accounts };
}

function neverAsked(): never {
  throw new Error('A payment came to what it has nothing to do with.');
}

const password = 'a kettle sings at dawn 7';
const inWalletMinor = 10_000_00n;

async function setUp(
  parts: Parts,
  { residents, merchants }: Omit<Order, 'databaseUrl'>,
): Promise<Omit<Served, 'url'>> {
  const { ctx, call } = parts;
  const operator = await signedIn(parts, { login: 'operator', party: 'hub', role: 'operator' });
  const name = { en: 'Bank', zh: '银行' };
  await call('/yuan/operators/bank', operator, { name, party: 'firm:bank' });
  const issued = { id: ctx.newId(), amountMinor: String(inWalletMinor * BigInt(residents)) };
  await call('/yuan/operators/bank/issues', operator, issued);
  const codes = await inTurns(merchants, async (no) => {
    const party = `firm:${syntheticUscc(`merchant ${no}`)}`;
    const token = await signedIn(parts, { login: `owner-${no}`, party, role: 'owner' });
    const wallet = await openWallet(parts, token);
    const shop = { en: `Shop ${no}`, zh: `店${no}` };
    await call(`/wallets/${wallet}/merchant`, token, { name: shop, category: 'food' });
    return `simyuan:merchant:${wallet}`;
  });
  const payers = await inTurns(residents, async (no) => {
    const party = `person:${ctx.newId()}`;
    const token = await signedIn(parts, { login: `resident-${no}`, party, role: 'resident' });
    const wallet = await openWallet(parts, token);
    const limits = reportedLimits.at(-1)!.tiers[4];
    const filled = await ctx.till.topUp({
      id: ctx.newId(),
      operator: 'bank',
      wallet: { wallet, limits },
      amountMinor: inWalletMinor,
    });
    if (filled.kind !== 'done') throw new Error(`A wallet was not filled: ${filled.reason}.`);
    return { token, wallet };
  });
  return { payers, codes };
}

async function signedIn(
  { accounts }: Parts,
  { login, party, role }: { readonly login: string; readonly party: string; readonly role: string },
): Promise<string> {
  await accounts.create({ login, name: login, password, party, roles: [role] });
  const opened = await accounts.signIn({ login, password });
  if (opened.kind !== 'signed_in') throw new Error(`${login} cannot sign in: ${opened.kind}.`);
  return opened.token;
}

async function openWallet({ ctx, call }: Parts, token: string): Promise<string> {
  const none = { parent: null, singleMinor: null, dayMinor: null };
  const opened = await call('/wallets', token, { id: ctx.newId(), operator: 'bank', label: 'W', ...none });
  return String(opened.number);
}

/** Some at once, in order. */
async function inTurns<T>(count: number, make: (no: number) => Promise<T>): Promise<readonly T[]> {
  const made: T[] = [];
  for (let no = 0; no < count; no += 8)
    made.push(
      ...(await Promise.all(Array.from({ length: Math.min(8, count - no) }, (_, at) => make(no + at)))),
    );
  return made;
}
