import { verifyDocument } from '@finharbor/access';
import { FinharborError, fail, fingerprint, type PublicKey, parsePublicKey } from '@finharbor/kernel';
import { admitDocument, checkedBody, trustOf } from './admit-document.ts';
import type { NodeContext } from './context.ts';
import type { Body } from './documents.ts';
import { peerOf } from './hub/enrol.ts';
import type { PinnedPeer } from './store.ts';

/**
 * Pins a peer's key at this node by the word of its own operator: the fingerprint was read out by the peer, the hub's directory only
 * supplies addresses. Errors: `peer.not_found`, `peer.fingerprint_differs`, `peer.key_changed`.
 */
export async function pinPeer(ctx: NodeContext, party: string, readOut: string): Promise<PinnedPeer> {
  const doc = (await ctx.hub.directory()).find(({ issuer }) => issuer === party);
  if (!doc) fail('peer.not_found', "The hub's directory has no party of that name; has it been admitted?");
  checkedBody('enrolment', doc.body);
  const body = doc.body as unknown as Body<'enrolment'>;
  const key = parsePublicKey(body.publicKey);
  if (fingerprint(key).replaceAll(' ', '') !== readOut.replaceAll(/\s/g, '').toLowerCase())
    throw new FinharborError({
      code: 'peer.fingerprint_differs',
      publicMessage:
        "The fingerprint is not that of the key in the hub's directory. Ask the party to read it out again.",
      fields: [{ pointer: '/fingerprint', detail: 'does not match' }],
    });
  if (verifyDocument(doc, () => key as PublicKey).kind === 'refused')
    fail('peer.bad_signature', "The directory's entry is not signed by the key it names.");
  const known = (await ctx.store.peers.list()).find((peer) => peer.party === party);
  if (known && known.publicKey !== key)
    fail(
      'peer.key_changed',
      'Another key is pinned for this party; remove it first if the party has really changed its key.',
    );
  const peer = peerOf(body, ctx.clock.nowMs());
  await ctx.store.peers.pin(peer);
  const trust = await trustOf(ctx.store);
  await ctx.store.documents.judgeAgain(async (refused) =>
    (await admitDocument(ctx.store, trust, refused)).kind === 'refused' ? 'refused' : 'admitted',
  );
  return peer;
}

/**
 * Follows peers that have moved: a pinned party whose directory entry, signed by its pinned key, names other addresses. Keys never
 * change this way. Returns how many moved.
 */
export async function refreshPeers(ctx: Pick<NodeContext, 'hub' | 'store' | 'clock'>): Promise<number> {
  const docs = await ctx.hub.directory();
  let moved = 0;
  for (const peer of await ctx.store.peers.list()) {
    const doc = docs.find(({ issuer }) => issuer === peer.party);
    if (!doc || verifyDocument(doc, () => peer.publicKey).kind === 'refused') continue;
    const now = peerOf(doc.body as unknown as Body<'enrolment'>, peer.pinnedAtMs);
    if (now.linkHost === peer.linkHost && now.linkPort === peer.linkPort && now.url === peer.url) continue;
    await ctx.store.peers.pin({ ...now, publicKey: peer.publicKey, noteKey: peer.noteKey });
    moved += 1;
  }
  return moved;
}
