import { fail } from '@finharbor/kernel';
import type { NodeContext } from '../context.ts';
import { demandReplaceable } from '../contracts.ts';
import { issueDocument } from '../issue-document.ts';
import { demandContractable } from '../life/refusals.ts';
import { checkTerms } from '../usage/check-terms.ts';
import { findCounterOffer } from './counter-offers.ts';

/**
 * Accepts a counter-offer to a contract of this party's: signs its terms, to the letter, as the contract that takes the other's place. Returns
 * its id; done again, that of the one that was signed. Errors: `counter_offer.not_found`, `contract.expired`, `contract.replaced` and the
 * like, `product.not_listed` and the like, `contract.terms_unknown`.
 */
export async function accept(ctx: NodeContext, counterOfferId: string): Promise<string> {
  const file = await findCounterOffer(ctx, counterOfferId);
  if (file?.asked.issuer !== ctx.party)
    return fail('counter_offer.not_found', 'There is no such counter-offer to a contract of this party.');
  if (file.accepted) return file.accepted.id;
  await demandReplaceable(ctx, file.asked.id);
  const { terms } = file.counter.body;
  if (Date.parse(terms.validUntil) <= ctx.clock.nowMs())
    fail('contract.expired', 'The contract would be over before it could begin.');
  const products = await ctx.store.documents.find('product');
  await demandContractable(
    ctx,
    products.filter(({ id }) => terms.products.includes(id)),
  );
  checkTerms(terms, ctx.party);
  const audience = [ctx.party, ctx.hubParty, ...terms.providers];
  return (await issueDocument(ctx, { type: 'contract', audience, body: terms })).id;
}
