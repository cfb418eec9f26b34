import type { Expression, ExpressionBuilder, Kysely, Selectable, SqlBool } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import type { Ask, Card, Plan } from './domain.ts';
import type { DisputeReason, Ending } from './words.ts';

type Db = Kysely<YuanTables>;

/** Keeps a plan; one that is there stays as it is. */
export async function keepPlan(db: Db, plan: Plan, priceMinor: bigint): Promise<void> {
  await db
    .insertInto('yuan_card_plan')
    .values({
      id: plan.id,
      merchant: plan.merchant,
      name_en: plan.name.en,
      name_zh: plan.name.zh,
      price_minor: priceMinor,
      slices: JSON.stringify(plan.slices.map(String)),
      valid_days: plan.validDays,
      cooling_days: plan.coolingDays,
      rules_en: plan.rules.en,
      rules_zh: plan.rules.zh,
      made_at_ms: BigInt(plan.madeAtMs),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Plans by id; those there are not are left out. */
export async function plansById(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Plan>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('yuan_card_plan').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, planOf(row)]));
}

/** Plans of a merchant's, or those that all merchants offer now, the latest first. */
export async function plansOf(
  db: Db,
  of: { readonly merchant: string } | 'offered',
): Promise<readonly Plan[]> {
  const rows = await db
    .selectFrom('yuan_card_plan')
    .selectAll()
    .$if(of !== 'offered', (plans) => plans.where('merchant', '=', (of as { merchant: string }).merchant))
    .$if(of === 'offered', (plans) =>
      plans
        .where('state', '=', 'offered')
        .where(
          'merchant',
          'not in',
          db.selectFrom('yuan_prepaid_merchant').select('merchant').where(isStopped),
        ),
    )
    .orderBy('made_at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(500)
    .execute();
  return rows.map(planOf);
}

/** Takes a plan of a merchant's off sale; true where there is such a plan. */
export async function withdrawPlan(db: Db, merchant: string, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('yuan_card_plan')
    .set({ state: 'withdrawn' })
    .where('id', '=', id)
    .where('merchant', '=', merchant)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function isStopped(eb: ExpressionBuilder<YuanTables, 'yuan_prepaid_merchant'>): Expression<SqlBool> {
  return eb.or([eb('frozen_at_ms', 'is not', null), eb('insolvent_at_ms', 'is not', null)]);
}

/** True where the bureau has stopped a merchant's sales. */
export async function areSalesStopped(db: Db, merchant: string): Promise<boolean> {
  const row = await db
    .selectFrom('yuan_prepaid_merchant')
    .select('merchant')
    .where('merchant', '=', merchant)
    .where(isStopped)
    .executeTakeFirst();
  return row !== undefined;
}

/** Keeps a card that somebody is buying; one that is there stays as it is. */
export async function keepCard(db: Db, card: Card): Promise<void> {
  await db
    .insertInto('yuan_card')
    .values({
      id: card.id,
      number: card.number,
      plan: card.plan,
      merchant: card.merchant,
      wallet: card.wallet,
      purse: card.purse,
      price_minor: card.priceMinor,
      bought_at_ms: BigInt(card.boughtAtMs),
      valid_until_ms: BigInt(card.validUntilMs),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function cardById(db: Db, id: string): Promise<Card | undefined> {
  const row = await db.selectFrom('yuan_card').selectAll().where('id', '=', id).executeTakeFirst();
  return row && cardOf(row);
}

/** A card that nobody else decides on meanwhile. */
export async function lockCard(db: Db, id: string): Promise<Card | undefined> {
  // An ask, its confirmation and a refund each look at how the card stands and then change it: of two
  // that come at the same time the second has to see what the first has done.
  const row = await db
    .selectFrom('yuan_card')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && cardOf(row);
}

/** Cards of some wallets, or of a merchant's, that were paid for, the latest first. */
export async function cardsOf(
  db: Db,
  of:
    | { readonly wallets: readonly string[] }
    | { readonly merchant: string; readonly number?: string | undefined },
  limit = 500,
): Promise<readonly Card[]> {
  if ('wallets' in of && of.wallets.length === 0) return [];
  const rows = await db
    .selectFrom('yuan_card')
    .selectAll()
    .where('state', '<>', 'buying')
    .$if('wallets' in of, (cards) =>
      cards.where('wallet', 'in', (of as { wallets: readonly string[] }).wallets),
    )
    .$if('merchant' in of, (cards) => cards.where('merchant', '=', (of as { merchant: string }).merchant))
    .$if('number' in of && of.number !== undefined, (cards) =>
      cards.where('number', 'like', `${(of as { number: string }).number}%`),
    )
    .orderBy('bought_at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(cardOf);
}

export async function setCard(
  db: Db,
  id: string,
  facts: {
    readonly state?: Card['state'];
    readonly ending?: Ending;
    readonly weekly?: number | null;
    readonly endedAtMs?: number;
    readonly returnedMinor?: bigint;
  },
): Promise<void> {
  const { endedAtMs, returnedMinor, ...rest } = facts;
  await db
    .updateTable('yuan_card')
    .set({
      ...rest,
      ...(endedAtMs === undefined ? {} : { ended_at_ms: BigInt(endedAtMs) }),
      ...(returnedMinor === undefined ? {} : { returned_minor: returnedMinor }),
    })
    .where('id', '=', id)
    .execute();
}

/** Marks a card as paid for; false where it was marked before. */
export async function markBought(db: Db, id: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('yuan_card')
    .set({ state: 'open' })
    .where('id', '=', id)
    .where('state', '=', 'buying')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function keepAsk(db: Db, ask: Ask): Promise<void> {
  await db
    .insertInto('yuan_card_ask')
    .values({
      id: ask.id,
      card: ask.card,
      merchant: ask.merchant,
      slice: ask.slice,
      amount_minor: ask.amountMinor,
      asked_by: ask.by,
      code: ask.code,
      state: ask.state,
      is_standing: ask.isStanding,
      asked_at_ms: BigInt(ask.askedAtMs),
      lapses_at_ms: BigInt(ask.lapsesAtMs),
      decided_at_ms: ask.decidedAtMs === null ? null : BigInt(ask.decidedAtMs),
    })
    .execute();
}

export async function askById(db: Db, id: string): Promise<Ask | undefined> {
  const row = await db.selectFrom('yuan_card_ask').selectAll().where('id', '=', id).executeTakeFirst();
  return row && askOf(row);
}

/** The latest ask that a code of a merchant's stands for. */
export async function askByCode(db: Db, merchant: string, code: string): Promise<Ask | undefined> {
  const row = await db
    .selectFrom('yuan_card_ask')
    .selectAll()
    .where('merchant', '=', merchant)
    .where('code', '=', code)
    .orderBy('asked_at_ms', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && askOf(row);
}

/** Asks of cards, by card, the earliest first. */
export async function asksOf(db: Db, cards: readonly string[]): Promise<ReadonlyMap<string, readonly Ask[]>> {
  if (cards.length === 0) return new Map();
  const rows = await db
    .selectFrom('yuan_card_ask')
    .selectAll()
    .where('card', 'in', cards)
    .orderBy('asked_at_ms')
    .orderBy('id')
    .execute();
  return Map.groupBy(rows.map(askOf), ({ card }) => card);
}

/** Asks of a merchant's from a moment on, the latest first. */
export async function asksSince(db: Db, merchant: string, sinceMs: number): Promise<readonly Ask[]> {
  const rows = await db
    .selectFrom('yuan_card_ask')
    .selectAll()
    .where('merchant', '=', merchant)
    .where('asked_at_ms', '>=', BigInt(sinceMs))
    .orderBy('asked_at_ms', 'desc')
    .limit(500)
    .execute();
  return rows.map(askOf);
}

/** Changes an ask that stands in one state to another; false where it stands in another by now. */
export async function turnAsk(
  db: Db,
  id: string,
  turn: {
    readonly from: Ask['state'];
    readonly to: Ask['state'];
    readonly atMs: number;
    readonly reason?: DisputeReason | null;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('yuan_card_ask')
    .set({
      state: turn.to,
      decided_at_ms: BigInt(turn.atMs),
      ...(turn.reason === undefined ? {} : { reason: turn.reason }),
    })
    .where('id', '=', id)
    .where('state', '=', turn.from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function planOf(row: Selectable<YuanTables['yuan_card_plan']>): Plan {
  return {
    id: row.id,
    merchant: row.merchant,
    name: { en: row.name_en, zh: row.name_zh },
    slices: (row.slices as readonly string[]).map(BigInt),
    validDays: row.valid_days,
    coolingDays: row.cooling_days,
    rules: { en: row.rules_en, zh: row.rules_zh },
    state: row.state as Plan['state'],
    madeAtMs: Number(row.made_at_ms),
  };
}

export function cardOf(row: Selectable<YuanTables['yuan_card']>): Card {
  return {
    id: row.id,
    number: row.number,
    plan: row.plan,
    merchant: row.merchant,
    wallet: row.wallet,
    purse: row.purse,
    priceMinor: row.price_minor,
    state: row.state as Card['state'],
    ending: row.ending as Ending | null,
    weekly: row.weekly,
    boughtAtMs: Number(row.bought_at_ms),
    validUntilMs: Number(row.valid_until_ms),
    endedAtMs: row.ended_at_ms === null ? null : Number(row.ended_at_ms),
    returnedMinor: row.returned_minor,
  };
}

export function askOf(row: Selectable<YuanTables['yuan_card_ask']>): Ask {
  return {
    id: row.id,
    card: row.card,
    merchant: row.merchant,
    slice: row.slice,
    amountMinor: row.amount_minor,
    by: row.asked_by as Ask['by'],
    code: row.code,
    state: row.state as Ask['state'],
    isStanding: row.is_standing,
    reason: row.reason as DisputeReason | null,
    askedAtMs: Number(row.asked_at_ms),
    lapsesAtMs: Number(row.lapses_at_ms),
    decidedAtMs: row.decided_at_ms === null ? null : Number(row.decided_at_ms),
  };
}
