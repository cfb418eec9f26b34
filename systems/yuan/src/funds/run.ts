import type { YuanContext } from '../context.ts';
import { derivedId, type MovementId } from '../money/ids.ts';
import type { Outcome } from '../money/outcome.ts';
import type { Payee } from '../money/pay.ts';
import type { Release } from '../money/purse.ts';
import { openPurses } from '../purses/purses.ts';
import { unlimited } from '../scheme/limits.ts';
import { type Batch, chunkEntries, type Entry, type Fund, firmParty, fundArea } from './domain.ts';
import {
  entriesOf,
  type Plan,
  planEntries,
  plannedChunk,
  returnEntries,
  settleEntries,
  tallyOf,
} from './entries.ts';
import { grantOf, paymentOfEntry, potOf, reserveOf } from './ids.ts';
import { batchById, batchesIn, changeBatch, fundsById } from './postgres.ts';
import { type FirmWallets, firmWallets } from './wallets.ts';

/** What a run needs. */
export type Running = Pick<YuanContext, 'db' | 'clock' | 'till'>;

/** Runs every batch that was approved to its end, at whatever point an earlier run stopped. */
export async function runApproved(ctx: Running): Promise<void> {
  for (const batch of await batchesIn(ctx.db, ['running', 'cancelling'])) await runBatch(ctx, batch.id);
}

/** Runs one batch until it is done, or cancelled between two chunks. */
async function runBatch(ctx: Running, id: Batch['id']): Promise<void> {
  const batch = await batchById(ctx.db, id);
  if (batch && (await reserve(ctx, batch)).kind === 'done') while (await runChunk(ctx, id));
}

/**
 * Sets a batch's money aside, so that it has all of it or none and no two batches count on the same. Where it is not there, the batch
 * waits for another approval. Whoever comes second learns what the first has brought about.
 */
export async function reserve(ctx: Running, batch: Batch): Promise<Outcome> {
  const { db, till } = ctx;
  const { id, fund, sumMinor, state, approvedAtMs } = batch;
  const outcome: Outcome =
    approvedAtMs === null
      ? { kind: 'done', isRepeated: true, atNs: 0n }
      : await till.release([
          {
            id: reservationOf(id, approvedAtMs),
            purse: potOf(fund),
            amountMinor: sumMinor,
            to: { purse: reserveOf(id) },
          },
        ]);
  if (outcome.kind === 'refused' && state === 'running')
    await changeBatch(db, { id, from: ['running'] }, { state: 'checked' });
  if (outcome.kind === 'refused' && state === 'cancelling') await endBatch(ctx, batch);
  return outcome;
}

/** The movement that sets the money of a batch aside, of each approval its own. */
export function reservationOf(batch: string, approvedAtMs: number): MovementId {
  return derivedId('fund reserve', batch, `${approvedAtMs}`);
}

/**
 * Pays the next chunk of a batch; false where there is none. What is planned is written down before money moves, so that whoever
 * continues asks the ledger for the same again.
 */
async function runChunk(ctx: Running, id: Batch['id']): Promise<boolean> {
  const batch = await batchById(ctx.db, id);
  if (batch?.state !== 'running' && batch?.state !== 'cancelling') return false;
  const fund = (await fundsById(ctx.db, [batch.fund])).get(batch.fund)!;
  const left = await plannedChunk(ctx.db, id);
  if (left.length > 0) {
    await payChunk(ctx, { fund, batch, entries: left });
    return true;
  }
  if (batch.state === 'running' && (await planNext(ctx, batch))) return true;
  await endBatch(ctx, batch);
  return false;
}

async function planNext({ db, clock }: Running, { id }: Batch): Promise<boolean> {
  const next = await entriesOf(db, id, { after: 0, limit: chunkEntries, state: 'checked' });
  const [first] = next;
  if (!first) return false;
  const wallets = await firmWallets(
    db,
    next.map(({ firm }) => firmParty(firm)),
  );
  await planEntries(
    db,
    { batch: id, chunk: first.no, atMs: clock.nowMs() },
    next.map((entry) => planOf(entry, wallets)),
  );
  return true;
}

