import { signDocument } from '@finharbor/access';
import { fail, type Json } from '@finharbor/kernel';
import type { Board } from '../hub/board.ts';
import { receiptTrust } from '../receipts.ts';
import type { Settling } from './context.ts';
import { type DisputeFile, disputeFiles, disputeState, isSide, viewDispute } from './dispute.ts';
import type { SettlementBodies } from './documents.ts';
import type { Award } from './routes.ts';
import type { DisputeView } from './views.ts';

/** Every dispute on the board, the latest first. Errors: `hub.not_pinned`. */
export async function allDisputes(ctx: Settling): Promise<readonly DisputeView[]> {
  const files = (await disputeFiles(ctx.store.documents)).toReversed();
  const hearing = await hearingOf(ctx);
  return Promise.all(files.map((file) => viewDispute(file, hearing)));
}

/** One dispute. Errors: `dispute.not_found`, `hub.not_pinned`. */
export async function anyDispute(ctx: Settling, id: string): Promise<DisputeView> {
  return viewDispute(await fileOf(ctx, id), await hearingOf(ctx));
}

/** Who decides: a person of the hub or of the bureau. */
export type Arbiter = { readonly party: string; readonly office: 'operator' | 'bureau' };

/**
 * Puts an arbiter's decision on the board as the hub's own signed word; money follows from there. Errors: `dispute.not_found`,
 * `dispute.decided`, `dispute.not_heard` while the other side may still answer, `dispute.own`, `dispute.inadmissible`, `dispute.same_price`.
 */
export async function decide(
  ctx: Settling,
  board: Board,
  { id, award, arbiter }: { readonly id: string; readonly award: Award; readonly arbiter: Arbiter },
): Promise<{ readonly id: string }> {
  const file = await fileOf(ctx, id);
  await demandOpen(ctx, file, arbiter);
  const { charge, contract, priceMinor: before } = file.dispute.body;
  const priceMinor = { dismissed: before, refunded: '0', corrected: award.priceMinor }[award.outcome];
  if (award.outcome !== 'dismissed' && priceMinor === before)
    fail('dispute.same_price', 'That is the price as it is; dismiss the dispute instead.');
  const body: SettlementBodies['dispute_award'] = {
    dispute: id,
    charge,
    contract,
    outcome: award.outcome,
    priceMinor,
    reason: award.reason,
    arbiter: arbiter.office,
  };
  const document = signDocument(ctx.key, {
    type: 'dispute_award',
    issuer: ctx.party,
    audience: [file.dispute.issuer, file.dispute.body.against, ctx.party],
    body: body as unknown as { readonly [key: string]: Json },
    issuedAtMs: ctx.clock.nowMs(),
  });
  const admission = await board.submit(document);
  if (admission.kind === 'refused') fail(admission.code, 'The hub’s own word was refused by its board.');
  return { id: document.id };
}

async function demandOpen(ctx: Settling, file: DisputeFile, { party }: Arbiter): Promise<void> {
  const { id, issuer, body } = file.dispute;
  if (isSide(file.dispute, party)) fail('dispute.own', `${party} is a side of this dispute.`);
  const row = await ctx.db.selectFrom('line_dispute').select('state').where('id', '=', id).executeTakeFirst();
  const state = disputeState(file, { arbiter: ctx.party, nowMs: ctx.clock.nowMs() });
  if (!row || row.state === 'inadmissible')
    fail('dispute.inadmissible', `What ${issuer} disputes is no line between it and ${body.against}.`);
  if (state === 'filed') fail('dispute.not_heard', 'The other side has not answered, and may still do so.');
  if (state !== 'answered' && state !== 'overdue') fail('dispute.decided', 'This dispute is decided.');
}

async function fileOf({ store }: Settling, id: string): Promise<DisputeFile> {
  const [dispute] = await store.documents.find('line_dispute', { id });
  const files = dispute && (await disputeFiles(store.documents, { contract: dispute.body.contract }));
  const file = files?.find((one) => one.dispute.id === id);
  return file ?? fail('dispute.not_found', 'There is no such dispute.');
}

async function hearingOf(ctx: Settling) {
  const trust = await receiptTrust({ ...ctx, hubParty: ctx.party });
  return { arbiter: ctx.party, nowMs: ctx.clock.nowMs(), trust };
}
