import type { X509Certificate } from 'node:crypto';
import type { Clock, PublicKey } from '@finharbor/kernel';
import { certifiedKey, isCurrent } from './certificate.ts';
import { fault } from './fault.ts';

/** A party this node has pinned: its name, the one key it may show, and where it listens. */
export type Peer = {
  readonly party: string;
  readonly publicKey: PublicKey;
  readonly host: string;
  readonly port: number;
};

/** The peers pinned at this moment; asked anew for every connection, so a node may pin and unpin while it runs. */
export type PeerBook = () => readonly Peer[];

export function peerNamed(book: PeerBook, party: string): Peer | undefined {
  return book().find((peer) => peer.party === party);
}

/**
 * The key a peer has proved to hold in the TLS handshake, where its certificate is in date and the key is one of
 * `expected`. Errors: `link.foreign`, `link.certificate_expired`.
 */
export function provenKey(
  certificate: X509Certificate | undefined,
  expected: readonly Peer[],
  clock: Clock,
): PublicKey {
  const key = certificate && certifiedKey(certificate);
  if (!certificate || !key || !expected.some((peer) => peer.publicKey === key))
    throw fault('link.foreign', 'The other side does not hold a key that is pinned here.');
  if (!isCurrent(certificate, clock.nowMs()))
    throw fault('link.certificate_expired', "The peer's certificate is out of date; compare the clocks.");
  return key;
}
