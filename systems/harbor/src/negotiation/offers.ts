import type { Offer } from '@finharbor/dataspace/policy';
import type { Verified } from '../documents.ts';
import { policyOf } from '../usage/policy-of.ts';
import { usageOf } from '../usage/usage.ts';
import { offerIdOf } from './names.ts';

/** A contract's terms between its consumer and one provider, as an offer: both sides derive it from the signed text alone. */
export function offerOf(contract: Verified<'contract'>, provider: string): Offer {
  return { '@id': offerIdOf(contract.id), ...policyOf(usageOf(contract.body, provider)) };
}
