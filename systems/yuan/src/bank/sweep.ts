import type { Kysely } from 'kysely';
import type { YuanContext } from '../context.ts';
import type { YuanTables } from '../database.gen.ts';
import { derivedId } from '../money/ids.ts';
import { dayOf, schemeZone } from '../scheme/limits.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import { withEach } from './each.ts';
import { goOn } from './exchange.ts';
import { exchangeById, keepExchange, linksOf } from './postgres.ts';

type Db = Kysely<YuanTables>;
type Sweeping = Pick<YuanContext, 'db' | 'clock' | 'till' | 'ledger' | 'limits' | 'past'>;

/** A merchant's wish that its money goes to its bank by itself: each day at an hour of the city, or whenever there is so much. */
export type Sweep = {
  readonly account: string;
  readonly atHour: number | null;
  readonly aboveMinor: bigint | null;
};

/** Keeps a wallet's wish; null ends it. An hour that is over today counts from tomorrow on. */
export async function keepSweep(
  { db, clock }: Pick<Sweeping, 'db' | 'clock'>,
  wallet: string,
  sweep: Sweep | null,
): Promise<void> {
  if (sweep === null) {
    await db.deleteFrom('yuan_sweep').where('wallet', '=', wallet).execute();
    return;
  }
  const { day, hour } = cityNow(clock.nowMs());
  const facts = {
    account: sweep.account,
    at_hour: sweep.atHour,
    above_minor: sweep.aboveMinor,
    swept_day: sweep.atHour !== null && sweep.atHour <= hour ? day : '',
    set_at_ms: BigInt(clock.nowMs()),
  };
  await db
    .insertInto('yuan_sweep')
    .values({ wallet, ...facts })
    .onConflict((conflict) => conflict.column('wallet').doUpdateSet(facts))
    .execute();
}

export async function sweepOf(db: Db, wallet: string): Promise<Sweep | null> {
  const row = await db.selectFrom('yuan_sweep').selectAll().where('wallet', '=', wallet).executeTakeFirst();
  return row ? { account: row.account, atHour: row.at_hour, aboveMinor: row.above_minor } : null;
}

const atOnce = 200;

/**
 * Sends merchants' money to their banks where it is due. The day's redemption has a number that follows from wallet and day, so there is
 * one of it, whoever is stopped and however many do this.
 */
export async function sweepAll(ctx: Sweeping): Promise<void> {
  const { db, clock } = ctx;
  const { day, hour } = cityNow(clock.nowMs());
  const byHour = await db
    .selectFrom('yuan_sweep')
    .selectAll()
    .where('at_hour', '<=', hour)
    .where('swept_day', '<', day)
    .limit(atOnce)
    .execute();
  await withEach(byHour, async ({ wallet, account }) => {
    await sweepOne(ctx, { id: derivedId('sweep', wallet, day), wallet, account, leastMinor: 1n });
    await db.updateTable('yuan_sweep').set({ swept_day: day }).where('wallet', '=', wallet).execute();
  });
  const byAmount = await db
    .selectFrom('yuan_sweep')
    .selectAll()
    .where('above_minor', 'is not', null)
    .execute();
  await withEach(byAmount, async ({ wallet, account, above_minor: leastMinor }) =>
    sweepOne(ctx, { id: await nextId(db, wallet), wallet, account, leastMinor: leastMinor! }),
  );
}

type Due = {
  /** Undefined where an earlier one is not set aside yet. */
  readonly id: string | undefined;
  readonly wallet: string;
  readonly account: string;
  readonly leastMinor: bigint;
};

async function sweepOne(ctx: Sweeping, { id, wallet: number, account, leastMinor }: Due): Promise<void> {
  const { db, clock, till } = ctx;
  const wallet = (await walletsByNumber(db, [number])).get(number);
  const isLinked = (await linksOf(db, number)).some((link) => link.account === account);
  if (id === undefined || wallet?.state !== 'open' || !isLinked) return;
  const amountMinor = (await till.balance(number))?.availableMinor ?? 0n;
  if (amountMinor >= leastMinor)
    await keepExchange(db, {
      ...{ id, kind: 'redemption', wallet: number, operator: wallet.operator, account, amountMinor },
      ...{ cause: 'sweep', askedAtMs: clock.nowMs() },
    });
  const exchange = await exchangeById(db, id);
  if (exchange) await goOn(ctx, exchange);
}

/** Sweeps above an amount are numbered one after the other. */
async function nextId(db: Db, wallet: string): Promise<string | undefined> {
  const { made, waiting } = await db
    .selectFrom('yuan_exchange')
    .select((eb) => [
      eb.fn.countAll<bigint>().as('made'),
      eb.fn.countAll<bigint>().filterWhere('state', '=', 'asked').as('waiting'),
    ])
    .where('wallet', '=', wallet)
    .where('cause', '=', 'sweep')
    .executeTakeFirstOrThrow();
  return Number(waiting) > 0 ? undefined : derivedId('sweep above', wallet, `${made}`);
}

function cityNow(atMs: number): { readonly day: string; readonly hour: number } {
  const { hour } = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(schemeZone);
  return { day: dayOf(atMs), hour };
}
