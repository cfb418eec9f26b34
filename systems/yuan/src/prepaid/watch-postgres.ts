import type { Bilingual } from '@finharbor/kernel/contract';
import { type Kysely, sql } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import { schemeZone } from '../scheme/limits.ts';
import type { Category } from '../wallets/domain.ts';
import { dayMs } from './domain.ts';
import type { Figures } from './risk.ts';

type Db = Kysely<YuanTables>;

/** What the bureau has decided on a merchant. */
export type Stops = {
  readonly frozenAtMs: number | null;
  readonly frozenReason: string | null;
  readonly insolventAtMs: number | null;
  readonly insolventReason: string | null;
  /** After an insolvency: when every unspent slice was back. */
  readonly returnedAtMs: number | null;
  /** What an insolvency has returned by now, in fen, and of how many cards. */
  readonly insolvencyMinor: bigint;
  readonly insolvencyCards: number;
};

/** A merchant that has sold prepaid cards. */
export type Sold = Figures &
  Stops & { readonly wallet: string; readonly name: Bilingual; readonly category: Category };

type Row = Record<
  | 'cards'
  | 'open_cards'
  | 'sold'
  | 'released'
  | 'returned'
  | 'outstanding'
  | 'asks30'
  | 'disputes30'
  | 'sold30'
  | 'refunds30'
  | 'sales7'
  | 'sales56'
  | 'insolvency_minor'
  | 'insolvency_cards',
  bigint
> &
  Record<
    'first_sale' | 'last_release' | 'frozen_at_ms' | 'insolvent_at_ms' | 'returned_at_ms',
    bigint | null
  > &
  Record<'frozen_reason' | 'insolvent_reason', string | null> &
  Record<'wallet' | 'name_en' | 'name_zh' | 'category', string>;

/** Merchants with plans or cards, with what is known of them, the most outstanding first. */
export async function soldByMerchant(db: Db, nowMs: number): Promise<readonly Sold[]> {
  const ago = (days: number): bigint => BigInt(nowMs - days * dayMs);
  const { rows } = await sql<Row>`
    with used as (
      select card, sum(amount_minor) as amount from yuan_card_ask where state = 'released' group by card
    ), asks as (
      select merchant, max(decided_at_ms) filter (where state = 'released') as last_release,
        count(*) filter (where asked_at_ms > ${ago(30)}) as asks30,
        count(*) filter (where state = 'disputed' and asked_at_ms > ${ago(30)}) as disputes30
      from yuan_card_ask group by merchant
    ), sums as (
      select c.merchant, count(*) as cards,
        count(*) filter (where c.state in ('open', 'ending')) as open_cards,
        sum(c.price_minor)::bigint as sold,
        coalesce(sum(u.amount), 0)::bigint as released,
        coalesce(sum(c.returned_minor), 0)::bigint as returned,
        coalesce(sum(c.price_minor - coalesce(u.amount, 0)) filter (where c.state <> 'ended'), 0)::bigint as outstanding,
        min(c.bought_at_ms) as first_sale,
        count(*) filter (where c.bought_at_ms > ${ago(30)}) as sold30,
        count(*) filter (where c.ending = 'refunded' and c.ended_at_ms > ${ago(30)}) as refunds30,
        coalesce(sum(c.price_minor) filter (where c.bought_at_ms > ${ago(7)}), 0)::bigint as sales7,
        coalesce(sum(c.price_minor) filter (where c.bought_at_ms > ${ago(63)} and c.bought_at_ms <= ${ago(7)}), 0)::bigint
          as sales56,
        coalesce(sum(c.returned_minor) filter (where c.ending = 'insolvency'), 0)::bigint as insolvency_minor,
        count(*) filter (where c.ending = 'insolvency' and c.state = 'ended') as insolvency_cards
      from yuan_card c left join used u on u.card = c.id where c.state <> 'buying' group by c.merchant
    )
    select m.wallet, m.name_en, m.name_zh, m.category,
      coalesce(s.cards, 0) as cards, coalesce(s.open_cards, 0) as open_cards, coalesce(s.sold, 0) as sold,
      coalesce(s.released, 0) as released, coalesce(s.returned, 0) as returned,
      coalesce(s.outstanding, 0) as outstanding, s.first_sale, a.last_release,
      coalesce(a.asks30, 0) as asks30, coalesce(a.disputes30, 0) as disputes30,
      coalesce(s.sold30, 0) as sold30, coalesce(s.refunds30, 0) as refunds30,
      coalesce(s.sales7, 0) as sales7, coalesce(s.sales56, 0) as sales56,
      coalesce(s.insolvency_minor, 0) as insolvency_minor, coalesce(s.insolvency_cards, 0) as insolvency_cards,
      p.frozen_at_ms, p.frozen_reason, p.insolvent_at_ms, p.insolvent_reason, p.returned_at_ms
    from yuan_merchant m
    left join sums s on s.merchant = m.wallet
    left join asks a on a.merchant = m.wallet
    left join yuan_prepaid_merchant p on p.merchant = m.wallet
    where s.merchant is not null or p.merchant is not null or exists (select from yuan_card_plan l where l.merchant = m.wallet)
    order by outstanding desc, m.wallet
  `.execute(db);
  return rows.map(soldOf);
}

