import { type Json, sha256 } from '@finharbor/kernel';
import { z } from 'zod';
import { type Issuer, mostCredentialChars } from './credential.ts';
import { keyIdOf } from './did-document.ts';
import { type Jws, readJws, signJws } from './jws.ts';
import type { IncomingRequest, OutgoingRequest } from './port.ts';

/** What a message's token says (JWT, RFC 7519); `htm` and `htu` are RFC 9449's. */
export type MessageToken = {
  readonly iss: string;
  readonly sub: string;
  readonly aud: string;
  readonly iat: number;
  readonly exp: number;
  readonly jti: string;
  readonly htm: string;
  readonly htu: string;
  /** SHA-256 of the body, base64url. */
  readonly body_sha256: string;
  /** The sender's membership, as `vc+jwt`. */
  readonly membership: string;
};

// Keeps a token of another purpose that the same key signed from passing for one of a message.
const typ = 'dataspace-message+jwt';
const validSeconds = 60;
const skewSeconds = 30;
/** Node takes 16 kB of headers. */
const mostChars = 14_000;

/** What is particular to one token. */
export type TokenMoment = { readonly nowMs: number; readonly jti: string; readonly membership: string };

/** Signs the token of one attempt to send one message. */
export function signToken(
  { did, key }: Issuer,
  { method, url, body, audience }: OutgoingRequest,
  { nowMs, jti, membership }: TokenMoment,
): string {
  const iat = Math.floor(nowMs / 1000);
  const payload: MessageToken & { readonly [key: string]: Json } = {
    iss: did,
    sub: did,
    aud: audience,
    iat,
    exp: iat + validSeconds,
    jti,
    htm: method.toUpperCase(),
    htu: new URL(url).href,
    body_sha256: digest(body),
    membership,
  };
  return signJws({ key, kid: keyIdOf(did, key.publicKey), typ, payload });
}

const seconds = z.int().positive();
const schema: z.ZodType<MessageToken> = z.object({
  iss: z.string().max(512),
  sub: z.string(),
  aud: z.string(),
  iat: seconds,
  exp: seconds,
  jti: z.string().min(16).max(64),
  htm: z.string(),
  htu: z.string(),
  body_sha256: z.string(),
  membership: z.string().max(mostCredentialChars),
});

/** A token that fits its message; whether its issuer has signed it is not known yet. */
export type ReadToken = {
  readonly jws: Jws;
  readonly kid: string;
  readonly token: MessageToken;
  /** From when on the token is refused for its age. */
  readonly expiresMs: number;
};

/** Where a message came in: this participant and the address its connector is reached under. */
export type Receiver = { readonly self: string; readonly root: string; readonly nowMs: number };

/** Reads a message's token and compares it with the message; a text tells the first thing that does not fit. */
export function readToken({ self, root, nowMs }: Receiver, request: IncomingRequest): ReadToken | string {
  const text = /^Bearer ([^ ]+)$/i.exec(request.authorization ?? '')?.[1];
  const jws = text === undefined ? undefined : readJws(text, mostChars);
  const read = jws?.header.typ === typ ? schema.safeParse(jws.payload) : undefined;
  const kid = jws?.header.kid;
  if (!jws || !read?.success || typeof kid !== 'string') return 'no token of a message';
  const token = read.data;
  if (token.sub !== token.iss) return 'not self-issued';
  if (token.aud !== self) return 'for another participant';
  const now = nowMs / 1000;
  if (token.exp - token.iat > validSeconds) return 'valid for too long';
  if (now >= token.exp + skewSeconds) return 'expired';
  if (now < token.iat - skewSeconds) return 'issued in the future';
  if (token.htm !== request.method.toUpperCase()) return 'for another method';
  const to = URL.parse(request.url, root);
  // A path may look like another host's address.
  if (to?.origin !== new URL(root).origin || token.htu !== to.href) return 'for another address';
  if (token.body_sha256 !== digest(request.body)) return 'for another body';
  return { jws, kid, token, expiresMs: (token.exp + skewSeconds) * 1000 };
}

function digest(body: Uint8Array): string {
  return Buffer.from(sha256(body)).toString('base64url');
}
