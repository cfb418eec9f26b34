import { type KeyObject, sign, verify } from 'node:crypto';
import type { Json } from '@finharbor/kernel';

/** A JSON object. */
export type JsonObject = { readonly [name: string]: Json };

/** A JWS in compact form (RFC 7515), taken apart; nothing of it has been checked. */
export type Jws = {
  readonly header: JsonObject;
  readonly payload: JsonObject;
  readonly input: string;
  readonly signature: Buffer;
};

const base64url = /^[A-Za-z0-9_-]+$/;

/** Signs with ES256 (RFC 7518, 3.4), the one algorithm that is spoken here. */
export function signJws(header: JsonObject, payload: JsonObject, key: KeyObject): string {
  const input = `${encoded({ alg: 'ES256', ...header })}.${encoded(payload)}`;
  const signature = sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' });
  return `${input}.${signature.toString('base64url')}`;
}

/** Takes a JWS apart; undefined where it is none. */
export function readJws(text: string): Jws | undefined {
  const [head, body, tail, ...more] = text.split('.');
  if (!head || !body || !tail || more.length > 0) return undefined;
  const header = decoded(head);
  const payload = decoded(body);
  const signature = bytes(tail);
  if (!isObject(header) || !isObject(payload) || !signature) return undefined;
  return { header, payload, signature, input: `${head}.${body}` };
}

/**
 * Whether the key has signed it with ES256 and under no critical extension, of which none is known here. The algorithm is the verifier's,
 * never the header's (RFC 8725, 3.1): a header that names another is refused.
 */
export function isSignedBy({ header, input, signature }: Jws, key: KeyObject): boolean {
  if (header.alg !== 'ES256' || 'crit' in header || signature.length !== 64 || !isP256(key)) return false;
  return verify('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }, signature);
}

/** Whether a public key is one of the curve P-256. */
export function isP256(key: KeyObject): boolean {
  return key.asymmetricKeyType === 'ec' && key.asymmetricKeyDetails?.namedCurve === 'prime256v1';
}

/** The bytes of base64url in its one right form, without padding or left-over bits. */
export function bytes(text: string): Buffer | undefined {
  if (!base64url.test(text)) return undefined;
  const read = Buffer.from(text, 'base64url');
  return read.toString('base64url') === text ? read : undefined;
}

/** JSON in base64url; undefined where it is none. */
export function decoded(text: string): Json | undefined {
  try {
    const read = bytes(text);
    return read && (JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(read)) as Json);
  } catch {
    return undefined;
  }
}

/** A value as JSON in base64url. */
export function encoded(value: Json): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** Whether a JSON value is an object. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
