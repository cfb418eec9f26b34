import { syntheticUscc, systemClock } from '@finharbor/kernel';
import { defineRoute, type Endpoint, endpoint } from '@finharbor/kernel/http';
import { reportedLimits, type YuanContext, yuanRoutes } from '@finharbor/yuan';
import { type Hub, openYuan, serveHub } from '../yuan-parts/hub.ts';

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

type Parts = Hub & { readonly ctx: YuanContext };

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
  const base = await openYuan(databaseUrl);
  const hub = await serveHub(base, [doesNothing]);
  const opened = await setUp({ ...hub, ctx: base.ctx }, { residents, merchants });
  process.send!({ url: hub.url, ...opened } satisfies Served);
});
process.once('disconnect', () => process.exit(0));

const inWalletMinor = 10_000_00n;

async function setUp(
  parts: Parts,
  { residents, merchants }: Omit<Order, 'databaseUrl'>,
): Promise<Omit<Served, 'url'>> {
  const { ctx, call, signIn } = parts;
  const operator = await signIn({ login: 'operator', party: 'hub', role: 'operator' });
  const name = { en: 'Bank', zh: '银行' };
  await call('PUT /yuan/operators/bank', operator, { name, party: 'firm:bank' });
  const issued = { id: ctx.newId(), amountMinor: String(inWalletMinor * BigInt(residents)) };
  await call('POST /yuan/operators/bank/issues', operator, issued);
  const codes = await inTurns(merchants, async (no) => {
    const party = `firm:${syntheticUscc(`merchant ${no}`)}`;
    const token = await signIn({ login: `owner-${no}`, party, role: 'owner' });
    const wallet = await openWallet(parts, token);
    const shop = { en: `Shop ${no}`, zh: `店${no}` };
    await call(`PUT /wallets/${wallet}/merchant`, token, { name: shop, category: 'food' });
    return `simyuan:merchant:${wallet}`;
  });
  const payers = await inTurns(residents, async (no) => {
    const party = `person:${ctx.newId()}`;
    const token = await signIn({ login: `resident-${no}`, party, role: 'resident' });
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

async function openWallet({ ctx, call }: Parts, token: string): Promise<string> {
  const none = { parent: null, singleMinor: null, dayMinor: null };
  const opened = await call('POST /wallets', token, {
    id: ctx.newId(),
    operator: 'bank',
    label: 'W',
    ...none,
  });
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
