import type { Offer } from '@finharbor/dataspace/policy';
import type { Verified } from '../documents.ts';
import { policyOf } from '../usage/index.ts';
import { offerIdOf } from './names.ts';

/** A contract's terms for one of its products, as an offer of the catalogue: both sides derive it from the signed text alone. */
export function offerOf(contract: Verified<'contract'>, productId: string): Offer {
  return { '@id': offerIdOf(contract.id), ...policyOf(contract.body, productId) };
}
