import type { Kysely, Selectable } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import type { ChainLeg, ChainOrder } from './domain.ts';

type Db = Kysely<YuanTables>;

/** Keeps an order; one that is there stays as it is. */
export async function keepChainOrder(
  db: Db,
  {
    id,
    buyer,
    title,
    madeAtMs,
    dueAtMs,
  }: Pick<ChainOrder, 'id' | 'buyer' | 'title' | 'madeAtMs' | 'dueAtMs'>,
): Promise<void> {
  await db
    .insertInto('yuan_chain_order')
    .values({ id, buyer, title, made_at_ms: BigInt(madeAtMs), due_at_ms: BigInt(dueAtMs) })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function chainOrderById(db: Db, id: string): Promise<ChainOrder | undefined> {
  const row = await db.selectFrom('yuan_chain_order').selectAll().where('id', '=', id).executeTakeFirst();
  return row && orderOf(row);
}

/** An order that nobody else changes until the transaction is over: legs and payment of it are decided one after the other. */
export async function lockedChainOrder(db: Db, id: string): Promise<ChainOrder | undefined> {
  const row = await db
    .selectFrom('yuan_chain_order')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return row && orderOf(row);
}

/** Orders that any of these wallets has to do with, the latest first. */
export async function chainOrdersOf(db: Db, wallets: readonly string[]): Promise<readonly ChainOrder[]> {
  if (wallets.length === 0) return [];
  const rows = await db
    .selectFrom('yuan_chain_order as o')
    .selectAll('o')
    .where((eb) =>
      eb.or([
        eb('o.buyer', 'in', wallets),
        eb.exists(
          eb
            .selectFrom('yuan_chain_leg as l')
            .select('l.id')
            .whereRef('l.chain_order', '=', 'o.id')
            .where((leg) => leg.or([leg('l.payer', 'in', wallets), leg('l.payee', 'in', wallets)])),
        ),
      ]),
    )
    .orderBy('o.made_at_ms', 'desc')
    .orderBy('o.id')
    .limit(200)
    .execute();
  return rows.map(orderOf);
}

/** Orders whose payment was asked for and of which nobody knows yet what became. */
export async function payingOrders(db: Db): Promise<readonly ChainOrder[]> {
  const rows = await db.selectFrom('yuan_chain_order').selectAll().where('state', '=', 'paying').execute();
  return rows.map(orderOf);
}

/** Changes how an order stands. */
export async function changeChainOrder(
  db: Db,
  { id, from, of }: { readonly id: string; readonly from: ChainOrder['state']; readonly of?: string },
  change: Pick<ChainOrder, 'state'> & Partial<Pick<ChainOrder, 'payment' | 'paidAtMs'>>,
): Promise<void> {
  const { state, payment, paidAtMs } = change;
  await db
    .updateTable('yuan_chain_order')
    .set({
      state,
      ...(payment === undefined ? {} : { payment }),
      ...(paidAtMs === undefined || paidAtMs === null ? {} : { paid_at_ms: BigInt(paidAtMs) }),
    })
    .where('id', '=', id)
    .where('state', '=', from)
    .$if(of !== undefined, (query) => query.where('payment', '=', of!))
    .execute();
}

export async function keepLeg(db: Db, leg: ChainLeg): Promise<void> {
  await db
    .insertInto('yuan_chain_leg')
    .values({
      id: leg.id,
      chain_order: leg.order,
      above: leg.above,
      tier: leg.tier,
      payer: leg.payer,
      payee: leg.payee,
      amount_minor: leg.amountMinor,
      goods: leg.goods,
      state: leg.state,
      made_at_ms: BigInt(leg.madeAtMs),
    })
    .execute();
}

export async function changeLegs(db: Db, ids: readonly string[], state: ChainLeg['state']): Promise<void> {
  await db.updateTable('yuan_chain_leg').set({ state }).where('id', 'in', ids).execute();
}

export async function legsOf(db: Db, orders: readonly string[]): Promise<readonly ChainLeg[]> {
  if (orders.length === 0) return [];
  const rows = await db
    .selectFrom('yuan_chain_leg')
    .selectAll()
    .where('chain_order', 'in', orders)
    .orderBy('tier')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    order: row.chain_order,
    above: row.above,
    tier: row.tier,
    payer: row.payer,
    payee: row.payee,
    amountMinor: row.amount_minor,
    goods: row.goods,
    state: row.state as ChainLeg['state'],
    madeAtMs: Number(row.made_at_ms),
  }));
}

function orderOf(row: Selectable<YuanTables['yuan_chain_order']>): ChainOrder {
  return {
    id: row.id,
    buyer: row.buyer,
    title: row.title,
    state: row.state as ChainOrder['state'],
    payment: row.payment,
    madeAtMs: Number(row.made_at_ms),
    dueAtMs: Number(row.due_at_ms),
    paidAtMs: row.paid_at_ms === null ? null : Number(row.paid_at_ms),
  };
}
