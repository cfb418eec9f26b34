import type { Connector, Negotiation, NegotiationMove } from '@finharbor/dataspace';
import { contractFile } from '../contracts.ts';
import type { Verified } from '../documents.ts';
import { contractState } from '../domain.ts';
import type { NegotiatorContext } from './context.ts';
import { goingOnUnder, negotiationsFor } from './contract-negotiations.ts';
import { moveIn } from './moves.ts';
import { counterOfferIn, datasetIdOf, productIdOf } from './names.ts';
import { offerOf } from './offers.ts';

/** Contracts that this party has signed and that their providers have not all answered. */
export async function waitingContracts({
  ctx,
}: Pick<NegotiatorContext, 'ctx'>): Promise<readonly Verified<'contract'>[]> {
  const own = await ctx.store.documents.find('contract', { issuer: ctx.party });
  const files = await Promise.all(own.map(({ id }) => contractFile(ctx, id)));
  const nowMs = ctx.clock.nowMs();
  return files.filter((file) => contractState(file, nowMs) === 'proposed').map(({ contract }) => contract);
}

/**
 * Asks each provider for each product of a contract, those left out that have been asked: a negotiation of the contract whose place it takes, in
 * which other terms were offered, goes on with it. Done again, it asks nobody twice.
 */
export async function ask(
  parts: NegotiatorContext,
  connector: Connector,
  contract: Verified<'contract'>,
): Promise<void> {
  const { ctx } = parts;
  const known = [
    ...(await negotiationsFor(parts, connector, contract)),
    ...(await goingOnUnder(parts, connector, contract)),
  ].filter(isUnderWay);
  const asked = new Set(known.map(({ datasetId }) => productIdOf(datasetId)));
  const answers: { readonly pid: string; readonly move: NegotiationMove }[] = [];
  for (const negotiation of known.filter(({ state }) => state === 'OFFERED')) {
    const move = await moveIn(parts, negotiation);
    if (move.kind !== 'wait') answers.push({ pid: negotiation.pid, move });
  }
  const missing = contract.body.products.filter((product) => !asked.has(product));
  for (const { pid, move } of answers) await connector.act(pid, move);
  if (missing.length === 0) return;
  // As for every move by a contract, its provider's node has the signed text first.
  await ctx.hub.publish((await ctx.store.documents.get(contract.id))!);
  for (const product of missing) await askForProduct(parts, connector, { contract, product });
}

type Wanted = { readonly contract: Verified<'contract'>; readonly product: string };

/** Asks the provider of one product of a contract for it, on the contract's terms. */
export async function askForProduct(
  { ctx, parties }: Pick<NegotiatorContext, 'ctx' | 'parties'>,
  connector: Pick<Connector, 'requestContract'>,
  { contract, product }: Wanted,
): Promise<void> {
  const [version] = await ctx.store.documents.find('product', { id: product });
  const peer = version && (await parties.ofParty(version.issuer));
  // Its operator has not pinned that party yet: asked again at the next turn.
  if (!peer) return;
  await connector.requestContract({
    peer: peer.id,
    address: peer.address,
    datasetId: datasetIdOf(product),
    offer: offerOf(contract, version.issuer),
  });
}

/** One that came to nothing before the terms were accepted does not stand in the way of asking for them. */
function isUnderWay({ state, offer }: Negotiation): boolean {
  return state !== 'TERMINATED' || counterOfferIn(offer['@id']) === undefined;
}
