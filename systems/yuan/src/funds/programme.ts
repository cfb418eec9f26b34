import { fail } from '@finharbor/kernel';
import { type Kysely, sql } from 'kysely';
import type { YuanContext } from '../context.ts';
import type { YuanTables } from '../database.gen.ts';
import { payersOf } from '../payments/pay.ts';
import { pursesById } from '../purses/postgres.ts';
import type { Purpose } from '../purses/purpose.ts';
import { endPurse, openPurses } from '../purses/purses.ts';
import { refused } from '../refused.ts';
import { ownWallet } from '../wallets/wallets.ts';
import { type Fund, fundArea } from './domain.ts';
import { potOf } from './ids.ts';
import { closeFund, fundsById, keepFund } from './postgres.ts';
import type { NewFund } from './routes.ts';
import type { FundView } from './views.ts';

/** Makes a programme with a purse for its money. Errors: `yuan.no_such_wallet`, `fund.bad_purpose`, `fund.bad_days`, `fund.differs`. */
export async function makeFund(ctx: YuanContext, holder: string, asked: NewFund): Promise<FundView> {
  const { db, clock } = ctx;
  const wallet = await ownWallet(ctx, holder, asked.wallet);
  const kept = (await fundsById(db, [asked.id])).get(asked.id);
  if (!kept) {
    if (asked.use === 'named' && asked.categories.length + asked.merchants.length === 0)
      fail('fund.bad_purpose', 'Name the sorts of merchants or the merchants where the money may be spent.');
    if (asked.claimUntilMs <= clock.nowMs() || asked.spendUntilMs < asked.claimUntilMs)
      fail(
        'fund.bad_days',
        'Firms have until a day to come to open a wallet, and then may still spend the money.',
      );
    await openPurses(ctx, [
      {
        id: potOf(asked.id),
        area: fundArea,
        subject: asked.id,
        owner: null,
        title: asked.title,
        purpose: null,
        returnsTo: { wallet: wallet.number },
        expiresAtMs: null,
      },
    ]);
    await keepFund(db, fundFrom(asked, clock.nowMs()));
  }
  const fund = (await fundsById(db, [asked.id])).get(asked.id)!;
  if (!isSame(fund, asked)) fail('fund.differs', 'A programme of this id is there with other facts.');
  return (await fundViews(ctx, [fund]))[0]!;
}

function fundFrom(asked: NewFund, madeAtMs: number): Omit<Fund, 'state'> {
  const { categories: _categories, merchants: _merchants, ...facts } = asked;
  return { ...facts, purpose: purposeOf(asked), madeAtMs };
}

function purposeOf({ use, categories, merchants }: NewFund): Purpose | null {
  if (use === 'free') return null;
  if (use === 'wages') return { people: true };
  return {
    ...(categories.length > 0 ? { categories } : {}),
    ...(merchants.length > 0 ? { merchants } : {}),
  };
}

function isSame(fund: Fund, asked: NewFund): boolean {
  return (
    fund.wallet === asked.wallet &&
    fund.basis === asked.basis &&
    fund.use === asked.use &&
    fund.claimUntilMs === asked.claimUntilMs &&
    fund.spendUntilMs === asked.spendUntilMs
  );
}

/** A programme. Errors: `fund.not_found`. */
export async function fundBy(db: Kysely<YuanTables>, id: string): Promise<Fund> {
  return (await fundsById(db, [id])).get(id) ?? fail('fund.not_found', 'There is no programme of this id.');
}

/** Puts money into a programme from its wallet. Errors: `fund.closed` and those of a payment. */
export async function putMoney(
  ctx: YuanContext,
  fund: Fund,
  { id, amountMinor, holder }: { readonly id: string; readonly amountMinor: bigint; readonly holder: string },
): Promise<void> {
  if (fund.state === 'closed') fail('fund.closed', 'The programme is over: make another.');
  const wallet = await ownWallet(ctx, holder, fund.wallet);
  const outcome = await ctx.till.pay({
    id,
    amountMinor,
    payers: await payersOf(ctx, wallet),
    payee: { purse: potOf(fund.id) },
  });
  if (outcome.kind === 'refused')
    await refused(ctx, { action: 'fund_money', wallet: wallet.number }, outcome.reason);
}

/** Ends a programme of which no money is out any more. Errors: `fund.still_out`. */
export async function endFund(ctx: YuanContext, fund: Fund): Promise<void> {
  const { db } = ctx;
  const out = await sql<{ out: boolean }>`select exists (
      select 1 from yuan_fund_batch b where b.fund = ${fund.id}
        and (b.state in ('checking', 'checked', 'running', 'cancelling') or exists (
          select 1 from yuan_fund_entry e where e.batch = b.id and e.state = 'waiting'))
    ) or exists (
      select 1 from yuan_purse p where p.area = ${fundArea} and p.subject = ${fund.id} and p.owner is not null
        and p.state = 'open'
    ) as out`.execute(db);
  if (out.rows[0]?.out)
    fail(
      'fund.still_out',
      'Batches are under way, or firms may still spend or claim money of it. Cancel the batches, or wait for the last day.',
    );
  await closeFund(db, fund.id);
  await endPurse(ctx, (await pursesById(db, [potOf(fund.id)])).get(potOf(fund.id))!);
}

/** Programmes as those see them who watch over them. */
export async function fundViews(
  { db, till }: Pick<YuanContext, 'db' | 'till'>,
  funds: readonly Fund[],
): Promise<readonly FundView[]> {
  if (funds.length === 0) return [];
  const ids = funds.map(({ id }) => id);
  const [pots, sums] = await Promise.all([till.purses(ids.map(potOf)), sumsOf(db, ids)]);
  return funds.map(({ purpose, ...fund }) => ({
    ...fund,
    categories: purpose?.categories ?? [],
    merchants: purpose?.merchants ?? [],
    availableMinor: pots.get(potOf(fund.id)) ?? 0n,
    paidMinor: sums.get(`${fund.id} paid`) ?? 0n,
    waitingMinor: sums.get(`${fund.id} waiting`) ?? 0n,
  }));
}

async function sumsOf(db: Kysely<YuanTables>, ids: readonly string[]): Promise<ReadonlyMap<string, bigint>> {
  const rows = await db
    .selectFrom('yuan_fund_entry as e')
    .innerJoin('yuan_fund_batch as b', 'b.id', 'e.batch')
    .select((eb) => ['b.fund', 'e.state', eb.fn.sum<string>('e.amount_minor').as('sum')])
    .where('b.fund', 'in', ids)
    .where('e.state', 'in', ['paid', 'waiting'])
    .groupBy(['b.fund', 'e.state'])
    .execute();
  return new Map(rows.map(({ fund, state, sum }) => [`${fund} ${state}`, BigInt(sum)]));
}
