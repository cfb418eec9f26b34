import type { Kysely, Selectable } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import type { Tier } from '../scheme/limits.ts';
import type { Wallet } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import type { TierChange } from './domain.ts';

type Db = Kysely<YuanTables>;
type Row = Selectable<YuanTables['yuan_tier_change']>;

export async function changeById(db: Db, id: string): Promise<TierChange | undefined> {
  const row = await db.selectFrom('yuan_tier_change').selectAll().where('id', '=', id).executeTakeFirst();
  return row && changeOf(row);
}

/** The changes of a wallet's tier, the latest first. */
export async function changesOf(db: Db, wallet: string): Promise<readonly TierChange[]> {
  const rows = await db
    .selectFrom('yuan_tier_change')
    .selectAll()
    .where('wallet', '=', wallet)
    .orderBy('asked_at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute();
  return rows.map(changeOf);
}

/** What waits for an operator's word, the earliest first. */
export async function waitingAt(db: Db, operator: string): Promise<readonly TierChange[]> {
  const rows = await db
    .selectFrom('yuan_tier_change as c')
    .innerJoin('yuan_wallet as w', 'w.number', 'c.wallet')
    .selectAll('c')
    .where('w.operator', '=', operator)
    .where('c.state', '=', 'waiting')
    .orderBy('c.asked_at_ms')
    .limit(200)
    .execute();
  return rows.map(changeOf);
}

/** The index of the document that a wallet's tier rests on; undefined where it rests on none. */
export async function documentBehind(db: Db, wallet: string): Promise<Uint8Array | undefined> {
  const row = await db
    .selectFrom('yuan_tier_change')
    .select('document_index')
    .where('wallet', '=', wallet)
    .where('state', '=', 'granted')
    .orderBy('decided_at_ms', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.document_index ?? undefined;
}

/** What becomes of a change that the rules alone decide, or that waits. */
export type NewChange = Omit<TierChange, 'refusal'> & { readonly documentIndex: Uint8Array | null };

/** Keeps a change, and where it is granted the tier with it; false where another of this wallet waits or its id is taken. */
export async function keepChange(db: Db, change: NewChange): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const kept = await tx
      .insertInto('yuan_tier_change')
      .values({
        id: change.id,
        wallet: change.wallet,
        from_tier: change.from,
        to_tier: change.to,
        state: change.state,
        waits_for: change.waitsFor,
        document_index: change.documentIndex,
        asked_at_ms: BigInt(change.askedAtMs),
        decided_at_ms: change.decidedAtMs === null ? null : BigInt(change.decidedAtMs),
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst();
    if (kept && change.state === 'granted') await setTier(tx, change.wallet, change.to);
    return kept !== undefined;
  });
}

/** A teller's word on what waits. */
export type Decision = {
  readonly id: string;
  readonly refusal: string | null;
  readonly by: string;
  readonly atMs: number;
};

/** Ends what waits, once; false where it waits no longer. */
export async function decideChange(db: Db, { id, refusal, by, atMs }: Decision): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    const decided = await tx
      .updateTable('yuan_tier_change')
      .set({
        state: refusal === null ? 'granted' : 'refused',
        refusal,
        decided_by: by,
        decided_at_ms: BigInt(atMs),
      })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .returning(['wallet', 'to_tier'])
      .executeTakeFirst();
    if (decided && refusal === null) await setTier(tx, decided.wallet, decided.to_tier as Tier);
    return decided !== undefined;
  });
}

/** A wallet's tier is that of its sub-wallets, too. */
async function setTier(tx: Db, wallet: string, tier: Tier): Promise<void> {
  await tx
    .withRecursive('line', (cte) =>
      cte
        .selectFrom('yuan_wallet')
        .select('number')
        .where('number', '=', wallet)
        .unionAll(
          cte.selectFrom('yuan_wallet as w').innerJoin('line', 'line.number', 'w.parent').select('w.number'),
        ),
    )
    .updateTable('yuan_wallet')
    .set({ tier })
    .where('number', 'in', (eb) => eb.selectFrom('line').select('line.number'))
    .execute();
}

/** An operator's wallets, the latest first, from before a moment and a number on. */
export async function walletsAt(
  db: Db,
  operator: string,
  {
    before,
    limit,
  }: { readonly before?: readonly [atMs: string, number: string] | undefined; readonly limit: number },
): Promise<readonly Wallet[]> {
  const rows = await db
    .selectFrom('yuan_wallet')
    .select('number')
    .where('operator', '=', operator)
    .$if(before !== undefined, (rest) =>
      rest.where(({ eb, refTuple, tuple }) =>
        eb(refTuple('opened_at_ms', 'number'), '<', tuple(BigInt(before![0]), before![1])),
      ),
    )
    .orderBy('opened_at_ms', 'desc')
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
  if (rows.length === 0) return [];
  const found = await walletsByNumber(
    db,
    rows.map(({ number }) => number),
  );
  return rows.map(({ number }) => found.get(number)!);
}

function changeOf(row: Row): TierChange {
  return {
    id: row.id,
    wallet: row.wallet,
    from: row.from_tier as Tier,
    to: row.to_tier as Tier,
    state: row.state as TierChange['state'],
    waitsFor: row.waits_for as TierChange['waitsFor'],
    refusal: row.refusal,
    askedAtMs: Number(row.asked_at_ms),
    decidedAtMs: row.decided_at_ms === null ? null : Number(row.decided_at_ms),
  };
}
