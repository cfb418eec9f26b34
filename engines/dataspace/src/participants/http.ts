import { type Endpoint, endpoint } from '@finharbor/kernel/http';
import { didDocumentRoute, selfDescriptionRoute, statusListRoute } from './contract.ts';
import { type OwnDocument, writeDidDocument } from './did-document.ts';
import type { MembershipAuthority } from './membership.ts';

/** What a participant publishes; each is asked for anew, so that a changed key or a renewed credential shows without a restart. */
export type PublicFace = {
  readonly document: () => OwnDocument;
  readonly selfDescription: () => Promise<string>;
  /** Of the data space's authority alone. */
  readonly authority?: MembershipAuthority;
};

/** The pages by which others know a participant: DID document, self-description, and the authority's status list. */
export function participantEndpoints({
  document,
  selfDescription,
  authority,
}: PublicFace): readonly Endpoint[] {
  const own = [
    endpoint(didDocumentRoute, async () => reply(JSON.stringify(writeDidDocument(document())))),
    endpoint(selfDescriptionRoute, async () => reply(await selfDescription())),
  ];
  return authority
    ? [...own, endpoint(statusListRoute, async () => reply(await authority.statusList()))]
    : own;
}

function reply(text: string): { readonly status: 200; readonly body: Uint8Array } {
  return { status: 200, body: Buffer.from(text) };
}
