import type { Connector, Negotiation, ProcessQuery } from '@finharbor/dataspace';
import type { Verified } from '../documents.ts';
import type { NegotiatorContext } from './context.ts';
import { datasetIdOf, offerIdOf } from './names.ts';

type PartysNegotiation = Negotiation & { readonly party: string };

/** The negotiations of a contract that this node takes part in, the newest of each product first. */
export async function negotiationsOf(
  { ctx, parties }: Pick<NegotiatorContext, 'ctx' | 'parties'>,
  connector: Pick<Connector, 'negotiations'>,
  contract: Verified<'contract'>,
): Promise<readonly PartysNegotiation[]> {
  const found: PartysNegotiation[] = [];
  for (const product of contract.body.products) {
    for await (const negotiation of allNegotiations(connector, { about: datasetIdOf(product) })) {
      if (negotiation.offer['@id'] !== offerIdOf(contract.id)) continue;
      const peer = await parties.ofParticipant(negotiation.peer);
      if (!peer) continue;
      const isBetween =
        negotiation.role === 'consumer' ? contract.issuer === ctx.party : contract.issuer === peer.party;
      if (isBetween) found.push({ ...negotiation, party: peer.party });
    }
  }
  return found;
}

/** All negotiations that a query finds, page by page. */
export async function* allNegotiations(
  connector: Pick<Connector, 'negotiations'>,
  query: ProcessQuery,
): AsyncGenerator<Negotiation> {
  let cursor: ProcessQuery['cursor'];
  do {
    const page = await connector.negotiations({ ...query, ...(cursor !== undefined && { cursor }) });
    yield* page.items;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}
