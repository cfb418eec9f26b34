import type { SignedDocument } from '@finharbor/access';
import { verifyReceipt } from '@finharbor/evidence';
import type { Transaction } from 'kysely';
import { findContract } from '../contracts.ts';
import type { HarborTables } from '../database.gen.ts';
import type { Body, DocumentType, Verified } from '../documents.ts';
import { verifiedOf } from '../postgres/documents.ts';
import { postgresStore } from '../postgres/index.ts';
import { proposalOfJob } from '../proposals/find.ts';
import { receiptEntry } from '../receipt-entry.ts';
import { receiptTrust } from '../receipts.ts';
import type { Store } from '../store.ts';
import { termsOf } from '../training-terms.ts';
import { bookedAt, charged, putCharge } from './charges.ts';
import type { Settling } from './context.ts';
import { takeAward, takeDispute } from './dispute-money.ts';
import { resultDueMs } from './domain.ts';
import { chargeFor, priceUse } from './price-use.ts';
import { inTurn, moveTo, openPurses, positionOf } from './turn.ts';

const atOnce = 50;
const followed = ['use', 'job_outcome', 'line_dispute', 'dispute_award'] as const satisfies DocumentType[];

/**
 * Takes the next documents of the board that money follows from, in the order in which they came; tells whether there were any. The position
 * moves in the same transaction: a use is taken once, whatever is killed when.
 */
export async function meterNext(ctx: Settling): Promise<boolean> {
  return inTurn(ctx, async (tx) => {
    const rows = await tx
      .selectFrom('document')
      .select(['seq', 'signed'])
      .where('seq', '>', await positionOf(tx))
      .where('type', 'in', followed)
      .orderBy('seq')
      .limit(atOnce)
      .execute();
    for (const { signed } of rows) await take(ctx, tx, verifiedOf(signed as unknown as SignedDocument));
    const last = rows.at(-1);
    if (last) await moveTo(tx, BigInt(last.seq));
    return last !== undefined;
  });
}

async function take(
  ctx: Settling,
  tx: Transaction<HarborTables>,
  document: Verified<DocumentType>,
): Promise<void> {
  switch (document.type) {
    case 'use':
      return takeUse(ctx, tx, document as Verified<'use'>);
    case 'job_outcome':
      return takeOutcome(ctx, tx, document as Verified<'job_outcome'>);
    case 'line_dispute':
      return takeDispute(tx, document as Verified<'line_dispute'>);
    case 'dispute_award':
      return takeAward(ctx, tx, document as Verified<'dispute_award'>);
  }
}

async function takeUse(ctx: Settling, tx: Transaction<HarborTables>, use: Verified<'use'>): Promise<void> {
  const store = postgresStore(tx, ctx.clock, ctx.party);
  const { contract, job, consumer, usedAt, commitment, logIndex } = use.body;
  const [file, jobs, isLogged, isCharged] = await Promise.all([
    findContract({ store }, contract),
    store.documents.find('job', { job }),
    standsInLog(ctx, use),
    hasCharge(tx, use),
  ]);
  const product = file && (await productRead(store, { jobs, contract: file.contract.body, use }));
  const charge = file && chargeFor(file.contract.body, use.issuer, product);
  const { reason, priceMinor } = priceUse({ use, file, jobs, isLogged, isCharged, charge });
  const ended = reason === 'per_result' ? await outcomeOf(store, jobs) : 'done';
  if (priceMinor > 0n) await openPurses(ctx, [consumer, use.issuer]);
  await putCharge(ctx, tx, {
    id: use.id,
    kind: 'use',
    contract,
    product: charge?.product ?? product,
    consumer,
    provider: use.issuer,
    job,
    usedAtMs: Date.parse(usedAt),
    logged: { commitment, index: logIndex },
    ...(ended === 'failed' ? { reason: 'no_result', priceMinor: 0n } : { reason, priceMinor }),
    dueAtMs: ended === 'open' ? ctx.clock.nowMs() + resultDueMs : undefined,
  });
}

