import { fail } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import { mayLeave } from '../crossborder/may-leave.ts';
import { demandOfferedFor } from '../delivery/may-deliver.ts';
import type { Verified } from '../documents.ts';
import { demandContractable } from '../life/refusals.ts';
import { demandOffered } from '../pricing/choose.ts';
import { checkTerms } from '../usage/check-terms.ts';

/**
 * Demands that this party may agree to a contract of its data: the products are listed, are paid for as they are offered, under terms that
 * this node can hold anybody to, and may go where the contract says. Errors: `product.not_listed` and the like, `plan.not_offered`,
 * `product.not_delivered` and
 * the like, `contract.terms_unknown`, `contract.needs_computation`, `transfer.not_assessed` and the like.
 */
export async function demandDecidable(ctx: NodeContext, contract: Verified<'contract'>): Promise<void> {
  const { documents } = ctx.store;
  const own = (await documents.find('product', { issuer: ctx.party })).filter(({ id }) =>
    contract.body.products.includes(id),
  );
  await demandContractable(ctx, own);
  demandOfferedFor(contract.body.kind, own);
  demandOffered(contract.body, own);
  checkTerms(contract.body, ctx.party);
  const assessments = await documents.find('transfer_assessment', { issuer: ctx.party });
  const leave = mayLeave(contract, assessments, ctx.clock.nowMs());
  if (leave.kind === 'refused') fail(leave.code, leave.reasons.map(({ en }) => en).join(' '));
}
