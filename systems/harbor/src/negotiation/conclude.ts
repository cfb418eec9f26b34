import type { Connector, Negotiation, Transfer } from '@finharbor/dataspace';
import { contractFile, signDecision } from '../contracts.ts';
import type { Verified } from '../documents.ts';
import type { NegotiatorContext } from './context.ts';
import { negotiationsFor } from './contract-negotiations.ts';
import { contractBehind, decisionOn } from './moves.ts';
import { productIdOf } from './names.ts';

/** Signs, as a provider, what its connector has agreed on, or that it has declined: what all sides of the contract and the hub then see. */
export async function conclude(
  parts: NegotiatorContext,
  connector: Pick<Connector, 'negotiations'>,
  process: Negotiation | Transfer,
): Promise<void> {
  if (!('offer' in process) || process.role !== 'provider') return;
  if (process.state !== 'FINALIZED' && process.state !== 'TERMINATED') return;
  const contract = await contractBehind(parts.ctx, process.offer['@id']);
  if (!contract || (await isSigned(parts, contract.id))) return;
  const decided = await decisionOn(parts, contract);
  // Other terms were signed when they were offered.
  if (!decided || decided.decision === 'countered') return;
  const { decision, reason } = decided;
  if (decision === 'declined' || (await areAllAgreed(parts, connector, contract)))
    await signDecision(parts.ctx, contract.id, { decision, reason });
}

async function isSigned({ ctx }: NegotiatorContext, contractId: string): Promise<boolean> {
  const { approvals } = await contractFile(ctx, contractId);
  return approvals.some(({ issuer }) => issuer === ctx.party);
}

/** A contract may have several products of one provider. */
async function areAllAgreed(
  parts: NegotiatorContext,
  connector: Pick<Connector, 'negotiations'>,
  contract: Verified<'contract'>,
): Promise<boolean> {
  const { store, party } = parts.ctx;
  const own = await store.documents.find('product', { issuer: party });
  const wanted = own.filter(({ id }) => contract.body.products.includes(id));
  const agreed = new Set(
    (await negotiationsFor(parts, connector, contract))
      .filter(({ state }) => state === 'FINALIZED')
      .map(({ datasetId }) => productIdOf(datasetId)),
  );
  return wanted.every(({ id }) => agreed.has(id));
}
