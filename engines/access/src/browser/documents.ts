import {
  contextOf,
  type DocumentCheck,
  draftDocument,
  refusedDocument,
  type SignedDocument,
  signedText,
  type UnsignedDocument,
} from '../document-form.ts';
import { base64urlOf, bytesOfBase64url, framed, hexOf, sha256Of, subtle, utf8 } from './bytes.ts';
import type { BrowserKey } from './key.ts';

/** Signs a document in the page, byte for byte as `signDocument` does on a server. Errors: `json.not_canonical`. */
export async function signDocumentWith(key: BrowserKey, document: UnsignedDocument): Promise<SignedDocument> {
  const { signed, text } = draftDocument(key.publicKey, document);
  const signature = await key.sign(framed(contextOf(signed.type), text));
  return { ...signed, id: await hashOf(text), signature: base64urlOf(signature) };
}

/** The id that a document's content makes; undefined where it is no document. */
export async function documentId(document: SignedDocument): Promise<string | undefined> {
  const text = signedText(document);
  return text === undefined ? undefined : hashOf(text);
}

/**
 * Checks that a document is what its id says and that the key it carries signed it, in the page. Whose key that is must be known from
 * elsewhere. Never throws for what the document holds.
 */
export async function verifySigned(document: SignedDocument): Promise<DocumentCheck> {
  const text = signedText(document);
  if (text === undefined || (await hashOf(text)) !== document.id) return refusedDocument('document.altered');
  const raw = bytesOfBase64url(document.key, 32);
  const signature = bytesOfBase64url(document.signature, 64);
  if (!raw || !signature) return refusedDocument('document.bad_signature');
  const isValid = await subtle()
    .importKey('raw', raw, 'Ed25519', false, ['verify'])
    .then((key) => subtle().verify('Ed25519', key, signature, framed(contextOf(document.type), text)))
    // 32 bytes that are no key.
    .catch(() => false);
  return isValid ? { kind: 'valid' } : refusedDocument('document.bad_signature');
}

async function hashOf(text: string): Promise<string> {
  return hexOf(await sha256Of(utf8(text)));
}
