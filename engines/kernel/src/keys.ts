import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { fail } from './errors.ts';

/** A party's own Ed25519 key (RFC 8032). The private half never leaves the process that loaded it. */
export type SigningKey = { readonly privateKey: KeyObject; readonly publicKey: PublicKey };

/** The 32 raw bytes of an Ed25519 public key, as base64url text. */
export type PublicKey = string & { readonly __publicKey: true };

const spkiPrefix = Buffer.from('302a300506032b6570032100', 'hex');

/** Makes a new signing key from the system's randomness. */
export function generateSigningKey(): SigningKey {
  return signingKeyOf(generateKeyPairSync('ed25519').privateKey);
}

/** Reads a signing key from PKCS#8 PEM. Errors: `key.malformed`. */
export function signingKeyFromPem(pem: string): SigningKey {
  try {
    return signingKeyOf(createPrivateKey(pem));
  } catch (cause) {
    return fail('key.malformed', 'The key file does not hold an Ed25519 private key in PKCS#8 PEM.', cause);
  }
}

/** The PKCS#8 PEM of a signing key, to be written to a file only its owner can read. */
export function signingKeyToPem(key: SigningKey): string {
  return key.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** Reads a public key at an edge. Errors: `key.malformed`. */
export function parsePublicKey(text: string): PublicKey {
  if (Buffer.from(text, 'base64url').length !== 32 || !/^[A-Za-z0-9_-]{43}$/.test(text))
    fail('key.malformed', 'A public key is 32 bytes in base64url.');
  return text as PublicKey;
}

/** The public key as a key object, for node:crypto and TLS. */
export function publicKeyObject(key: PublicKey): KeyObject {
  return createPublicKey({
    key: Buffer.concat([spkiPrefix, Buffer.from(key, 'base64url')]),
    format: 'der',
    type: 'spki',
  });
}

/** What a person reads out to another to compare keys: SHA-256 of the raw key, hex in groups of four. */
export function fingerprint(key: PublicKey): string {
  const hex = createHash('sha256').update(Buffer.from(key, 'base64url')).digest('hex');
  return hex.match(/.{4}/g)!.slice(0, 8).join(' ');
}

/** Signs `context || 0x00 || message`; the context keeps a signature made for one purpose from serving another. */
export function signBytes(key: SigningKey, context: string, message: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(sign(null, framed(context, message), key.privateKey));
}

/** True where `signature` is the key's over this context and message. */
export function verifyBytes(key: PublicKey, context: string, signed: Signed): boolean {
  return verify(null, framed(context, signed.message), publicKeyObject(key), signed.signature);
}

/** A message and the Ed25519 signature (64 bytes) over it. */
export type Signed = { readonly message: Uint8Array; readonly signature: Uint8Array };

function framed(context: string, message: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(`${context}\0`, 'utf8'), message]);
}

function signingKeyOf(privateKey: KeyObject): SigningKey {
  if (privateKey.asymmetricKeyType !== 'ed25519') fail('key.malformed', 'The key is not an Ed25519 key.');
  const der = createPublicKey(privateKey).export({ type: 'spki', format: 'der' });
  return { privateKey, publicKey: der.subarray(12).toString('base64url') as PublicKey };
}
