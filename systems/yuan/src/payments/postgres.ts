import type { Kysely, Selectable } from 'kysely';
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
};

export async function orderById(db: Db, id: string): Promise<Order | undefined> {
  const row = await db.selectFrom('yuan_order').selectAll().where('id', '=', id).executeTakeFirst();
  return row && orderOf(row);
}

/** Keeps an order; one that is there stays as it is. */
export async function keepOrder(db: Db, order: Order): Promise<void> {
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

/** Orders of a merchant, the latest first, from before a moment and an id on. */
export async function ordersOf(
  db: Db,
  merchant: string,
  {
    before,
    limit,
  }: { readonly before?: readonly [atMs: string, id: string] | undefined; readonly limit: number },
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
  };
}
