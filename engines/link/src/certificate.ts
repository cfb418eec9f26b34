import { type KeyObject, sign, X509Certificate } from 'node:crypto';
import {
  type Clock,
  instantText,
  type PublicKey,
  publicKeyObject,
  type SigningKey,
  systemRandom,
} from '@finharbor/kernel';

/** The certificate a party presents, with its life in milliseconds since the epoch. */
export type Certificate = { readonly pem: string; readonly notBeforeMs: number; readonly notAfterMs: number };

// Clocks of two parties differ; a certificate that starts a little in the past does not fail for that.
const skewMs = 10 * 60_000;

/**
 * An X.509 v3 certificate (RFC 5280) that an Ed25519 key signs for itself (RFC 8410). It names nobody: who a peer is
 * follows from the pinned key alone.
 */
export function selfSigned(key: SigningKey, lifeMs: number, clock: Clock): Certificate {
  const notBeforeMs = clock.nowMs() - skewMs;
  const notAfterMs = clock.nowMs() + lifeMs;
  const serial = Buffer.from(systemRandom.bytes(16));
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    ed25519,
    name,
    sequence(time(notBeforeMs), time(notAfterMs)),
    name,
    publicKeyObject(key.publicKey).export({ type: 'spki', format: 'der' }),
    tagged(0xa3, extensions),
  );
  const der = sequence(body, ed25519, bits(sign(null, body, key.privateKey)));
  return { pem: new X509Certificate(der).toString(), notBeforeMs, notAfterMs };
}

/** The Ed25519 key in a peer's certificate as the kernel writes it, or undefined for any other kind of key. */
export function certifiedKey(certificate: X509Certificate): PublicKey | undefined {
  if (certificate.publicKey.asymmetricKeyType !== 'ed25519') return undefined;
  return rawKey(certificate.publicKey);
}

/** True where `nowMs` lies within the certificate's life, give or take the skew of two clocks. */
export function isCurrent(certificate: X509Certificate, nowMs: number): boolean {
  const from = certificate.validFromDate.getTime();
  const to = certificate.validToDate.getTime();
  return from - skewMs <= nowMs && nowMs <= to + skewMs;
}

function rawKey(key: KeyObject): PublicKey {
  return key.export({ type: 'spki', format: 'der' }).subarray(12).toString('base64url') as PublicKey;
}

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const length = content.length;
  const head = length < 0x80 ? [tag, length] : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, ...parts);
}

function integer(bytes: Uint8Array): Buffer {
  return tagged(0x02, bytes);
}

function bits(bytes: Uint8Array): Buffer {
  return tagged(0x03, Buffer.from([0]), bytes);
}

function objectId(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

function time(ms: number): Buffer {
  const digits = instantText(ms).replace(/\.\d+Z$|[-:TZ]/g, '');
  // RFC 5280, 4.1.2.5: UTCTime up to 2049, GeneralizedTime from 2050.
  if (digits < '2050') return tagged(0x17, Buffer.from(`${digits.slice(2)}Z`));
  return tagged(0x18, Buffer.from(`${digits}Z`));
}

const ed25519 = sequence(objectId('2b6570'));
const commonName = tagged(0x0c, Buffer.from('finharbor-link'));
const name = sequence(tagged(0x31, sequence(objectId('550403'), commonName)));
const critical = Buffer.from('0101ff', 'hex');
const extensions = sequence(
  // basicConstraints: not an authority; keyUsage: digitalSignature only.
  sequence(objectId('551d13'), critical, tagged(0x04, sequence())),
  sequence(objectId('551d0f'), critical, tagged(0x04, tagged(0x03, Buffer.from([7, 0x80])))),
);
