import { type Kysely, type Selectable, sql } from 'kysely';
import type { YuanTables } from '../database.gen.ts';

type Db = Kysely<YuanTables>;

/** One payment of one amount that a merchant asks for. */
export type Order = {
  readonly id: string;
  readonly merchant: string;
  readonly amountMinor: bigint;
  readonly reference: string;
  readonly madeAtMs: number;
  readonly expiresAtMs: number;
  /** When its shop ended it before its time. */
  readonly endedAtMs: number | null;
};

export async function orderById(db: Db, id: string): Promise<Order | undefined> {
  const row = await db.selectFrom('yuan_order').selectAll().where('id', '=', id).executeTakeFirst();
  return row && orderOf(row);
}

/** Orders by id; those there are not are left out. */
export async function ordersById(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Order>> {
  const rows = await db
    .selectFrom('yuan_order')
    .selectAll()
    .where(({ eb, val }) => eb('id', '=', sql<string>`any(${val(ids)}::uuid[])`))
    .execute();
  return new Map(rows.map((row) => [row.id, orderOf(row)]));
}

/** Ends an order before its time, once; one that is paid meanwhile is paid. */
export async function endOrder(db: Db, id: string, atMs: number): Promise<void> {
  await db
    .updateTable('yuan_order')
    .set({ ended_at_ms: BigInt(atMs) })
    .where('id', '=', id)
    .where('ended_at_ms', 'is', null)
    .where('expires_at_ms', '>', BigInt(atMs))
    .execute();
}

/** Keeps an order; one that is there stays as it is. */
export async function keepOrder(db: Db, order: Omit<Order, 'endedAtMs'>): Promise<void> {
  await db
    .insertInto('yuan_order')
    .values({
      id: order.id,
      merchant: order.merchant,
      amount_minor: order.amountMinor,
      reference: order.reference,
      made_at_ms: BigInt(order.madeAtMs),
      expires_at_ms: BigInt(order.expiresAtMs),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

/** Which orders of a merchant are meant: from before a moment and an id on, made in a time, with words in their reference. */
export type OrdersAsked = {
  readonly before?: readonly [atMs: string, id: string] | undefined;
  readonly q?: string | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly limit: number;
};

/** Orders of a merchant, the latest first. */
export async function ordersOf(
  db: Db,
  merchant: string,
  { before, q, from, until, limit }: OrdersAsked,
): Promise<readonly Order[]> {
  const rows = await db
    .selectFrom('yuan_order')
    .selectAll()
    .where('merchant', '=', merchant)
    .$if(before !== undefined, (rest) =>
      rest.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('made_at_ms', 'id'), '<', tuple(BigInt(before![0]), before![1])),
      ),
    )
    .$if(q !== undefined, (rest) =>
      // By position: what somebody types is no pattern.
      rest.where(sql<boolean>`strpos(lower(reference), lower(${q})) > 0`),
    )
    .$if(from !== undefined, (rest) => rest.where('made_at_ms', '>=', BigInt(from!)))
    .$if(until !== undefined, (rest) => rest.where('made_at_ms', '<', BigInt(until!)))
    .orderBy('made_at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(orderOf);
}

function orderOf(row: Selectable<YuanTables['yuan_order']>): Order {
  return {
    id: row.id,
    merchant: row.merchant,
    amountMinor: row.amount_minor,
    reference: row.reference,
    madeAtMs: Number(row.made_at_ms),
    expiresAtMs: Number(row.expires_at_ms),
    endedAtMs: row.ended_at_ms === null ? null : Number(row.ended_at_ms),
  };
}
