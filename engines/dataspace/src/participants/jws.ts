import { sign, verify } from 'node:crypto';
import { type Json, type PublicKey, publicKeyObject, type SigningKey } from '@finharbor/kernel';

type JsonObject = { readonly [key: string]: Json };

/** A compact JWS, read and not yet verified: nothing in it may be acted upon before `isSignedBy`. */
export type Jws = {
  readonly header: JsonObject;
  readonly payload: JsonObject;
  readonly signed: string;
  readonly signature: Uint8Array;
};

/** What is signed, and with which key: `kid` names it for the reader, `typ` keeps one kind of token from serving as another. */
export type JwsDraft = {
  readonly key: SigningKey;
  readonly kid: string;
  readonly typ: string;
  readonly payload: JsonObject;
};

/**
 * Signs JSON as a compact JWS (RFC 7515) with Ed25519 (RFC 8037). Made of `node:crypto` and not of a library of many algorithms: there
 * is one algorithm here, so none is negotiated, and the key stays the kernel's, whose private half is never exported.
 */
export function signJws({ key, kid, typ, payload }: JwsDraft): string {
  const signed = `${encode({ alg: 'EdDSA', typ, kid })}.${encode(payload)}`;
  return `${signed}.${sign(null, Buffer.from(signed), key.privateKey).toString('base64url')}`;
}

const form = /^([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]+)\.([A-Za-z0-9_-]{86})$/;

/** Takes a compact JWS apart; undefined where it is none, is longer than `mostChars`, or wants another algorithm or an extension. */
export function readJws(text: string, mostChars: number): Jws | undefined {
  const match = text.length <= mostChars ? form.exec(text) : null;
  const header = match && decode(match[1]!);
  const payload = match && decode(match[2]!);
  if (!header || !payload) return undefined;
  // RFC 9864 gives EdDSA with this curve the name Ed25519. An extension that is marked critical is one that is not known here.
  if ((header.alg !== 'EdDSA' && header.alg !== 'Ed25519') || 'crit' in header) return undefined;
  const signature = Buffer.from(match![3]!, 'base64url');
  return { header, payload, signed: `${match![1]}.${match![2]}`, signature };
}

/** True where the key has signed it. */
export function isSignedBy(jws: Jws, key: PublicKey): boolean {
  return verify(null, Buffer.from(jws.signed), publicKeyObject(key), jws.signature);
}

function encode(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined;
  } catch {
    return undefined;
  }
}
