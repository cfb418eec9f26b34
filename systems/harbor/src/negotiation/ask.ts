import type { Connector } from '@finharbor/dataspace';
import { contractFile } from '../contracts.ts';
import type { Verified } from '../documents.ts';
import { contractState } from '../domain.ts';
import type { NegotiatorContext } from './context.ts';
import { datasetIdOf, productIdOf } from './names.ts';
import { negotiationsOf } from './negotiations.ts';
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

/** Asks each provider for each product of a contract, those left out that have been asked. Done again, it asks nobody twice. */
export async function ask(
  parts: NegotiatorContext,
  connector: Connector,
  contract: Verified<'contract'>,
): Promise<void> {
  const { ctx } = parts;
  const asked = new Set(
    (await negotiationsOf(parts, connector, contract)).map(({ datasetId }) => productIdOf(datasetId)),
  );
  const missing = contract.body.products.filter((product) => !asked.has(product));
  if (missing.length === 0) return;
  // The provider's node compares what it is asked with the signed text, which it has from the hub.
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
