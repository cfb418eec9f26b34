import { signDocument } from '@finharbor/access';
import { fail, type Json } from '@finharbor/kernel';
import { checkedBody } from '../admit-document.ts';
import type { NodeContext } from '../context.ts';
import { contractFile, demandProposed } from '../contracts.ts';
import type { Body, Verified } from '../documents.ts';
import { verifiedOf } from '../postgres/documents.ts';
import { changedContract, isSameContract } from '../usage/changed-contract.ts';
import type { ChosenTerms } from '../usage/chosen-terms.ts';
import type { NegotiatorContext } from './context.ts';
import type { Countered, Decided } from './decisions.ts';
import { demandAgreeable } from './demand-decidable.ts';

/** Other terms under which a provider would agree, and why. */
export type CounterDraft = { readonly chosen: ChosenTerms; readonly reason: string };

/**
 * Answers a contract with other terms, as a provider: its decision, which is signed with the time it was made. Errors: `contract.not_found`,
 * `contract.not_provider`, `contract.decided`, `contract.same_terms`, `contract.ended` and the like, and those of `demandAgreeable`.
 */
export async function counter(
  { ctx, decisions }: Pick<NegotiatorContext, 'ctx' | 'decisions'>,
  contractId: string,
  { chosen, reason }: CounterDraft,
): Promise<Verified<'counter_offer'>> {
  const file = await contractFile(ctx, contractId);
  const { contract } = file;
  if (!contract.body.providers.includes(ctx.party))
    fail('contract.not_provider', 'Only a provider named in the contract may answer it.');
  demandProposed(file, ctx.clock.nowMs());
  const own = await ctx.store.documents.find('product', { issuer: ctx.party });
  const products = own.filter(({ id }) => contract.body.products.includes(id));
  const terms = changedContract(contract, { chosen, products, number: ctx.newId() });
  if (isSameContract(terms, contract.body))
    fail('contract.same_terms', 'These are the terms that were asked for: approve the contract instead.');
  if (Date.parse(terms.validUntil) <= ctx.clock.nowMs())
    fail('contract.expired', 'The contract would be over before it could begin.');
  await demandAgreeable(ctx, terms);
  checkedBody('counter_offer', bodyOf(contract, { terms, reason }));
  const counts = await decisions.decide(contractId, { decision: 'countered', reason, terms });
  if (counts.decision !== 'countered' || counts.terms.contract !== terms.contract)
    fail('contract.decided', `This contract has been ${counts.decision} here already.`);
  return signCounterOffer(ctx, contract, counts);
}

/** The document that says so: the same one however often it is asked for, as it has the decision's own time. */
export async function signCounterOffer(
  ctx: NodeContext,
  contract: Verified<'contract'>,
  decided: Decided & Countered,
): Promise<Verified<'counter_offer'>> {
  const doc = signDocument(ctx.key, {
    type: 'counter_offer',
    issuer: ctx.party,
    audience: [contract.body.consumer, ctx.hubParty, ...contract.body.providers],
    body: bodyOf(contract, decided) as unknown as { readonly [key: string]: Json },
    issuedAtMs: decided.decidedAtMs,
  });
  if (!(await ctx.store.documents.get(doc.id))) await ctx.issue(doc);
  return verifiedOf(doc) as Verified<'counter_offer'>;
}

function bodyOf(
  { id }: Verified<'contract'>,
  { terms, reason }: Pick<Body<'counter_offer'>, 'terms' | 'reason'>,
): Body<'counter_offer'> {
  return { contract: id, terms, reason };
}
