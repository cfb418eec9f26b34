import type { Kysely } from 'kysely';
import type { YuanTables } from '../database.gen.ts';

type Db = Kysely<YuanTables>;

/** Something that somebody is to be told of a card: of an ask by its id, else by the card's. */
export type Notice = {
  readonly kind: 'asked' | 'returned' | 'sold';
  readonly id: string;
  readonly card: string;
  /** The wallet of whoever is told. */
  readonly wallet: string;
};

/** What nobody was told yet; an ask that was answered meanwhile is owed no more. */
export async function owedNotices(db: Db, limit: number): Promise<readonly Notice[]> {
  const asks = await db
    .selectFrom('yuan_card_ask as a')
    .innerJoin('yuan_card as c', 'c.id', 'a.card')
    .select(['a.id', 'a.card', 'c.wallet'])
    .where('a.state', '=', 'asked')
    .where('a.told_at_ms', 'is', null)
    .where('a.asked_by', '=', 'merchant')
    .limit(limit)
    .execute();
  const sold = await db
    .selectFrom('yuan_card')
    .select(['id', 'merchant'])
    .where('state', '<>', 'buying')
    .where('sale_told_at_ms', 'is', null)
    .limit(limit)
    .execute();
  const returned = await db
    .selectFrom('yuan_card')
    .select(['id', 'wallet'])
    .where('state', '=', 'ended')
    .where('return_told_at_ms', 'is', null)
    .where('returned_minor', '>', 0n)
    .where('ending', 'not in', ['refunded', 'withdrawn'])
    .limit(limit)
    .execute();
  return [
    ...asks.map((row) => ({ kind: 'asked' as const, ...row })),
    ...sold.map(({ id, merchant }) => ({ kind: 'sold' as const, id, card: id, wallet: merchant })),
    ...returned.map(({ id, wallet }) => ({ kind: 'returned' as const, id, card: id, wallet })),
  ];
}

/** Marks that it was told. */
export async function markTold(db: Db, { kind, id }: Notice, atMs: number): Promise<void> {
  const at = BigInt(atMs);
  if (kind === 'asked') {
    await db.updateTable('yuan_card_ask').set({ told_at_ms: at }).where('id', '=', id).execute();
    return;
  }
  const told = kind === 'sold' ? { sale_told_at_ms: at } : { return_told_at_ms: at };
  await db.updateTable('yuan_card').set(told).where('id', '=', id).execute();
}