function planOf({ no, firm, wallet: named }: Entry, wallets: FirmWallets): Plan {
  const own = wallets.get(firmParty(firm)) ?? [];
  const wallet =
    named === null ? own.find(({ state }) => state === 'open') : own.find(({ number }) => number === named);
  if (own.length === 0 && named === null) return { no, wallet: null, code: null, state: 'waiting' };
  return wallet?.state === 'open'
    ? { no, wallet: wallet.number, code: null, state: 'planned' }
    : { no, wallet: named, code: 'fund.wallet_not_open', state: 'refused' };
}

type Chunk = { readonly fund: Fund; readonly batch: Batch; readonly entries: readonly Entry[] };

async function payChunk(ctx: Running, { fund, batch, entries }: Chunk): Promise<void> {
  const paid = entries.map(({ no, amountMinor, wallet }) => ({
    batch: batch.id,
    no,
    amountMinor,
    wallet: wallet!,
  }));
  await openGrants(ctx, fund, paid);
  const releases = paid.map((one) => releaseOf(fund, one));
  const [first, ...rest] = releases;
  const outcomes =
    batch.together === 'chunk'
      ? Array(releases.length).fill(await ctx.till.release([first!, ...rest]))
      : await ctx.till.releaseEach(releases);
  await settleEntries(
    ctx.db,
    { batch: batch.id, atMs: ctx.clock.nowMs() },
    entries.map(({ no }, at) => {
      const outcome = outcomes[at]!;
      return outcome.kind === 'done'
        ? { no, state: 'paid', code: null }
        : { no, state: 'refused', code: `yuan.${outcome.reason}` };
    }),
  );
}

/** Money of an entry on its way to a wallet. */
export type Granted = {
  readonly batch: string;
  readonly no: number;
  readonly amountMinor: bigint;
  readonly wallet: string;
};

/** Opens the purses that entries land in, where their programme has a purpose. */
export async function openGrants(ctx: Running, fund: Fund, entries: readonly Granted[]): Promise<void> {
  if (fund.purpose === null) return;
  await openPurses(
    ctx,
    entries.map(({ batch, no, wallet }) => ({
      id: grantOf(batch, no),
      area: fundArea,
      subject: fund.id,
      owner: wallet,
      title: fund.title,
      purpose: fund.purpose,
      returnsTo: { purse: potOf(fund.id) },
      expiresAtMs: fund.spendUntilMs,
    })),
  );
}

/** The release that pays an entry: once, whoever asks the ledger for it and however often. */
export function releaseOf(fund: Fund, { batch, no, amountMinor, wallet }: Granted): Release {
  const to: Payee = fund.purpose === null ? { wallet, limits: unlimited } : { purse: grantOf(batch, no) };
  return { id: paymentOfEntry(batch, no), purse: reserveOf(batch), amountMinor, to };
}

async function endBatch(ctx: Running, { id, state }: Batch): Promise<void> {
  const { db, clock } = ctx;
  const atMs = clock.nowMs();
  if (state === 'cancelling') {
    await returnEntries(db, { batch: id, state: 'checked', atMs });
    await returnEntries(db, { batch: id, state: 'waiting', atMs });
  }
  await returnRest(ctx, id);
  await changeBatch(
    db,
    { id, from: [state] },
    { state: state === 'cancelling' ? 'cancelled' : 'done', endedAtMs: atMs },
  );
}

/** Returns to the programme what of a batch's money nobody waits for any more. */
export async function returnRest({ db, till }: Running, batch: Batch['id']): Promise<void> {
  const reserve = reserveOf(batch);
  for (;;) {
    const [{ fund }, tally, held] = await Promise.all([
      db.selectFrom('yuan_fund_batch').select('fund').where('id', '=', batch).executeTakeFirstOrThrow(),
      tallyOf(db, batch),
      till.purses([reserve]),
    ]);
    const heldMinor = held.get(reserve) ?? 0n;
    const neededMinor = tally.waiting.sumMinor + tally.checked.sumMinor + tally.planned.sumMinor;
    if (heldMinor <= neededMinor) return;
    // What is held only ever falls, so that it names the movement.
    const id = derivedId('fund rest', batch, `${heldMinor}`);
    const amountMinor = heldMinor - neededMinor;
    const outcome = await till.release([
      { id, purse: reserve, amountMinor, to: { purse: potOf(fund) }, isReturn: true },
    ]);
    if (outcome.kind === 'refused') return;
  }
}
