import { fail } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import { mayLeave } from '../crossborder/may-leave.ts';
import { demandOfferedFor } from '../delivery/may-deliver.ts';
import type { Body, Verified } from '../documents.ts';
import { demandContractable } from '../life/refusals.ts';
import { demandOffered } from '../pricing/choose.ts';
import { checkTerms } from '../usage/check-terms.ts';

/**
 * Demands that this party may agree to a contract of its data: to its terms, and that the data may go where it says. Errors: those of
 * `demandAgreeable`, `transfer.not_assessed` and the like.
 */
export async function demandDecidable(ctx: NodeContext, contract: Verified<'contract'>): Promise<void> {
  await demandAgreeable(ctx, contract.body);
  const assessments = await ctx.store.documents.find('transfer_assessment', { issuer: ctx.party });
  const leave = mayLeave(contract, assessments, ctx.clock.nowMs());
  if (leave.kind === 'refused') fail(leave.code, leave.reasons.map(({ en }) => en).join(' '));
}

/**
 * Demands that a contract's products of this party are listed and paid for as they are offered, under terms that this node can hold anybody
 * to. Errors: `product.not_listed` and the like, `product.not_delivered`, `plan.not_offered`,
 * `contract.terms_unknown`, `contract.needs_computation`.
 */
export async function demandAgreeable(ctx: NodeContext, body: Body<'contract'>): Promise<void> {
  const own = (await ctx.store.documents.find('product', { issuer: ctx.party })).filter(({ id }) =>
    body.products.includes(id),
  );
  await demandContractable(ctx, own);
  demandOfferedFor(body.kind, own);
  demandOffered(body, own);
  checkTerms(body, ctx.party);
}
