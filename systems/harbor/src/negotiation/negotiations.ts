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
  const datasets = contract.body.products.map(datasetIdOf);
  for await (const negotiation of allNegotiations(connector, { offer: offerIdOf(contract.id) })) {
    if (!datasets.includes(negotiation.datasetId)) continue;
    const peer = await parties.ofParticipant(negotiation.peer);
    if (!peer) continue;
    const isBetween =
      negotiation.role === 'consumer' ? contract.issuer === ctx.party : contract.issuer === peer.party;
    if (isBetween) found.push({ ...negotiation, party: peer.party });
  }
  return found.toSorted((a, b) => datasets.indexOf(a.datasetId) - datasets.indexOf(b.datasetId));
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
