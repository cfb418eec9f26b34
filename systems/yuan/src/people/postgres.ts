import { type Kysely, type Selectable, sql } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import type { Tier } from '../scheme/limits.ts';
import type { Wallet } from '../wallets/domain.ts';
import { walletsByNumber } from '../wallets/postgres.ts';
import type { Grant, TierChange } from './domain.ts';

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
    .where('lost', 'is', null)
    .orderBy('decided_at_ms', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
  return row?.document_index ?? undefined;
}

/** What becomes of a change that the rules alone decide, or that waits. */
export type NewChange = Omit<TierChange, 'refusal' | 'lost'> & { readonly documentIndex: Uint8Array | null };

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

/** A wallet above tier 4 that belongs to no other. */
export type Raised = Pick<Wallet, 'number' | 'holder'> & { readonly tier: Tier };

/** Wallets above tier 4, without their sub-wallets, after a number. */
export async function raisedWallets(db: Db, after: string, limit: number): Promise<readonly Raised[]> {
  const rows = await db
    .selectFrom('yuan_wallet')
    .select(['number', 'holder', 'tier'])
    .where('tier', '<', 4)
    .where('parent', 'is', null)
    .where('state', '<>', 'closed')
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
  return rows.map(({ tier, ...row }) => ({ ...row, tier: tier as Tier }));
}

/** What wallets were raised upon, as far as a document was written down. */
export async function grantsOf(
  db: Db,
  wallets: readonly string[],
): Promise<ReadonlyMap<string, readonly Grant[]>> {
  const rows = await db
    .selectFrom('yuan_tier_change')
    .select(['wallet', 'to_tier', 'document_index', 'decided_by'])
    .where(({ eb, val }) => eb('wallet', '=', sql<string>`any(${val(wallets)})`))
    .where('state', '=', 'granted')
    .whereRef('to_tier', '<', 'from_tier')
    .where('document_index', 'is not', null)
    .execute();
  return Map.groupBy(
    rows.map((row) => ({
      wallet: row.wallet,
      to: row.to_tier as Tier,
      document: row.document_index!,
      isLookedAt: row.decided_by !== null,
    })),
    ({ wallet }) => wallet,
  );
}

/** Which holders have linked an open bank account of their own. */
export async function haveOwnAccount(db: Db, holders: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('yuan_bank_link as l')
    .innerJoin('yuan_wallet as w', 'w.number', 'l.wallet')
    .innerJoin('yuan_bank_account as a', 'a.number', 'l.account')
    .select('w.holder')
    .distinct()
    .where(({ eb, val }) => eb('w.holder', '=', sql<string>`any(${val(holders)})`))
    .whereRef('a.party', '=', 'w.holder')
    .where('a.state', '=', 'open')
    .execute();
  return new Set(rows.map(({ holder }) => holder));
}

/** A tier that falls. */
export type Lowering = Pick<TierChange, 'id' | 'wallet' | 'from' | 'to' | 'lost'> & { readonly atMs: number };

/** Lowers a wallet's tier and writes down why, where it still has the one it falls from. */
export async function lowerTier(db: Db, { id, wallet, from, to, lost, atMs }: Lowering): Promise<void> {
  await db.transaction().execute(async (tx) => {
    // Locked: two processes that see the same lower it once.
    const row = await tx
      .selectFrom('yuan_wallet')
      .select('tier')
      .where('number', '=', wallet)
      .forUpdate()
      .executeTakeFirst();
    if (row?.tier !== from) return;
    const at = BigInt(atMs);
    const change = { id, wallet, from_tier: from, to_tier: to, state: 'granted', lost };
    await tx
      .insertInto('yuan_tier_change')
      .values({ ...change, asked_at_ms: at, decided_at_ms: at })
      .execute();
    await setTier(tx, wallet, to);
  });
}

/** A change that waits upon a document. */
export type WaitingUpon = { readonly id: string; readonly holder: string; readonly document: Uint8Array };

/** Every change that waits, with the document it was asked for upon. */
export async function waitingDocuments(db: Db): Promise<readonly WaitingUpon[]> {
  const rows = await db
    .selectFrom('yuan_tier_change as c')
    .innerJoin('yuan_wallet as w', 'w.number', 'c.wallet')
    .select(['c.id', 'w.holder', 'c.document_index'])
    .where('c.state', '=', 'waiting')
    .where('c.document_index', 'is not', null)
    .execute();
  return rows.map(({ document_index: document, ...row }) => ({ ...row, document: document! }));
}

/** Ends a change that waits upon a document that is gone. */
export async function refuseWaiting(db: Db, id: string, atMs: number): Promise<void> {
  await db
    .updateTable('yuan_tier_change')
    .set({ state: 'refused', lost: 'document', decided_at_ms: BigInt(atMs) })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .execute();
}

/** What nobody asked for and its holder was not told of. */
export async function untoldLosses(
  db: Db,
  limit: number,
): Promise<
  readonly { readonly id: string; readonly holder: string; readonly state: 'granted' | 'refused' }[]
> {
  const rows = await db
    .selectFrom('yuan_tier_change as c')
    .innerJoin('yuan_wallet as w', 'w.number', 'c.wallet')
    .select(['c.id', 'w.holder', 'c.state'])
    .where('c.lost', 'is not', null)
    .where('c.told_at_ms', 'is', null)
    .limit(limit)
    .execute();
  return rows.map(({ state, ...row }) => ({ ...row, state: state as 'granted' | 'refused' }));
}

/** Marks that its holder was told. */
export async function markTold(db: Db, id: string, atMs: number): Promise<void> {
  await db
    .updateTable('yuan_tier_change')
    .set({ told_at_ms: BigInt(atMs) })
    .where('id', '=', id)
    .execute();
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
    lost: row.lost as TierChange['lost'],
    askedAtMs: Number(row.asked_at_ms),
    decidedAtMs: row.decided_at_ms === null ? null : Number(row.decided_at_ms),
  };
}
