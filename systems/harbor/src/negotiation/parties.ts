import type { Store } from '../store.ts';

/** How a party is reached by connectors. */
export type ConnectorPeer = { readonly party: string; readonly id: string; readonly address: string };

/** Which pinned parties are behind which participants of the dataspace. */
export type Parties = {
  readonly ofParty: (party: string) => Promise<ConnectorPeer | undefined>;
  readonly ofParticipant: (id: string) => Promise<ConnectorPeer | undefined>;
};

/** Reads it from the pinned peers: an address that this party's operator has not pinned stands for nobody. */
export function pinnedParties(store: Store, peerOf: (party: string, url: string) => ConnectorPeer): Parties {
  const all = async (): Promise<readonly ConnectorPeer[]> =>
    (await store.peers.list()).map(({ party, url }) => peerOf(party, url));
  return {
    ofParty: async (party) => (await all()).find((peer) => peer.party === party),
    ofParticipant: async (id) => (await all()).find((peer) => peer.id === id),
  };
}
