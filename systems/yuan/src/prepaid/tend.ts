import type { Kysely } from 'kysely';
import type { YuanContext } from '../context.ts';
import type { YuanTables } from '../database.gen.ts';
import { finish } from './buy.ts';
import { endCard, releaseSlice } from './end.ts';
import { askOf, cardById, cardOf } from './postgres.ts';

type Db = Kysely<YuanTables>;
const atOnce = 200;

/**
 * What prepaid cards need by themselves: asks lapse, what both sides confirmed is released, what is over or of an insolvent merchant goes
 * back. Each step finishes what a killed process left; one card that fails does not keep the others from it. Gives how much it did.
 */
export async function tendCards(ctx: YuanContext): Promise<number> {
  const { db, clock } = ctx;
  const nowMs = BigInt(clock.nowMs());
  await lapseAsks(db, nowMs);
  const done = [await releaseConfirmed(ctx), await finishBought(ctx)];
  for (const { id, ending } of await overCards(db, nowMs))
    done.push(await orNote(ctx, id, () => endCard(ctx, id, ending)));
  await closeInsolvencies(db, nowMs);
  return done.reduce((sum, one) => sum + one, 0);
}

async function lapseAsks(db: Db, nowMs: bigint): Promise<void> {
  await db
    .updateTable('yuan_card_ask')
    .set({ state: 'lapsed', decided_at_ms: nowMs })
    .where('state', '=', 'asked')
    .where('lapses_at_ms', '<=', nowMs)
    .execute();
}

async function releaseConfirmed(ctx: YuanContext): Promise<number> {
  const rows = await ctx.db
    .selectFrom('yuan_card_ask')
    .selectAll()
    .where('state', '=', 'confirmed')
    .limit(atOnce)
    .execute();
  let done = 0;
  for (const row of rows)
    done += await orNote(ctx, row.card, async () =>
      releaseSlice(ctx, (await cardById(ctx.db, row.card))!, askOf(row)),
    );
  return done;
}

/** Purchases whose money is there and whose process was killed before it said so. */
async function finishBought(ctx: YuanContext): Promise<number> {
  const rows = await ctx.db
    .selectFrom('yuan_card')
    .selectAll()
    .where('state', '=', 'buying')
    .where('valid_until_ms', '>', BigInt(ctx.clock.nowMs()))
    .orderBy('bought_at_ms', 'desc')
    .limit(8_000)
    .execute();
  const left = await ctx.till.purses(rows.map(({ purse }) => purse));
  const paid = rows.filter(({ purse }) => (left.get(purse) ?? 0n) > 0n);
  for (const row of paid) await finish(ctx, cardOf(row));
  return paid.length;
}

async function overCards(
  db: Db,
  nowMs: bigint,
): Promise<readonly { readonly id: string; readonly ending: 'expired' | 'insolvency' }[]> {
  const insolvent = db
    .selectFrom('yuan_prepaid_merchant')
    .select('merchant')
    .where('insolvent_at_ms', 'is not', null);
  const rows = await db
    .selectFrom('yuan_card')
    .select(['id', 'valid_until_ms'])
    .where((eb) =>
      eb.or([
        eb('state', '=', 'ending'),
        eb.and([
          eb('state', '=', 'open'),
          eb.or([eb('valid_until_ms', '<=', nowMs), eb('merchant', 'in', insolvent)]),
        ]),
      ]),
    )
    .limit(atOnce)
    .execute();
  return rows.map(({ id, valid_until_ms: untilMs }) => ({
    id,
    ending: untilMs <= nowMs ? 'expired' : 'insolvency',
  }));
}

async function closeInsolvencies(db: Db, nowMs: bigint): Promise<void> {
  await db
    .updateTable('yuan_prepaid_merchant as m')
    .set({ returned_at_ms: nowMs })
    .where('insolvent_at_ms', 'is not', null)
    .where('returned_at_ms', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('yuan_card as c')
            .select('c.id')
            .whereRef('c.merchant', '=', 'm.merchant')
            .where('c.state', 'in', ['open', 'ending']),
        ),
      ),
    )
    .execute();
}

async function orNote(ctx: YuanContext, card: string, work: () => Promise<void>): Promise<number> {
  try {
    await work();
    return 1;
  } catch (error) {
    ctx.note('yuan.card_not_tended', { card }, error);
    return 0;
  }
}