/** The provider's commitment stands in the log where it says, in a checkpoint that another party's node has co-signed. */
async function standsInLog(ctx: Settling, { issuer, body }: Verified<'use'>): Promise<boolean> {
  const proof = await ctx.proof(body.logIndex);
  if (proof === undefined) return false;
  const trust = await receiptTrust({ ...ctx, hubParty: ctx.party });
  const entry = receiptEntry(issuer, body.commitment);
  const checked = await verifyReceipt({ entry, proof, ...trust, quorum: 1 });
  return checked.kind === 'valid' && checked.index === body.logIndex;
}

async function hasCharge(tx: Transaction<HarborTables>, { issuer, body }: Verified<'use'>): Promise<boolean> {
  const row = await tx
    .selectFrom('charge')
    .select('id')
    .where('job_id', '=', body.job)
    .where('provider', '=', issuer)
    .where('kind', '=', 'use')
    .where('price_minor', '>', 0n)
    .executeTakeFirst();
  return row !== undefined;
}

type Reading = {
  readonly jobs: readonly Verified<'job'>[];
  readonly contract: Body<'contract'>;
  readonly use: Verified<'use'>;
};

/** Which version of which product a job has read: by its plan, by the training of the model it scores with, or by the proposal it runs. */
async function productRead(store: Store, { jobs, contract, use }: Reading): Promise<string | undefined> {
  const products = await Promise.all(contract.products.map((id) => store.documents.find('product', { id })));
  const own = products.flat().filter(({ issuer }) => issuer === use.issuer);
  if (own.length <= 1) return own[0]?.id;
  const job = jobs[0]?.body;
  const source = job && (await sourceOf(store, use.issuer, job));
  return own.find(({ body }) => body.product === source)?.id;
}

async function sourceOf(store: Store, party: string, job: Body<'job'>): Promise<string | undefined> {
  if (job.kind === 'train') return termsOf(job.plan).sources?.[party];
  if (job.kind !== 'score') return (await proposalOfJob(store, job))?.proposal.body.data[party]?.product;
  const trainings = await store.documents.find('job', { issuer: job.roster[0]! });
  const trained = trainings.find(({ body }) => body.session === job.model);
  return trained && termsOf(trained.body.plan).sources?.[party];
}

type Ending = 'done' | 'failed' | 'open';

/** How a job has ended by its consumer's word: any attempt that gave a result counts, a failure only where no later attempt was asked for. */
async function outcomeOf(store: Store, jobs: readonly Verified<'job'>[]): Promise<Ending> {
  const [first] = jobs;
  if (!first) return 'open';
  const told = (await store.documents.find('job_outcome', { job: first.body.job })).filter(
    ({ issuer }) => issuer === first.issuer,
  );
  if (told.some(({ body }) => body.outcome === 'done')) return 'done';
  const last = Math.max(
    ...jobs.filter(({ issuer }) => issuer === first.issuer).map(({ body }) => body.attempt),
  );
  return told.some(({ body }) => body.attempt === last) ? 'failed' : 'open';
}

/** What waited for the consumer's word is charged, or is for nothing. */
async function takeOutcome(
  ctx: Settling,
  tx: Transaction<HarborTables>,
  { issuer, body }: Verified<'job_outcome'>,
): Promise<void> {
  const store = postgresStore(tx, ctx.clock, ctx.party);
  const jobs = await store.documents.find('job', { job: body.job });
  const ended = await outcomeOf(store, jobs);
  const waiting = await tx
    .selectFrom('charge')
    .selectAll()
    .where('job_id', '=', body.job)
    .where('consumer', '=', issuer)
    .where('state', '=', 'awaiting')
    .orderBy('no')
    .execute();
  for (const row of waiting) {
    if (ended === 'done') await charged(ctx, tx, row);
    if (ended === 'failed')
      await tx
        .updateTable('charge')
        .set({
          state: 'free',
          reason: 'no_result',
          price_minor: 0n,
          fee_minor: 0n,
          open_minor: 0n,
          open_fee_minor: 0n,
          ...bookedAt(ctx.clock.nowMs()),
        })
        .where('id', '=', row.id)
        .execute();
  }
}
