import { canonicalJson, type Json, type PublicKey } from '@finharbor/kernel/contract';

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

/** A document with its signer's key, and the text that is hashed and signed. */
export type DraftDocument = {
  readonly signed: UnsignedDocument & { readonly key: PublicKey };
  readonly text: string;
};

const fieldNames = ['audience', 'body', 'id', 'issuedAtMs', 'issuer', 'key', 'signature', 'type'].join();

/** What a key is to sign. Errors: `json.not_canonical` when the body holds what JSON cannot. */
export function draftDocument(key: PublicKey, document: UnsignedDocument): DraftDocument {
  const { type, issuer, audience, body, issuedAtMs } = document;
  const signed = { type, issuer, audience, body, issuedAtMs, key };
  return { signed, text: canonicalJson(signed) };
}

/** The text a document's id and signature are over; undefined where it has other fields than a document or holds no JSON. */
export function signedText(document: SignedDocument): string | undefined {
  // A field outside the signature would travel along as if it were signed.
  if (Object.keys(document).toSorted().join() !== fieldNames) return undefined;
  const { id: _id, signature: _signature, ...signed } = document;
  try {
    return canonicalJson(signed);
  } catch {
    return undefined;
  }
}

/** The context of signatures under documents of a type. */
export function contextOf(type: string): string {
  return `finharbor/document/v1/${type}`;
}

export function refusedDocument(code: DocumentRefusal): DocumentCheck {
  return { kind: 'refused', code };
}
