import type { Clock, PublicKey, Random, SigningKey } from '@finharbor/kernel';
import type { IncomingRequest } from '@finharbor/kernel/http';
import { contentDigest, digestMatches, signBase, verifyBase } from './message-signature.ts';
import { componentsOf, draftRequest, type OutgoingRequest, validSeconds } from './request-form.ts';
import {
  type Component,
  parseSignature,
  parseSignatureInput,
  type SignatureInput,
  signatureBase,
} from './signature-base.ts';

/** Who signs requests, and with what. `party` goes out as the key's id. */
export type RequestSigner = {
  readonly party: string;
  readonly key: SigningKey;
  readonly clock: Clock;
  readonly random: Random;
};

const skewSeconds = 30;

/**
 * Signs a request (RFC 9421, Ed25519) over method, authority, path, query, the body's digest (RFC 9530) and its content type where
 * one is given; valid for 60 seconds and for one use. Returns the given headers, names in lower case, and the three of the
 * signature. Other headers are not covered.
 */
export function signRequest(signer: RequestSigner, request: OutgoingRequest): Record<string, string> {
  const digest = contentDigest(request.body ?? new Uint8Array());
  const nonce = Buffer.from(signer.random.bytes(16)).toString('base64url');
  const about = { party: signer.party, nowMs: signer.clock.nowMs(), nonce };
  const draft = draftRequest(about, request, digest);
  return draft.headers(signBase(signer.key, draft.base));
}

/** Remembers the nonces of accepted requests. */
export type NonceStore = {
  /** False when the key has used the nonce before; the memory must last until `expiresMs`. */
  readonly remember: (use: {
    readonly keyid: string;
    readonly nonce: string;
    readonly nowMs: number;
    readonly expiresMs: number;
  }) => Promise<boolean>;
};

/** What the check of a signed request needs. */
export type RequestVerifier = {
  /** The pinned key of a party; undefined where nobody is known by that name. */
  readonly keyOf: (party: string) => Promise<PublicKey | undefined>;
  readonly nonces: NonceStore;
  readonly clock: Clock;
  /** True for the host (and port) this server is reached under, so that a request meant for another is refused. */
  readonly isOwnAuthority: (authority: string) => boolean;
};

/** What a check of a signed request finds; `kind: 'refused'` names the first thing wrong. */
export type RequestCheck =
  | { readonly kind: 'valid'; readonly party: string; readonly key: PublicKey }
  | { readonly kind: 'refused'; readonly code: RequestRefusal };

/** Why a signed request is refused. */
export type RequestRefusal =
  | 'access.signature_malformed'
  | 'access.signature_expired'
  | 'access.signature_elsewhere'
  | 'access.signature_digest'
  | 'access.signature_unknown_key'
  | 'access.signature_bad'
  | 'access.signature_replayed';

/**
 * Checks a request made by `signRequest`: everything it must cover is covered, it was made at most 60 seconds ago (30 seconds of
 * clock difference are forgiven), for this server, over this body, by the pinned key, and is seen for the first time. Never throws
 * for what the request holds.
 */
export async function verifyRequest(
  verifier: RequestVerifier,
  request: IncomingRequest,
): Promise<RequestCheck> {
  const read = readSignature(request);
  if (!read) return refused('access.signature_malformed');
  const { input, value, components } = read;
  const { created, expires, nonce, keyid } = input.params as SignatureParams;
  const nowMs = verifier.clock.nowMs();
  const now = nowMs / 1000;
  if (expires - created > validSeconds || now > expires + skewSeconds || now < created - skewSeconds)
    return refused('access.signature_expired');
  if (!verifier.isOwnAuthority(read.authority)) return refused('access.signature_elsewhere');
  if (!digestMatches(read.digest, request.body)) return refused('access.signature_digest');
  const key = await verifier.keyOf(keyid);
  if (key === undefined) return refused('access.signature_unknown_key');
  if (!verifyBase(key, signatureBase(components, input.inner), value)) return refused('access.signature_bad');
  // Last, so that only whoever holds the key can fill the memory.
  const expiresMs = (expires + skewSeconds) * 1000;
  const fresh = await verifier.nonces.remember({ keyid, nonce, nowMs, expiresMs });
  return fresh ? { kind: 'valid', party: keyid, key } : refused('access.signature_replayed');
}

type SignatureParams = {
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
  readonly keyid: string;
};

type ReadSignature = {
  readonly input: SignatureInput;
  readonly value: string;
  readonly components: readonly Component[];
  readonly digest: string;
  readonly authority: string;
};

function readSignature({ method, url, headers }: IncomingRequest): ReadSignature | undefined {
  const { signature, host } = headers;
  const [inputText, digest] = [headers['signature-input'], headers['content-digest']];
  const contentType = headers['content-type'];
  if (typeof inputText !== 'string' || typeof signature !== 'string') return undefined;
  if (typeof digest !== 'string' || typeof host !== 'string') return undefined;
  if (typeof contentType === 'object') return undefined;
  const components = componentsOf({ method, authority: host, target: url, digest, contentType });
  const input = parseSignatureInput(inputText);
  const value = input && parseSignature(signature, input.label);
  const expected = components.map(([name]) => name).join();
  if (!input || value === undefined || input.components.join() !== expected) return undefined;
  const { created, expires, nonce, keyid, alg } = input.params;
  if (typeof created !== 'number' || typeof expires !== 'number' || alg !== 'ed25519') return undefined;
  if (typeof keyid !== 'string' || typeof nonce !== 'string' || nonce.length < 16) return undefined;
  return { input, value, components, digest, authority: host.toLowerCase() };
}

function refused(code: RequestRefusal): RequestCheck {
  return { kind: 'refused', code };
}
