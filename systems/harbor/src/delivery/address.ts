import type { Transfer } from '@finharbor/dataspace';
import { fail } from '@finharbor/kernel';
import type { DeliveryContext } from './context.ts';

/**
 * Demands that data is fetched from, or sent to, the very node that the transfer is with: an address is the other side's word, and could
 * name another's. Errors: `planes.unreachable`.
 */
export async function demandPeersAddress(
  { parties, refreshReach }: Pick<DeliveryContext, 'parties' | 'refreshReach'>,
  { peer, dataAddress }: Pick<Transfer, 'peer' | 'dataAddress'>,
): Promise<void> {
  await refreshReach();
  const pinned = await parties.ofParticipant(peer);
  const { endpoint = '' } = dataAddress ?? {};
  const isPeers =
    pinned && URL.canParse(endpoint) && new URL(endpoint).origin === new URL(pinned.address).origin;
  if (!isPeers)
    fail('planes.unreachable', 'The address of the data is not at the node that the transfer is with.');
}
