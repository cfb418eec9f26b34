import { type SignedDocument, verifyDocument } from '@finharbor/access';
import { FinharborError, type PublicKey } from '@finharbor/kernel';
import { bodySchemas } from './document-schemas.ts';
import { type DocumentType, firmIssuer } from './documents.ts';
import { signedDocument } from './signed-schema.ts';
import type { Store } from './store.ts';

/** What became of a document that reached this party. */
export type Admission =
  | { readonly kind: 'admitted' | 'already_there' }
  | { readonly kind: 'refused'; readonly code: string };

/** Whose word counts here: the keys this party has pinned, by itself, and which of those parties may vouch for firms. */
export type Trust = {
  readonly keys: ReadonlyMap<string, PublicKey>;
  readonly registrars: ReadonlySet<string>;
};

/** The trust of a party: the peers it has pinned, itself among them. */
export async function trustOf(store: Store): Promise<Trust> {
  const peers = await store.peers.list();
  return {
    keys: new Map(peers.map((peer) => [peer.party, peer.publicKey])),
    registrars: new Set(peers.filter((peer) => peer.registrar).map((peer) => peer.party)),
  };
}

/** The key an issuer must sign with: a pinned party's, or the one a pinned registrar vouched for last where it is a firm. */
export async function issuerKey(store: Store, issuer: string): Promise<PublicKey | undefined> {
  return keyOf(store, await trustOf(store), issuer);
}

/**
 * Takes a document in, or refuses it by name: unknown or malformed type, an issuer this party does not know, a signature that is
 * not the pinned key's, or a type this issuer may not write. The hub that delivered it is not believed in anything.
 */
export async function admitDocument(store: Store, trust: Trust, doc: SignedDocument): Promise<Admission> {
  const code = await refusalOf(store, trust, doc);
  if (code) return { kind: 'refused', code };
  return { kind: (await store.documents.put(doc)) === 'stored' ? 'admitted' : 'already_there' };
}

/** The same, and keeps what was refused: a peer pinned later may turn out to be the issuer. */
export async function admitOrKeep(store: Store, trust: Trust, doc: SignedDocument): Promise<Admission> {
  const admission = await admitDocument(store, trust, doc);
  if (admission.kind === 'refused' && isReadable(doc)) await store.documents.refuse(doc, admission.code);
  return admission;
}

/** Has the shape of a signed document, whatever it says; text that PostgreSQL's jsonb cannot hold (NUL, half a surrogate pair) is refused too. */
function isReadable(doc: SignedDocument): boolean {
  let isText = true;
  JSON.stringify(doc, (key, value: unknown) => {
    for (const text of [key, value])
      if (typeof text === 'string' && (text.includes('\0') || !text.isWellFormed())) isText = false;
    return value;
  });
  return isText && signedDocument.safeParse(doc).success;
}

async function refusalOf(store: Store, trust: Trust, doc: SignedDocument): Promise<string | undefined> {
  if (!isReadable(doc)) return 'document.malformed';
  if (!Object.hasOwn(bodySchemas, doc.type)) return 'document.unknown_type';
  const key = doc.type === 'key_request' ? requestedKey(doc) : await keyOf(store, trust, doc.issuer);
  const checked = verifyDocument(doc, (issuer) => (issuer === doc.issuer ? key : undefined));
  if (checked.kind === 'refused') return checked.code;
  const body = bodySchemas[doc.type as DocumentType].safeParse(doc.body);
  if (!body.success) return 'document.malformed';
  return mayIssue(doc, trust) ? undefined : 'document.wrong_issuer';
}

/** A firm that asks for a key has none that is known yet: it shows that it holds the one it asks for, and nothing else. */
function requestedKey({ body }: SignedDocument): PublicKey | undefined {
  return bodySchemas.key_request.safeParse(body).data?.publicKey as PublicKey | undefined;
}

/** A firm's key is the one a pinned registrar vouched for last. */
async function keyOf(store: Store, trust: Trust, issuer: string): Promise<PublicKey | undefined> {
  if (!issuer.startsWith('firm:')) return trust.keys.get(issuer);
  const bindings = await store.documents.find('firm_key', { uscc: issuer.slice(5) });
  // By the registrar's own time: the hub, which delivers them, must not be able to bring an old key back.
  const [last] = bindings
    .filter((binding) => trust.registrars.has(binding.issuer))
    .toSorted((a, b) => b.issuedAtMs - a.issuedAtMs);
  return last?.body.publicKey as PublicKey | undefined;
}

function mayIssue(doc: SignedDocument, trust: Trust): boolean {
  const body = doc.body as { uscc?: string; consumer?: string; party?: string; roster?: readonly string[] };
  switch (doc.type as DocumentType) {
    case 'consent':
    case 'withdrawal':
    case 'key_request':
      return doc.issuer === firmIssuer(body.uscc ?? '');
    case 'firm_key':
      return trust.registrars.has(doc.issuer);
    case 'contract':
      return doc.issuer === body.consumer;
    case 'enrolment':
      return doc.issuer === body.party;
    case 'job':
      return doc.issuer === body.roster?.[0];
    default:
      return trust.keys.has(doc.issuer);
  }
}

/** Reads a body as its type says, for documents made here. Errors: `document.malformed`, with a pointer per field. */
export function checkedBody(type: DocumentType, body: unknown): void {
  const read = bodySchemas[type].safeParse(body);
  if (read.success) return;
  throw new FinharborError({
    code: 'document.malformed',
    publicMessage: `The ${type.replaceAll('_', ' ')} has fields that cannot be accepted.`,
    fields: read.error.issues.map((issue) => ({
      pointer: `/${issue.path.join('/')}`,
      detail: issue.message,
    })),
  });
}
