import { type PublicKey, type SigningKey, sha256, signBytes, verifyBytes } from '@finharbor/kernel';
import {
  contextOf,
  type DocumentCheck,
  draftDocument,
  refusedDocument,
  type SignedDocument,
  signedText,
  type UnsignedDocument,
} from './document-form.ts';

/** Signs a document. Errors: `json.not_canonical` when the body holds what JSON cannot. */
export function signDocument(key: SigningKey, document: UnsignedDocument): SignedDocument {
  const { signed, text } = draftDocument(key.publicKey, document);
  const bytes = Buffer.from(text, 'utf8');
  return {
    ...signed,
    id: hexOf(sha256(bytes)),
    signature: Buffer.from(signBytes(key, contextOf(signed.type), bytes)).toString('base64url'),
  };
}

/**
 * Checks a document from outside against the key its issuer is pinned to here; the key the document carries is not believed.
 * Never throws, whatever the document holds. It does not ask whether the issuer may say this, nor whether it is still true.
 */
export function verifyDocument(
  document: SignedDocument,
  pinnedKeyOf: (issuer: string) => PublicKey | undefined,
): DocumentCheck {
  const text = signedText(document);
  if (text === undefined || hexOf(sha256(text)) !== document.id) return refusedDocument('document.altered');
  const pinned = pinnedKeyOf(document.issuer);
  if (pinned === undefined) return refusedDocument('document.unknown_issuer');
  if (pinned !== document.key) return refusedDocument('document.wrong_key');
  const signature = signatureBytes(document.signature);
  const message = Buffer.from(text, 'utf8');
  if (!signature || !verifyBytes(pinned, contextOf(document.type), { message, signature }))
    return refusedDocument('document.bad_signature');
  return { kind: 'valid' };
}

/** The 64 bytes of a signature; undefined where the text is not the one base64url form of 64 bytes. */
function signatureBytes(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === 64 && bytes.toString('base64url') === text ? bytes : undefined;
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
