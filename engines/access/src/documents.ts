import {
  canonicalJson,
  type Json,
  type PublicKey,
  parsePublicKey,
  type SigningKey,
  sha256,
  signBytes,
  verifyBytes,
} from '@finharbor/kernel';

/** What a document says and who says it, before it is signed. */
export type DocumentDraft = {
  /** Part of what is signed: a signature under one type never serves another. */
  readonly type: string;
  readonly issuer: string;
  /** Who is meant to read it; `*` for everybody. */
  readonly audience: readonly string[];
  readonly body: { readonly [key: string]: Json };
  readonly issuedAtMs: number;
};

/** A document with its Ed25519 signature; `id` is the SHA-256, in hex, of everything but id and signature in canonical JSON (RFC 8785). */
export type SignedDocument = DocumentDraft & {
  readonly id: string;
  readonly key: PublicKey;
  /** 64 bytes in base64url, over the 32 bytes of the id, under the context `finharbor/document/1/<type>`. */
  readonly signature: string;
};

/** The outcome of `verifyDocument`. */
export type DocumentVerdict =
  | { readonly kind: 'valid' }
  | {
      readonly kind: 'refused';
      readonly code:
        | 'document.altered'
        | 'document.unknown_issuer'
        | 'document.wrong_key'
        | 'document.bad_signature';
    };

/** Signs a document. Errors: `json.not_canonical` where the body holds what JSON cannot. */
export function signDocument(key: SigningKey, draft: DocumentDraft): SignedDocument {
  const { type, issuer, audience, body, issuedAtMs } = draft;
  const unsigned = { type, issuer, audience, body, issuedAtMs, key: key.publicKey };
  const digest = digestOf(unsigned);
  const signature = Buffer.from(signBytes(key, contextOf(type), digest)).toString('base64url');
  return { ...unsigned, id: Buffer.from(digest).toString('hex'), signature };
}

/**
 * Checks a document against the key its reader has pinned for the issuer, never against the key it brings along.
 * Whoever delivered it need not be trusted.
 */
export function verifyDocument(
  doc: SignedDocument,
  pinnedKeyOf: (issuer: string) => PublicKey | undefined,
): DocumentVerdict {
  const { type, issuer, audience, body, issuedAtMs, key } = doc;
  const pinned = pinnedKeyOf(issuer);
  if (pinned === undefined) return { kind: 'refused', code: 'document.unknown_issuer' };
  if (pinned !== key) return { kind: 'refused', code: 'document.wrong_key' };
  const digest = digestOf({ type, issuer, audience, body, issuedAtMs, key });
  if (Buffer.from(digest).toString('hex') !== doc.id) return { kind: 'refused', code: 'document.altered' };
  const signature = Buffer.from(doc.signature, 'base64url');
  const holds =
    signature.length === 64 &&
    verifyBytes(parsePublicKey(pinned), contextOf(type), { message: digest, signature });
  return holds ? { kind: 'valid' } : { kind: 'refused', code: 'document.bad_signature' };
}

function digestOf(unsigned: DocumentDraft & { readonly key: string }): Uint8Array<ArrayBuffer> {
  return sha256(canonicalJson(unsigned as unknown as Json));
}

function contextOf(type: string): string {
  return `finharbor/document/1/${type}`;
}
