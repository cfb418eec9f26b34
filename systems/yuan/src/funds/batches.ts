import { fail } from '@finharbor/kernel';
import type { Caller } from '@finharbor/kernel/http';
import { sql } from 'kysely';
import type { YuanContext } from '../context.ts';
import { openPurses } from '../purses/purses.ts';
import { refused } from '../refused.ts';
import type { Approval, NewBatch, WholeFile } from './batch-routes.ts';
import { type Batch, fundArea } from './domain.ts';
import { tallyOf } from './entries.ts';
import { potOf, reserveOf } from './ids.ts';
import { batchById, changeBatch, fundsById, keepBatch } from './postgres.ts';
import { fundBy } from './programme.ts';
import { reserve } from './run.ts';
import type { BatchView } from './views.ts';

/** The account that calls; whoever moves the city's money is a person that signed in. */
export function accountOf(caller: Caller): string {
  if (caller.kind !== 'account') throw new Error('A route of special funds is open to who has no account.');
  return caller.account;
}

/** Begins a batch. Errors: `fund.not_found`, `fund.closed`, `fund.batch_differs`. */
export async function beginBatch(ctx: YuanContext, maker: string, asked: NewBatch): Promise<Batch> {
  const fund = await fundBy(ctx.db, asked.fund);
  if (fund.state === 'closed') fail('fund.closed', 'The programme is over: make another.');
  await keepBatch(ctx.db, { ...asked, maker, messageId: null, madeAtMs: ctx.clock.nowMs() });
  const kept = (await batchById(ctx.db, asked.id))!;
  const isSame =
    kept.maker === maker &&
    kept.fund === asked.fund &&
    kept.file === asked.file &&
    kept.format === asked.format &&
    kept.onBad === asked.onBad &&
    kept.together === asked.together;
  if (!isSame) fail('fund.batch_differs', 'A batch of this id is there with other facts.');
  return kept;
}

/** A batch. Errors: `fund.batch_not_found`. */
export async function batchBy({ db }: Pick<YuanContext, 'db'>, id: string): Promise<Batch> {
  return (await batchById(db, id)) ?? fail('fund.batch_not_found', 'There is no batch of this id.');
}

/** Keeps a piece of a batch's file. Errors: `fund.batch_not_found`, `fund.batch_state`. */
export async function keepPiece(
  ctx: Pick<YuanContext, 'db'>,
  id: string,
  { no, bytes }: { readonly no: number; readonly bytes: Uint8Array },
): Promise<Batch> {
  await batchBy(ctx, id);
  // One statement: no piece comes in after the file was handed in whole.
  const { numAffectedRows } = await sql`insert into yuan_fund_piece (batch, no, bytes)
    select id, ${no}::int, ${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)}::bytea
    from yuan_fund_batch where id = ${id} and state = 'uploading' for share
    on conflict (batch, no) do update set bytes = excluded.bytes`.execute(ctx.db);
  if (numAffectedRows !== 1n) fail('fund.batch_state', 'The file of this batch was handed in already.');
  return batchBy(ctx, id);
}

/** Hands a file in. Errors: `fund.batch_not_found`, `fund.batch_state`, `fund.pieces_missing`. */
export async function handIn(
  ctx: Pick<YuanContext, 'db'>,
  id: string,
  { pieces, digest }: WholeFile,
): Promise<Batch> {
  const batch = await batchBy(ctx, id);
  if (batch.state !== 'uploading') {
    if (batch.pieces !== pieces) fail('fund.batch_state', 'The file of this batch was handed in already.');
    return batch;
  }
  const { n } = await ctx.db
    .selectFrom('yuan_fund_piece')
    .select((eb) => eb.fn.countAll<bigint>().as('n'))
    .where('batch', '=', id)
    .where('no', '<', pieces)
    .executeTakeFirstOrThrow();
  if (Number(n) !== pieces)
    fail('fund.pieces_missing', `Of ${pieces} pieces, ${n} have come. Send the others.`);
  await changeBatch(ctx.db, { id, from: ['uploading'] }, { state: 'checking', pieces, digest });
  return batchBy(ctx, id);
}

/**
 * Approves a batch for somebody else than its maker, and sets its money aside. Errors: `fund.batch_not_found`, `fund.same_person`,
 * `fund.other_sum`, `fund.batch_state`, `yuan.purse_spent`.
 */
export async function approve(
  ctx: YuanContext,
  { id, checker }: { readonly id: string; readonly checker: string },
  { good, sumMinor }: Approval,
): Promise<Batch> {
  const batch = await batchBy(ctx, id);
  if (batch.maker === checker)
    fail('fund.same_person', 'You have made this batch: have a colleague or the operator approve it.');
  if (batch.good !== good || batch.sumMinor !== sumMinor)
    fail('fund.other_sum', 'The batch has another number of payments or another sum. Look at it again.');
  const isRepeated = batch.checker === checker && (batch.state === 'running' || batch.state === 'done');
  if (isRepeated) return batch;
  await openPurses(ctx, [
    {
      id: reserveOf(id),
      area: fundArea,
      subject: batch.fund,
      owner: null,
      title: (await fundBy(ctx.db, batch.fund)).title,
      purpose: null,
      returnsTo: { purse: potOf(batch.fund) },
      expiresAtMs: null,
    },
  ]);
  const approvedAtMs = ctx.clock.nowMs();
  if (!(await changeBatch(ctx.db, { id, from: ['checked'] }, { state: 'running', checker, approvedAtMs })))
    fail('fund.batch_state', 'Only a batch that was checked and not approved yet can be approved.');
  const outcome = await reserve(ctx, { ...batch, state: 'running', approvedAtMs });
  if (outcome.kind === 'refused') await refused(ctx, { action: 'fund_batch', wallet: null }, outcome.reason);
  return batchBy(ctx, id);
}

/** Cancels what of a batch is not paid yet. Errors: `fund.batch_not_found`, `fund.batch_state`. */
export async function cancel(ctx: YuanContext, id: string): Promise<Batch> {
  const batch = await batchBy(ctx, id);
  if (batch.state === 'cancelling' || batch.state === 'cancelled') return batch;
  const isChanged =
    (await changeBatch(ctx.db, { id, from: ['running', 'checked'] }, { state: 'cancelling' })) ||
    (await changeBatch(
      ctx.db,
      { id, from: ['uploading'] },
      { state: 'cancelled', endedAtMs: ctx.clock.nowMs() },
    ));
  if (!isChanged) fail('fund.batch_state', 'There is nothing left of this batch to cancel.');
  return batchBy(ctx, id);
}

/** A batch as a caller sees it. */
export async function batchView(
  { db }: Pick<YuanContext, 'db'>,
  { maker, checker: _checker, pieces: _pieces, ...batch }: Batch,
  caller: string,
): Promise<BatchView> {
  const [tally, found] = await Promise.all([tallyOf(db, batch.id), fundsById(db, [batch.fund])]);
  return { ...batch, tally, title: found.get(batch.fund)!.title, isOwn: maker === caller };
}
