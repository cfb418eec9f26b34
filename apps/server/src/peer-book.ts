import type { Store } from '@finharbor/harbor';
import type { Peer } from '@finharbor/link';

/**
 * A killed peer is noticed at once by its closed connection; silence only tells of a machine that vanished. Eight seconds let a busy
 * machine finish a stretch of computation and still fail a job within ten.
 */
export const linkLimits: { readonly silenceMs: number } = { silenceMs: 8_000 };

/** The pinned peers in memory, for the link asks at every connection; the database stays the source. */
export type PeerCache = {
  readonly peers: () => readonly Peer[];
  readonly refresh: () => Promise<void>;
  /** The same store, whose pinning also refreshes this book. */
  readonly follow: (store: Store) => Store;
};

/** Reads the pinned peers of a store. */
export async function peerBook(store: Store): Promise<PeerCache> {
  let known: readonly Peer[] = [];
  const refresh = async (): Promise<void> => {
    const peers = await store.peers.list();
    known = peers.map(({ party, publicKey, linkHost, linkPort }) => ({
      party,
      publicKey,
      host: linkHost,
      port: linkPort,
    }));
  };
  await refresh();
  return {
    peers: () => known,
    refresh,
    follow: (inner) => ({
      ...inner,
      peers: {
        ...inner.peers,
        async pin(peer) {
          await inner.peers.pin(peer);
          await refresh();
        },
      },
    }),
  };
}
