import { type Offer, type Policy, reasonOf, sameTerms } from '@finharbor/dataspace/policy';
import type { Body, Verified } from '../documents.ts';
import type { PricePlan } from '../pricing/plan.ts';
import { alwaysPolicyOf, policyOf } from '../usage/policy-of.ts';
import { pricesOf, usageOf } from '../usage/usage.ts';
import { counterOfferIdOf, offerIdOf, standingOfferIdOf } from './names.ts';

/** A contract's terms between its consumer and one provider, as an offer: both sides derive it from the signed text alone. */
export function offerOf(contract: Verified<'contract'>, provider: string): Offer {
  return offerNamed(offerIdOf(contract.id), contract.body, provider);
}

/** The terms of a counter-offer between the contract's consumer and the provider that has signed it, as an offer. */
export function counterOfferOf({ id, issuer, body }: Verified<'counter_offer'>): Offer {
  return offerNamed(counterOfferIdOf(id), body.terms, issuer);
}

const free: readonly PricePlan[] = [{ plan: 'free', kind: 'free' }];

/** What everybody is offered a version of a product under, by each of its plans: what holds under every contract, and its price. */
export function standingOffers(
  version: string,
  { plans = free }: Pick<Body<'product'>, 'plans'>,
): readonly Offer[] {
  return plans.map((plan) => ({
    '@id': standingOfferIdOf(version, plan.plan),
    ...alwaysPolicyOf(pricesOf(plan)),
  }));
}

/** In which terms an offer is another than what was signed, in words; none where it says the same. */
export function differencesOf(offer: Policy, signed: Policy): readonly string[] {
  const sameness = sameTerms(signed, offer);
  return sameness.kind === 'same' ? [] : reasonOf(sameness).text;
}

function offerNamed(id: string, body: Body<'contract'>, provider: string): Offer {
  return { '@id': id, ...policyOf(usageOf(body, provider)) };
}
