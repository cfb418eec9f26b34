import type { AgreementKey } from '@finharbor/dataspace';
import type { Verified } from '../documents.ts';
import { negotiationsFor } from '../negotiation/contract-negotiations.ts';
import { productIdOf } from '../negotiation/names.ts';
import type { OpenTransfers } from './context.ts';

/** What a contract's two sides have agreed on of one product. */
export type ContractAgreement = AgreementKey & {
  readonly product: string;
  readonly party: string;
  readonly address: string;
};

/**
 * A contract's agreements that may be used, the newest of each product first. One of a participant that is reached elsewhere now is
 * not among them: who somebody is among connectors is where it is reached.
 */
export async function agreementsOf(
  { ctx, parties, connector }: Pick<OpenTransfers, 'ctx' | 'parties' | 'connector'>,
  contract: Verified<'contract'>,
): Promise<readonly ContractAgreement[]> {
  const self = await parties.ofParty(ctx.party);
  const all = await negotiationsFor({ ctx, parties }, connector, contract);
  return all.flatMap(({ state, agreement, role, peer, peerAddress, party, datasetId }) => {
    const own = role === 'consumer' ? agreement?.assignee : agreement?.assigner;
    if (state !== 'FINALIZED' || !agreement || (self && own !== self.id)) return [];
    const product = productIdOf(datasetId)!;
    return [{ id: agreement['@id'], peer, role, product, party, address: peerAddress }];
  });
}
