import { type Offer, sameTerms } from '@finharbor/dataspace/policy';
import type { Body, Verified } from '../documents.ts';
import { policyOf } from '../usage/policy-of.ts';
import { usageOf } from '../usage/usage.ts';
import { counterOfferIdOf, offerIdOf } from './names.ts';

/** A contract's terms between its consumer and one provider, as an offer: both sides derive it from the signed text alone. */
export function offerOf(contract: Verified<'contract'>, provider: string): Offer {
  return offerNamed(offerIdOf(contract.id), contract.body, provider);
}

/** The terms of a counter-offer between the contract's consumer and the provider that has signed it, as an offer. */
export function counterOfferOf({ id, issuer, body }: Verified<'counter_offer'>): Offer {
  return offerNamed(counterOfferIdOf(id), body.terms, issuer);
}

/** In which terms an offer is another than what was signed, in words; none where it says the same. */
export function differencesOf(offer: Offer, signed: Offer): readonly string[] {
  const sameness = sameTerms(offer, signed);
  if (sameness.kind === 'same') return [];
  return sameness.differences.map(({ only, text }) =>
    only === 'first'
      ? `Only in what was sent: ${text.en} / 仅见于所发要约：${text.zh}`
      : `Only in what was signed: ${text.en} / 仅见于已签署文本：${text.zh}`,
  );
}

function offerNamed(id: string, body: Body<'contract'>, provider: string): Offer {
  return { '@id': id, ...policyOf(usageOf(body, provider)) };
}
