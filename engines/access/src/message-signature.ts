import { sign, timingSafeEqual, verify } from 'node:crypto';
import { type PublicKey, publicKeyObject, type SigningKey, sha256 } from '@finharbor/kernel';

/** Ed25519 over a signature base, as the binary value of a `Signature` member. */
export function signBase(key: SigningKey, base: string): string {
  return `:${sign(null, Buffer.from(base, 'utf8'), key.privateKey).toString('base64')}:`;
}

/** True where the member's value is the key's signature over the base. */
export function verifyBase(key: PublicKey, base: string, value: string): boolean {
  const match = /^:([A-Za-z0-9+/]{86}==):$/.exec(value);
  const signature = Buffer.from(match?.[1] ?? '', 'base64');
  // Spare bits of the last character would let one signature be written in several ways.
  if (match?.[1] !== signature.toString('base64')) return false;
  return verify(null, Buffer.from(base, 'utf8'), publicKeyObject(key), signature);
}

/** The `Content-Digest` of a body: SHA-256 (RFC 9530). */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${Buffer.from(sha256(body)).toString('base64')}:`;
}

/** True where a `Content-Digest` of ours is that of the body. */
export function digestMatches(value: string, body: Uint8Array): boolean {
  const [given, wanted] = [Buffer.from(value), Buffer.from(contentDigest(body))];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}
