import {
  canonicalJson,
  type Json,
  type PublicKey,
  type SigningKey,
  sha256,
  signBytes,
  verifyBytes,
} from '@finharbor/kernel';

/** What a document says, as a JSON object. */
export type DocumentBody = { readonly [key: string]: Json };

/** A document before it is signed. `audience` names whom it is for. */
export type UnsignedDocument = {
  readonly type: string;
  readonly issuer: string;
  readonly audience: readonly string[];
  readonly body: DocumentBody;
  readonly issuedAtMs: number;
};

/**
 * A document signed by its issuer's Ed25519 key. `id` is the hex SHA-256 of the canonical JSON (RFC 8785) of every field but
 * `id` and `signature`; `signature` (base64url) is over that JSON under a context of the document's type, so that a
 * signature under one type says nothing under another. Whoever holds the document can read it.
 */
export type SignedDocument = UnsignedDocument & {
  readonly id: string;
  readonly key: PublicKey;
  readonly signature: string;
};

/** What a check of a document finds. */
export type DocumentCheck =
  | { readonly kind: 'valid' }
  | { readonly kind: 'refused'; readonly code: DocumentRefusal };

/** Why a document is refused: it is not what its id says, nobody here knows its issuer, the issuer has another key, or the signature is not that key's. */
export type DocumentRefusal =
  | 'document.altered'
  | 'document.unknown_issuer'
  | 'document.wrong_key'
  | 'document.bad_signature';

const fieldNames = ['audience', 'body', 'id', 'issuedAtMs', 'issuer', 'key', 'signature', 'type'].join();

/** Signs a document. Errors: `json.not_canonical` when the body holds what JSON cannot. */
export function signDocument(key: SigningKey, document: UnsignedDocument): SignedDocument {
  const { type, issuer, audience, body, issuedAtMs } = document;
  const signed = { type, issuer, audience, body, issuedAtMs, key: key.publicKey };
  const text = Buffer.from(canonicalJson(signed), 'utf8');
  return {
    ...signed,
    id: hexOf(sha256(text)),
    signature: Buffer.from(signBytes(key, contextOf(type), text)).toString('base64url'),
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
  if (text === undefined || hexOf(sha256(text)) !== document.id) return refused('document.altered');
  const pinned = pinnedKeyOf(document.issuer);
  if (pinned === undefined) return refused('document.unknown_issuer');
  if (pinned !== document.key) return refused('document.wrong_key');
  const signature = signatureBytes(document.signature);
  if (!signature || !verifyBytes(pinned, contextOf(document.type), { message: text, signature }))
    return refused('document.bad_signature');
  return { kind: 'valid' };
}

function signedText(document: SignedDocument): Buffer | undefined {
  // A field outside the signature would travel along as if it were signed.
  if (Object.keys(document).toSorted().join() !== fieldNames) return undefined;
  const { id: _id, signature: _signature, ...signed } = document;
  try {
    return Buffer.from(canonicalJson(signed), 'utf8');
  } catch {
    return undefined;
  }
}

/** The 64 bytes of a signature; undefined where the text is not the one base64url form of 64 bytes. */
function signatureBytes(text: unknown): Uint8Array | undefined {
  if (typeof text !== 'string') return undefined;
  const bytes = Buffer.from(text, 'base64url');
  return bytes.length === 64 && bytes.toString('base64url') === text ? bytes : undefined;
}

function contextOf(type: string): string {
  return `finharbor/document/v1/${type}`;
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

function refused(code: DocumentRefusal): DocumentCheck {
  return { kind: 'refused', code };
}
