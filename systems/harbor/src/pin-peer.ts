import { type SignedDocument, verifyDocument } from '@finharbor/access';
import { FinharborError, fail, fingerprint, parsePublicKey } from '@finharbor/kernel';
import { admitDocument, checkedBody, trustOf } from './admit-document.ts';
import type { NodeContext } from './context.ts';
import type { Body } from './documents.ts';
import { type PinWord, peerOf, roleDiffers } from './hub/enrol.ts';
import type { PinnedPeer } from './store.ts';

/**
 * Pins a peer's key at this node by the word of its own operator: the fingerprint was read out by the peer, the hub's directory only
 * supplies addresses. Errors: `peer.not_found`, `peer.fingerprint_differs`, `peer.bad_signature`, `peer.role_differs`, `peer.key_changed`.
 */
export async function pinPeer(
  ctx: NodeContext,
  party: string,
  { fingerprint: readOut, registrar = false }: PinWord,
): Promise<PinnedPeer> {
  const doc = (await ctx.hub.directory()).find(({ issuer }) => issuer === party);
  if (!doc) fail('peer.not_found', "The hub's directory has no party of that name; has it been admitted?");
  const body = enrolmentOf(doc);
  if (body.party !== party) fail('peer.bad_signature', "The directory's entry is another party's.");
  const key = parsePublicKey(body.publicKey);
  if (fingerprint(key).replaceAll(' ', '') !== readOut.replaceAll(/\s/g, '').toLowerCase())
    throw new FinharborError({
      code: 'peer.fingerprint_differs',
      publicMessage:
        "The fingerprint is not that of the key in the hub's directory. Ask the party to read it out again.",
      fields: [{ pointer: '/fingerprint', detail: 'does not match' }],
    });
  if (verifyDocument(doc, () => key).kind === 'refused')
    fail('peer.bad_signature', "The directory's entry is not signed by the key it names.");
  if (body.registrar !== registrar) fail('peer.role_differs', roleDiffers(body.registrar));
  const known = (await ctx.store.peers.list()).find((peer) => peer.party === party);
  if (known && known.publicKey !== key)
    fail(
      'peer.key_changed',
      'Another key is pinned for this party; remove it first if the party has really changed its key.',
    );
  const peer = peerOf(body, ctx.clock.nowMs());
  await ctx.store.peers.pin(peer);
  const trust = await trustOf(ctx.store);
  await ctx.store.documents.judgeAgain((refused) => admitDocument(ctx.store, trust, refused));
  return peer;
}

/**
 * Follows peers that have moved: a pinned party whose directory entry, signed by its pinned key, names other addresses. Nothing but
 * the addresses changes this way: neither key nor standing as a registrar. Returns how many moved.
 */
export async function refreshPeers(ctx: Pick<NodeContext, 'hub' | 'store' | 'clock'>): Promise<number> {
  const docs = await ctx.hub.directory();
  let moved = 0;
  for (const peer of await ctx.store.peers.list()) {
    const doc = docs.find(({ issuer }) => issuer === peer.party);
    if (doc?.type !== 'enrolment' || verifyDocument(doc, () => peer.publicKey).kind === 'refused') continue;
    const { party, linkHost, linkPort, url } = enrolmentOf(doc);
    const isSame = linkHost === peer.linkHost && linkPort === peer.linkPort && url === peer.url;
    if (party !== peer.party || isSame) continue;
    await ctx.store.peers.pin({ ...peer, linkHost, linkPort, url });
    moved += 1;
  }
  return moved;
}

/** Errors: `peer.bad_signature`, `document.malformed`. */
function enrolmentOf(doc: SignedDocument): Body<'enrolment'> {
  if (doc.type !== 'enrolment') fail('peer.bad_signature', "The directory's entry is no enrolment.");
  checkedBody('enrolment', doc.body);
  return doc.body as unknown as Body<'enrolment'>;
}