function soldOf(row: Row): Sold {
  const atMs = (at: bigint | null): number | null => (at === null ? null : Number(at));
  return {
    wallet: row.wallet,
    name: { en: row.name_en, zh: row.name_zh },
    category: row.category as Category,
    cards: Number(row.cards),
    openCards: Number(row.open_cards),
    soldMinor: row.sold,
    releasedMinor: row.released,
    returnedMinor: row.returned,
    outstandingMinor: row.outstanding,
    firstSaleAtMs: atMs(row.first_sale),
    lastReleaseAtMs: atMs(row.last_release),
    asks30: Number(row.asks30),
    disputes30: Number(row.disputes30),
    sold30: Number(row.sold30),
    refunds30: Number(row.refunds30),
    sales7Minor: row.sales7,
    sales56Minor: row.sales56,
    frozenAtMs: atMs(row.frozen_at_ms),
    frozenReason: row.frozen_reason,
    insolventAtMs: atMs(row.insolvent_at_ms),
    insolventReason: row.insolvent_reason,
    returnedAtMs: atMs(row.returned_at_ms),
    insolvencyMinor: row.insolvency_minor,
    insolvencyCards: Number(row.insolvency_cards),
  };
}

/** What was sold, released and returned in a month `2026-11`, in fen. */
export type Month = {
  readonly month: string;
  readonly soldMinor: bigint;
  readonly releasedMinor: bigint;
  readonly returnedMinor: bigint;
};

/** The last 12 months in which anything happened, the earliest first. */
export async function soldByMonth(db: Db): Promise<readonly Month[]> {
  const month = (at: string) =>
    sql.raw(`to_char(to_timestamp(${at} / 1000.0) at time zone '${schemeZone}', 'YYYY-MM')`);
  const { rows } = await sql<Record<'sold' | 'released' | 'returned', bigint> & { month: string }>`
    select month, sum(sold)::bigint as sold, sum(released)::bigint as released, sum(returned)::bigint as returned from (
      select ${month('bought_at_ms')} as month, price_minor as sold, 0::bigint as released, 0::bigint as returned
        from yuan_card where state <> 'buying'
      union all
      select ${month('decided_at_ms')}, 0, amount_minor, 0 from yuan_card_ask where state = 'released'
      union all
      select ${month('ended_at_ms')}, 0, 0, returned_minor from yuan_card where state = 'ended'
    ) as moves group by month order by month desc limit 12
  `.execute(db);
  return rows
    .map(({ month: of, sold, released, returned }) => ({
      month: of,
      soldMinor: sold,
      releasedMinor: released,
      returnedMinor: returned,
    }))
    .toReversed();
}

/** The purses of cards that are not over, from after one on. */
export async function openPursesAfter(
  db: Db,
  after: string | null,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('yuan_card')
    .select('purse')
    .where('state', 'in', ['open', 'ending'])
    .$if(after !== null, (cards) => cards.where('purse', '>', after!))
    .orderBy('purse')
    .limit(limit)
    .execute();
  return rows.map(({ purse }) => purse);
}

/** Stops or lets on a merchant's sales; an insolvency is never taken back. */
export async function setStop(
  db: Db,
  merchant: string,
  stop:
    | { readonly kind: 'freeze' | 'insolvency'; readonly reason: string; readonly atMs: number }
    | { readonly kind: 'release' },
): Promise<void> {
  if (stop.kind === 'release') {
    await db
      .updateTable('yuan_prepaid_merchant')
      .set({ frozen_at_ms: null, frozen_reason: null })
      .where('merchant', '=', merchant)
      .execute();
    return;
  }
  const at = BigInt(stop.atMs);
  const isFreeze = stop.kind === 'freeze';
  const facts = isFreeze
    ? { frozen_at_ms: at, frozen_reason: stop.reason }
    : { insolvent_at_ms: at, insolvent_reason: stop.reason };
  await db
    .insertInto('yuan_prepaid_merchant')
    .values({ merchant, ...facts })
    .onConflict((conflict) =>
      conflict
        .column('merchant')
        .doUpdateSet(facts)
        .where(`yuan_prepaid_merchant.${isFreeze ? 'frozen_at_ms' : 'insolvent_at_ms'}`, 'is', null),
    )
    .execute();
}
