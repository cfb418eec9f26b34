import type { Kysely, Selectable } from 'kysely';
import type { YuanTables } from '../database.gen.ts';
import { type Purpose, purposeSchema } from '../purses/purpose.ts';
import type { Batch, Fund } from './domain.ts';

type Db = Kysely<YuanTables>;

/** Keeps a programme; one that is there stays as it is. */
export async function keepFund(db: Db, fund: Omit<Fund, 'state'>): Promise<void> {
  await db
    .insertInto('yuan_fund')
    .values({
      id: fund.id,
      wallet: fund.wallet,
      title_en: fund.title.en,
      title_zh: fund.title.zh,
      basis: fund.basis,
      use: fund.use,
      purpose: fund.purpose === null ? null : JSON.stringify(fund.purpose),
      without_wallet: fund.withoutWallet,
      claim_until_ms: BigInt(fund.claimUntilMs),
      spend_until_ms: BigInt(fund.spendUntilMs),
      made_at_ms: BigInt(fund.madeAtMs),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function funds(db: Db): Promise<readonly Fund[]> {
  const rows = await db
    .selectFrom('yuan_fund')
    .selectAll()
    .orderBy('made_at_ms', 'desc')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(fundOf);
}

export async function fundsById(db: Db, ids: readonly string[]): Promise<ReadonlyMap<string, Fund>> {
  if (ids.length === 0) return new Map();
  const rows = await db.selectFrom('yuan_fund').selectAll().where('id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, fundOf(row)]));
}

export async function closeFund(db: Db, id: string): Promise<void> {
  await db.updateTable('yuan_fund').set({ state: 'closed' }).where('id', '=', id).execute();
}

/** Keeps a batch that is about to be uploaded; one that is there stays as it is. */
export async function keepBatch(
  db: Db,
  batch: Pick<
    Batch,
    'id' | 'fund' | 'file' | 'format' | 'onBad' | 'together' | 'messageId' | 'maker' | 'madeAtMs'
  >,
): Promise<void> {
  await db
    .insertInto('yuan_fund_batch')
    .values({
      id: batch.id,
      fund: batch.fund,
      file: batch.file,
      format: batch.format,
      on_bad: batch.onBad,
      together: batch.together,
      message_id: batch.messageId,
      maker: batch.maker,
      made_at_ms: BigInt(batch.madeAtMs),
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function batchById(db: Db, id: string): Promise<Batch | undefined> {
  const row = await db.selectFrom('yuan_fund_batch').selectAll().where('id', '=', id).executeTakeFirst();
  return row && batchOf(row);
}

export async function batchesOf(db: Db, fund: string): Promise<readonly Batch[]> {
  const rows = await db
    .selectFrom('yuan_fund_batch')
    .selectAll()
    .where('fund', '=', fund)
    .orderBy('made_at_ms', 'desc')
    .orderBy('id')
    .limit(200)
    .execute();
  return rows.map(batchOf);
}

/** Batches in one of these states, the earliest first. */
export async function batchesIn(db: Db, states: readonly Batch['state'][]): Promise<readonly Batch[]> {
  const rows = await db
    .selectFrom('yuan_fund_batch')
    .selectAll()
    .where('state', 'in', states)
    .orderBy('made_at_ms')
    .orderBy('id')
    .execute();
  return rows.map(batchOf);
}

/** What changes of a batch, with the state it goes into. */
export type BatchChange = Partial<
  Pick<
    Batch,
    | 'state'
    | 'pieces'
    | 'digest'
    | 'messageId'
    | 'entries'
    | 'good'
    | 'bad'
    | 'sumMinor'
    | 'checker'
    | 'approvedAtMs'
    | 'endedAtMs'
  >
>;

/** Changes a batch where it is in one of these states; false where it is not. */
export async function changeBatch(
  db: Db,
  { id, from }: { readonly id: string; readonly from: readonly Batch['state'][] },
  change: BatchChange,
): Promise<boolean> {
  const { pieces, digest, messageId, sumMinor, approvedAtMs, endedAtMs, ...plain } = change;
  const { numUpdatedRows } = await db
    .updateTable('yuan_fund_batch')
    .set({
      ...plain,
      ...(pieces === undefined ? {} : { pieces }),
      ...(digest === undefined ? {} : { digest }),
      ...(messageId === undefined ? {} : { message_id: messageId }),
      ...(sumMinor === undefined ? {} : { sum_minor: sumMinor }),
      ...(approvedAtMs === undefined || approvedAtMs === null
        ? {}
        : { approved_at_ms: BigInt(approvedAtMs) }),
      ...(endedAtMs === undefined || endedAtMs === null ? {} : { ended_at_ms: BigInt(endedAtMs) }),
    })
    .where('id', '=', id)
    .where('state', 'in', from)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function fundOf(row: Selectable<YuanTables['yuan_fund']>): Fund {
  return {
    id: row.id,
    wallet: row.wallet,
    title: { en: row.title_en, zh: row.title_zh },
    basis: row.basis,
    use: row.use as Fund['use'],
    purpose: row.purpose === null ? null : (purposeSchema.parse(row.purpose) as Purpose),
    withoutWallet: row.without_wallet as Fund['withoutWallet'],
    claimUntilMs: Number(row.claim_until_ms),
    spendUntilMs: Number(row.spend_until_ms),
    state: row.state as Fund['state'],
    madeAtMs: Number(row.made_at_ms),
  };
}

function batchOf(row: Selectable<YuanTables['yuan_fund_batch']>): Batch {
  return {
    id: row.id,
    fund: row.fund,
    file: row.file,
    format: row.format as Batch['format'],
    onBad: row.on_bad as Batch['onBad'],
    together: row.together as Batch['together'],
    state: row.state as Batch['state'],
    pieces: row.pieces,
    digest: row.digest,
    messageId: row.message_id,
    entries: row.entries,
    good: row.good,
    bad: row.bad,
    sumMinor: row.sum_minor,
    maker: row.maker,
    checker: row.checker,
    madeAtMs: Number(row.made_at_ms),
    approvedAtMs: row.approved_at_ms === null ? null : Number(row.approved_at_ms),
    endedAtMs: row.ended_at_ms === null ? null : Number(row.ended_at_ms),
  };
}
