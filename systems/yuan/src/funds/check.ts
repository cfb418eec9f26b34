import { createHash } from 'node:crypto';
import { type Kysely, sql } from 'kysely';
import type { YuanContext } from '../context.ts';
import type { YuanTables } from '../database.gen.ts';
import type { Batch } from './domain.ts';
import { forgetEntries } from './entries.ts';
import { potOf } from './ids.ts';
import { Intake } from './intake.ts';
import { batchesIn, changeBatch, fundsById } from './postgres.ts';
import { readCsv } from './read-csv.ts';
import { readPain } from './read-pain.ts';
import { faultWords } from './words.ts';

type Checking = Pick<YuanContext, 'db' | 'clock' | 'till' | 'knownFirms'>;

/** Checks files that were uploaded whole, the earliest first; gives how many. */
export async function checkUploaded(ctx: Checking): Promise<number> {
  const waiting = await batchesIn(ctx.db, ['checking']);
  for (const batch of waiting) await checkBatch(ctx, batch.id);
  return waiting.length;
}

/**
 * Reads a file and judges each of its entries, all in one transaction: a process that is killed at it leaves nothing behind, and the
 * file is checked again.
 */
async function checkBatch(ctx: Checking, id: Batch['id']): Promise<void> {
  await ctx.db.transaction().execute(async (db) => {
    // Two processes would otherwise keep the same entries twice.
    const batch = await lockedBatch(db, id);
    if (!batch) return;
    // Of two files of a programme, the second sees what the first has taken.
    await db.selectFrom('yuan_fund').select('id').where('id', '=', batch.fund).forUpdate().execute();
    const fund = (await fundsById(db, [batch.fund])).get(batch.fund)!;
    const leftMinor = (await ctx.till.purses([potOf(fund.id)])).get(potOf(fund.id)) ?? 0n;
    const intake = new Intake({ db, fund, batch: id, leftMinor, knownFirms: ctx.knownFirms });
    const hash = createHash('sha256');
    const source = hashed(piecesOf(db, id, batch.pieces ?? 0), hash);
    const read = await (batch.format === 'csv' ? readCsv : readPain)(source, intake);
    await intake.end();
    const digest = hash.digest('hex');
    const isTaken = await isTakable(db, { intake, read, batch, digest });
    await intake.end();
    if (!isTaken) await forgetEntries(db, id);
    await db.deleteFrom('yuan_fund_piece').where('batch', '=', id).execute();
    await changeBatch(
      db,
      { id, from: ['checking'] },
      {
        state: isTaken ? 'checked' : 'refused',
        ...(read.isWhole ? { digest } : {}),
        messageId: intake.messageId,
        entries: read.entries,
        good: isTaken ? intake.good : 0,
        bad: intake.bad,
        sumMinor: isTaken ? intake.sumMinor : 0n,
      },
    );
  });
}

type Judged = {
  readonly intake: Intake;
  readonly read: { readonly isWhole: boolean; readonly entries: number };
  readonly batch: Pick<Batch, 'id' | 'onBad' | 'digest'>;
  readonly digest: string;
};

/** Whether what is good of a file may be paid; what speaks against the whole is told as of its first line. */
async function isTakable(db: Kysely<YuanTables>, { intake, read, batch, digest }: Judged): Promise<boolean> {
  const against = async (code: keyof typeof faultWords): Promise<false> => {
    await intake.fault({ line: 1, code, ...faultWords[code] });
    return false;
  };
  if (!read.isWhole) return false;
  if (batch.digest !== null && batch.digest !== digest) return against('fund.other_file');
  if (read.entries === 0 && intake.bad === 0) return against('fund.no_entries');
  if (intake.messageId !== null && (await wasSent(db, batch.id, intake.messageId)))
    return against('fund.sent_before');
  return intake.good > 0 && (batch.onBad === 'each' || intake.bad === 0);
}

async function wasSent(db: Kysely<YuanTables>, id: string, messageId: string): Promise<boolean> {
  const found = await db
    .selectFrom('yuan_fund_batch')
    .select('id')
    .where('message_id', '=', messageId)
    .where('id', '<>', id)
    .where('state', 'in', ['checked', 'running', 'cancelling', 'done'])
    .executeTakeFirst();
  return found !== undefined;
}

async function lockedBatch(
  db: Kysely<YuanTables>,
  id: string,
): Promise<Pick<Batch, 'id' | 'fund' | 'format' | 'onBad' | 'pieces' | 'digest'> | undefined> {
  const row = await db
    .selectFrom('yuan_fund_batch')
    .select(['id', 'fund', 'format', 'on_bad', 'pieces', 'digest'])
    .where('id', '=', id)
    .where('state', '=', 'checking')
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!row) return undefined;
  const { on_bad: onBad, format, ...rest } = row;
  return { ...rest, format: format as Batch['format'], onBad: onBad as Batch['onBad'] };
}

/** So small that pg reads an answer in one go, and that what is left of it is cleared away while it is young. */
const sliceBytes = 32_768;

async function* piecesOf(db: Kysely<YuanTables>, batch: string, pieces: number): AsyncGenerator<Uint8Array> {
  for (let no = 0; no < pieces; no++)
    for (let from = 1; ; from += sliceBytes) {
      const { bytes } = await db
        .selectFrom('yuan_fund_piece')
        .select(sql<Buffer>`substring(bytes from ${from} for ${sliceBytes})`.as('bytes'))
        .where('batch', '=', batch)
        .where('no', '=', no)
        .executeTakeFirstOrThrow();
      if (bytes.length > 0) yield bytes;
      if (bytes.length < sliceBytes) break;
    }
}

async function* hashed(
  source: AsyncIterable<Uint8Array>,
  hash: ReturnType<typeof createHash>,
): AsyncGenerator<Uint8Array> {
  for await (const bytes of source) {
    hash.update(bytes);
    yield bytes;
  }
}
