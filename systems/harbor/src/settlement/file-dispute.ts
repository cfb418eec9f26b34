import { fail, type Json } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import type { Verified } from '../documents.ts';
import { issueDocument } from '../issue-document.ts';
import { receiptTrust } from '../receipts.ts';
import { type DisputeFile, disputeFiles, disputeState, heardOf, isSide, viewDispute } from './dispute.ts';
import { atHub } from './node-payments.ts';
import type { DisputeView, Filing } from './views.ts';

type Issued = { readonly id: string };

/** The disputes that this node's party is a side of, the latest first. Errors: `hub.not_pinned`. */
export async function ownDisputes(ctx: NodeContext): Promise<readonly DisputeView[]> {
  const files = (await disputeFiles(ctx.store.documents)).filter(({ dispute }) => isSide(dispute, ctx.party));
  const hearing = await hearingAt(ctx);
  return Promise.all(files.toReversed().map((file) => viewDispute(file, hearing)));
}

/** One of them. Errors: `dispute.not_found`, `hub.not_pinned`. */
export async function ownDispute(ctx: NodeContext, id: string): Promise<DisputeView> {
  return viewDispute(await ownFile(ctx, id), await hearingAt(ctx));
}

/** Signs that this party disputes a line of its statement. Errors: `settlement.line_not_found`, `dispute.not_disputable`. */
export async function fileDispute(
  ctx: NodeContext,
  { charge, month, reason, words }: Filing,
): Promise<Issued> {
  const { body: line } = await atHub(() => ctx.hub.settlement.getOwnLine({ params: { id: charge } }));
  const isOfUse = line.kind === 'use' || line.kind === 'month';
  if (!isOfUse || line.dispute !== null || line.consumer === null || line.provider === null)
    fail('dispute.not_disputable', 'Only a use or a month that nobody has disputed yet can be disputed.');
  const against = line.consumer === ctx.party ? line.provider : line.consumer;
  return issueDocument(ctx, {
    type: 'line_dispute',
    audience: [ctx.party, against, ctx.hubParty],
    body: {
      dispute: ctx.newId(),
      charge,
      contract: line.contract!,
      job: line.job,
      against,
      priceMinor: line.priceMinor,
      month,
      reason,
      words,
    },
  });
}

/** Signs this party's answer. Errors: `dispute.not_found`, `dispute.not_yours`, `dispute.answered`, `dispute.decided`. */
export async function answerDispute(
  ctx: NodeContext,
  id: string,
  { position, words }: { readonly position: 'agrees' | 'contests'; readonly words: string },
): Promise<Issued> {
  const file = await openFile(ctx, id);
  const { dispute } = file;
  if (dispute.body.against !== ctx.party) fail('dispute.not_yours', 'The other side answers this dispute.');
  if (heardOf(file, ctx.hubParty).answer) fail('dispute.answered', 'This party has answered already.');
  return issueDocument(ctx, {
    type: 'dispute_answer',
    audience: audienceOf(ctx, dispute),
    body: { dispute: id, contract: dispute.body.contract, position, words },
  });
}

/** Shows this party's own receipt of the job in dispute. Errors: `dispute.not_found`, `dispute.decided`, `receipt.not_found`. */
export async function showReceipt(ctx: NodeContext, id: string): Promise<Issued> {
  const { dispute, openings } = await openFile(ctx, id);
  const { job, contract } = dispute.body;
  const [receipt] = job === null ? [] : await ctx.store.results.receipts({ jobId: job, limit: 1 });
  if (!receipt || job === null) fail('receipt.not_found', 'This node keeps no receipt of that job.');
  const shown = openings.find(({ issuer }) => issuer === ctx.party);
  if (shown) return shown;
  return issueDocument(ctx, {
    type: 'receipt_opening',
    audience: audienceOf(ctx, dispute),
    body: {
      dispute: id,
      contract,
      job,
      receipt: receipt.body as { readonly [key: string]: Json },
      salt: receipt.salt,
      logIndex: receipt.logIndex,
      proof: receipt.proof,
    },
  });
}

async function ownFile({ store, party }: NodeContext, id: string): Promise<DisputeFile> {
  const [dispute] = await store.documents.find('line_dispute', { id });
  const files = dispute && (await disputeFiles(store.documents, { contract: dispute.body.contract }));
  const file = files?.find((one) => one.dispute.id === id && isSide(one.dispute, party));
  return file ?? fail('dispute.not_found', 'There is no such dispute of this party.');
}

async function openFile(ctx: NodeContext, id: string): Promise<DisputeFile> {
  const file = await ownFile(ctx, id);
  const state = disputeState(file, { arbiter: ctx.hubParty, nowMs: ctx.clock.nowMs() });
  if (state !== 'filed' && state !== 'answered' && state !== 'overdue')
    fail('dispute.decided', 'This dispute is decided.');
  return file;
}

async function hearingAt(ctx: NodeContext) {
  return { arbiter: ctx.hubParty, nowMs: ctx.clock.nowMs(), trust: await receiptTrust(ctx) };
}

function audienceOf(
  { hubParty }: NodeContext,
  { issuer, body }: Verified<'line_dispute'>,
): readonly string[] {
  return [issuer, body.against, hubParty];
}
