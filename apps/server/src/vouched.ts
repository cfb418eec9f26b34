import type { Vouched } from '@finharbor/access';
import type { HubContext } from '@finharbor/harbor';

/** Who has vouched for a party as the hub knows it: the hub by admitting it, or for a firm the registrar who vouched for its key last. */
export async function vouchedBy(
  { party: hub, store }: Pick<HubContext, 'party' | 'store'>,
  party: string,
): Promise<Vouched | undefined> {
  const peers = await store.peers.list();
  const uscc = /^firm:(.*)$/.exec(party)?.[1];
  if (uscc === undefined) {
    const admitted = peers.find((peer) => peer.party === party);
    return admitted && { how: 'admission', by: hub, atMs: admitted.pinnedAtMs };
  }
  const registrars = new Set(peers.filter(({ registrar }) => registrar).map((peer) => peer.party));
  const [vouched] = await store.firmKeys.vouched({ registrars, uscc, limit: 1 });
  return vouched && { how: 'registrar', by: vouched.issuer, atMs: vouched.issuedAtMs };
}
