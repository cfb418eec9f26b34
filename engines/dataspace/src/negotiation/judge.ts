import type { Catalogue } from '../catalogue/port.ts';
import type { Negotiation, Reason } from '../domain.ts';
import { differingTerms } from './judge-agreement.ts';

/** Whether an offer of the other side may be gone on with, for the owner's policy to say; nothing where it may. */
export type JudgeOffer = (negotiation: Negotiation) => Promise<Reason | undefined>;

/**
 * Why the other side's latest offer ends the negotiation. A first request must be for an offer of the catalogue as it stands there;
 * a later one is a counter-offer, and its terms its sender's to choose.
 */
export async function judge(
  negotiation: Negotiation,
  isFirst: boolean,
  { catalogue, judgeOffer }: { readonly catalogue: Catalogue; readonly judgeOffer: JudgeOffer },
): Promise<Reason | undefined> {
  const { role, state, offeredBy } = negotiation;
  if (offeredBy === role) return undefined;
  if (state !== 'REQUESTED' && state !== 'OFFERED') return undefined;
  const mismatch =
    isFirst && role === 'provider' ? await compareWithCatalogue(negotiation, catalogue) : undefined;
  return mismatch ?? judgeOffer(negotiation);
}

async function compareWithCatalogue(
  { datasetId, offer, peer }: Negotiation,
  catalogue: Catalogue,
): Promise<Reason | undefined> {
  const dataset = await catalogue.dataset(datasetId, peer);
  if (!dataset)
    return {
      code: 'dataspace.no_such_dataset',
      text: [`The catalogue has no data set ${datasetId} for this participant.`],
    };
  const published = dataset.hasPolicy.find(({ '@id': id }) => id === offer['@id']);
  if (!published)
    return {
      code: 'dataspace.no_such_offer',
      text: [`The data set ${datasetId} is not offered under ${offer['@id']}.`],
    };
  const text = differingTerms(published, offer);
  return text.length > 0 ? { code: 'dataspace.offer_differs', text } : undefined;
}
