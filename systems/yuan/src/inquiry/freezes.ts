import { fail } from '@finharbor/kernel';
import { type Kysely, type Selectable, sql } from 'kysely';
import type { YuanContext } from '../context.ts';
import type { YuanTables } from '../database.gen.ts';
import type { Wallet } from '../wallets/domain.ts';
import { type BasisCode, basisOf, lawOf, type StatedBasis } from './basis.ts';
import type { FreezeView, NewFreeze } from './freeze-routes.ts';

type Db = Kysely<YuanTables>;
type Ordering = Pick<YuanContext, 'db' | 'clock'>;

/** An order that freezes a wallet, as it is kept. */
export type Freeze = StatedBasis & {
  readonly id: string;
  readonly wallet: string;
  readonly authority: string;
  readonly untilMs: number | null;
  readonly atMs: number;
  readonly endedAtMs: number | null;
  readonly endReason: string | null;
};

/** Freezes a wallet by an authority's order. The same again changes nothing. Errors: those of `postFreeze`. */
export async function freeze(
  { db, clock }: Ordering,
  wallet: Wallet,
  { by, ...asked }: NewFreeze & { readonly by: string },
): Promise<Freeze> {
  const nowMs = clock.nowMs();
  const before = await freezeById(db, asked.id);
  if (!before) {
    if (wallet.state === 'closed') fail('yuan.wallet_closed', 'The wallet is closed: nothing is in it.');
    if (asked.untilMs !== null && asked.untilMs <= nowMs)
      fail('yuan.bad_scope', 'The order ends before it begins.');
    await db.transaction().execute(async (tx) => {
      const { basis, law, article, document } = basisOf(asked);
      const kept = await tx
        .insertInto('yuan_freeze')
        .values({
          id: asked.id,
          wallet: wallet.number,
          authority: asked.authority,
          ...{ basis, law, article, document },
          until_ms: asked.untilMs === null ? null : BigInt(asked.untilMs),
          ordered_by: by,
          at_ms: BigInt(nowMs),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
      if (kept) await restate(tx, wallet.number);
    });
  }
  const kept = (await freezeById(db, asked.id))!;
  return kept.wallet === wallet.number && kept.document === asked.document
    ? kept
    : fail('yuan.other_movement', 'Another order was kept under this id. Use a new one.');
}

/** Ends an order; the wallet opens again where no other stands. */
export async function endFreeze(
  { db, clock }: Ordering,
  id: string,
  { by, reason }: { readonly by: string | null; readonly reason: string | null },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const ended = await tx
      .updateTable('yuan_freeze')
      .set({ ended_at_ms: BigInt(clock.nowMs()), ended_by: by, end_reason: reason })
      .where('id', '=', id)
      .where('ended_at_ms', 'is', null)
      .returning('wallet')
      .executeTakeFirst();
    if (!ended) return;
    // Locked until it is known whether another order stands: one that comes meanwhile would be forgotten.
    await tx
      .selectFrom('yuan_wallet')
      .select('number')
      .where('number', '=', ended.wallet)
      .forUpdate()
      .execute();
    await restate(tx, ended.wallet);
  });
}

const atOnce = 200;

/** Ends orders whose time is over; gives how many. */
export async function thaw(ctx: Ordering): Promise<number> {
  const over = await ctx.db
    .selectFrom('yuan_freeze')
    .select('id')
    .where('ended_at_ms', 'is', null)
    .where('until_ms', '<=', BigInt(ctx.clock.nowMs()))
    .orderBy('until_ms')
    .limit(atOnce)
    .execute();
  for (const { id } of over) await endFreeze(ctx, id, { by: null, reason: null });
  return over.length;
}

/** An order; undefined where there is none. */
export async function freezeById(db: Db, id: string): Promise<Freeze | undefined> {
  const row = await db.selectFrom('yuan_freeze').selectAll().where('id', '=', id).executeTakeFirst();
  return row && freezeOf(row);
}

/** Orders on wallets of an operator: those that stand and the latest of the others. */
export async function freezesAt(db: Db, operator: string): Promise<readonly Freeze[]> {
  const rows = await db
    .selectFrom('yuan_freeze as f')
    .innerJoin('yuan_wallet as w', 'w.number', 'f.wallet')
    .selectAll('f')
    .where('w.operator', '=', operator)
    .orderBy((eb) => eb('f.ended_at_ms', 'is not', null))
    .orderBy('f.at_ms', 'desc')
    .limit(500)
    .execute();
  return rows.map(freezeOf);
}

/** An order, as tellers see it. */
export function freezeView(one: Freeze): FreezeView {
  return { ...one, law: lawOf(one) };
}

/** A wallet and all that belong to it are frozen where an order stands on them or on one they belong to. A closed one stays closed. */
async function restate(tx: Db, wallet: string): Promise<void> {
  await sql`
    with recursive below (number) as (
      select ${wallet}::text
      union all select w.number from yuan_wallet w join below on w.parent = below.number
    )
    update yuan_wallet as one set state = case when exists (
      with recursive above (number, parent) as (
        select one.number, one.parent
        union all select w.number, w.parent from yuan_wallet w join above on w.number = above.parent
      )
      select from above join yuan_freeze f on f.wallet = above.number where f.ended_at_ms is null
    ) then 'frozen' else 'open' end
    from below where one.number = below.number and one.state <> 'closed'`.execute(tx);
}

function freezeOf(row: Selectable<YuanTables['yuan_freeze']>): Freeze {
  return {
    id: row.id,
    wallet: row.wallet,
    authority: row.authority,
    basis: row.basis as BasisCode,
    law: row.law,
    article: row.article,
    document: row.document,
    untilMs: row.until_ms === null ? null : Number(row.until_ms),
    atMs: Number(row.at_ms),
    endedAtMs: row.ended_at_ms === null ? null : Number(row.ended_at_ms),
    endReason: row.end_reason,
  };
}
