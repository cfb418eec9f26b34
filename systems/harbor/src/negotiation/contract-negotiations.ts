import type { Connector, Negotiation } from '@finharbor/dataspace';
import type { Verified } from '../documents.ts';
import type { NegotiatorContext } from './context.ts';
import { acceptedCounterOffer, type CounterFile, counterOffersTo } from './counter-offers.ts';
import { counterOfferIdOf, counterOfferIn, datasetIdOf, productIdOf } from './names.ts';
import { allNegotiations, negotiationsOf } from './negotiations.ts';

/** A negotiation of a contract, and the party at its other side. */
export type ContractNegotiation = Negotiation & { readonly party: string };

type Reader = Pick<NegotiatorContext, 'ctx' | 'parties'>;
type Negotiations = Pick<Connector, 'negotiations'>;

/**
 * The negotiations that a contract comes of: under its own terms, under counter-offers to it that nobody has accepted, and under the one
 * that it accepts. One is a contract's at a time: whose terms are accepted, its negotiation is the new contract's.
 */
export async function negotiationsFor(
  parts: Reader,
  connector: Negotiations,
  contract: Verified<'contract'>,
): Promise<readonly ContractNegotiation[]> {
  const open = (await counterOffersTo(parts.ctx, contract)).filter(({ accepted }) => !accepted);
  const own = await acceptedCounterOffer(parts.ctx, contract);
  const found = [...(await negotiationsOf(parts, connector, contract))];
  for (const file of [...open, ...(own ? [own] : [])])
    found.push(...(await underCounterOffer(parts, connector, file)));
  return found;
}

/** Whether a negotiation of a contract goes on under the one that takes its place: its consumer answers the offer with that. */
export function goesOnUnder(
  next: Verified<'contract'>,
  { counter, asked }: CounterFile,
  { datasetId }: Pick<Negotiation, 'datasetId'>,
): boolean {
  // One that was made after the next contract was signed has crossed it.
  return (
    next.body.previous === asked.id &&
    counter.issuedAtMs <= next.issuedAtMs &&
    next.body.products.includes(productIdOf(datasetId) ?? '')
  );
}

/** Those of a contract's negotiations that go on under the one that takes its place. */
export async function goingOnUnder(
  parts: Reader,
  connector: Negotiations,
  next: Verified<'contract'>,
): Promise<readonly ContractNegotiation[]> {
  const [asked] = next.body.previous
    ? await parts.ctx.store.documents.find('contract', { id: next.body.previous })
    : [];
  if (!asked || asked.issuer !== next.issuer) return [];
  const counters = await counterOffersTo(parts.ctx, asked);
  return (await negotiationsFor(parts, connector, asked)).filter((negotiation) => {
    const file = counters.find(({ counter }) => counter.id === counterOfferIn(negotiation.offer['@id']));
    return negotiation.state === 'OFFERED' && file && goesOnUnder(next, file, negotiation);
  });
}

async function underCounterOffer(
  { ctx, parties }: Reader,
  connector: Negotiations,
  { asked, counter }: CounterFile,
): Promise<readonly ContractNegotiation[]> {
  const found: ContractNegotiation[] = [];
  const datasets = asked.body.products.map(datasetIdOf);
  for await (const negotiation of allNegotiations(connector, { offer: counterOfferIdOf(counter.id) })) {
    const party = (await parties.ofParticipant(negotiation.peer))?.party;
    const [consumer, provider] = negotiation.role === 'consumer' ? [ctx.party, party] : [party, ctx.party];
    const isBetween = consumer === asked.issuer && provider === counter.issuer;
    if (party !== undefined && isBetween && datasets.includes(negotiation.datasetId))
      found.push({ ...negotiation, party });
  }
  return found;
}
