import { type SignedDocument, verifyDocument } from '@finharbor/access';
import { FinharborError, fail, fingerprint, type PublicKey, parsePublicKey } from '@finharbor/kernel';
import { checkedBody } from '../admit-document.ts';
import type { Body } from '../documents.ts';
import type { PinnedPeer } from '../store.ts';
import type { HubContext } from './context.ts';

/** A party that asks to join, as the operator sees it: the fingerprint is compared out of band before admission. */
export type Enrolment = {
  readonly body: Body<'enrolment'>;
  readonly fingerprint: string;
  readonly admitted: boolean;
};

/**
 * Takes a node's request to join, signed by the key it wants to join with. An admitted party moves its addresses this way; a request
 * older than the one that stands changes nothing. Errors: `enrolment.bad_signature`, `enrolment.key_changed`, `enrolment.role_changed`.
 */
export async function requestEnrolment(ctx: HubContext, doc: SignedDocument): Promise<Enrolment> {
  const body = enrolmentBody(doc);
  const checked = verifyDocument(doc, () => body.publicKey as PublicKey);
  if (checked.kind === 'refused' || doc.issuer !== body.party)
    fail('enrolment.bad_signature', 'The request is not signed by the key and party it names.');
  const admitted = (await ctx.store.peers.list()).find(({ party }) => party === body.party);
  if (admitted && admitted.publicKey !== body.publicKey)
    fail(
      'enrolment.key_changed',
      'This party has been admitted under another key; its operator must be asked.',
    );
  if (admitted && admitted.registrar !== body.registrar)
    fail(
      'enrolment.role_changed',
      'This party has been admitted in another role; its operator must be asked.',
    );
  const standing = admitted && (await ctx.enrolments.of(body.party));
  // Whoever has seen an old request could send it again.
  if (!standing || standing.issuedAtMs <= doc.issuedAtMs) await (admitted ? admit : ask)(ctx, doc);
  return { body, fingerprint: fingerprint(parsePublicKey(body.publicKey)), admitted: admitted !== undefined };
}

/** What an operator says of a party when it admits or pins it: the fingerprint it heard, and whether it takes its word for firms' keys. */
export type PinWord = { readonly fingerprint: string; readonly registrar?: boolean | undefined };

/** What to tell an operator whose word on the role is not what the party asks for. */
export function roleDiffers(asksAsRegistrar: boolean): string {
  return asksAsRegistrar
    ? 'This party asks to vouch for the keys of firms. Say registrar: true if it is a registrar you know.'
    : 'This party does not ask to be a registrar. Leave registrar out.';
}

/** The operator's admission: the fingerprint read out by the party must be that of the key that asked. */
export async function admitParty(
  ctx: HubContext,
  party: string,
  { fingerprint: readOut, registrar = false }: PinWord,
): Promise<Enrolment> {
  const doc = await ctx.enrolments.of(party);
  if (!doc) fail('enrolment.not_found', 'No node has asked to join under that name.');
  const body = enrolmentBody(doc);
  const actual = fingerprint(parsePublicKey(body.publicKey));
  if (readOut.replaceAll(/\s/g, '').toLowerCase() !== actual.replaceAll(' ', ''))
    throw new FinharborError({
      code: 'enrolment.fingerprint_differs',
      publicMessage:
        'The fingerprint is not that of the key that asked to join. Compare it with the party once more.',
      fields: [{ pointer: '/fingerprint', detail: 'does not match' }],
    });
  if (body.registrar !== registrar) fail('enrolment.role_differs', roleDiffers(body.registrar));
  await admit(ctx, doc);
  return { body, fingerprint: actual, admitted: true };
}

/** The enrolment documents of all admitted parties; each node still pins each peer itself. */
export async function directory(ctx: HubContext): Promise<readonly SignedDocument[]> {
  const peers = await ctx.store.peers.list();
  const docs = await Promise.all(peers.map(({ party }) => ctx.enrolments.of(party)));
  return docs.filter((doc) => doc !== undefined);
}

/** Everybody who asked, admitted or not. */
export async function enrolments(ctx: HubContext): Promise<readonly Enrolment[]> {
  const admitted = new Set((await ctx.store.peers.list()).map(({ party }) => party));
  return (await ctx.enrolments.waiting()).map((doc) => {
    const body = enrolmentBody(doc);
    return {
      body,
      fingerprint: fingerprint(parsePublicKey(body.publicKey)),
      admitted: admitted.has(body.party),
    };
  });
}

/** A peer as an enrolment document describes it. */
export function peerOf(body: Body<'enrolment'>, pinnedAtMs: number): PinnedPeer {
  const { party, name, linkHost, linkPort, url, registrar, noteKey } = body;
  const publicKey = parsePublicKey(body.publicKey);
  return { party, name, publicKey, linkHost, linkPort, url, registrar, noteKey, pinnedAtMs };
}

async function ask(ctx: HubContext, doc: SignedDocument): Promise<void> {
  await ctx.enrolments.ask(doc);
}

async function admit(ctx: HubContext, doc: SignedDocument): Promise<void> {
  await ctx.enrolments.ask(doc);
  await ctx.store.peers.pin(peerOf(enrolmentBody(doc), ctx.clock.nowMs()));
}

function enrolmentBody(doc: SignedDocument): Body<'enrolment'> {
  if (doc.type !== 'enrolment') fail('document.unknown_type', 'The document is not an enrolment.');
  checkedBody('enrolment', doc.body);
  return doc.body as unknown as Body<'enrolment'>;
}
