import { createPublicKey, hash, type KeyObject, sign, X509Certificate } from 'node:crypto';
import { instantText, type Random } from '@finharbor/kernel';

/** What a certificate is made of; one without `issuer` signs itself, and is an authority. */
export type CertificateParts = {
  readonly key: KeyObject;
  readonly name: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly random: Random;
  readonly issuer?: { readonly key: KeyObject; readonly name: string };
};

/** An X.509 v3 certificate (RFC 5280) of a P-256 key (RFC 5480), signed with ECDSA and SHA-256. */
export function certificateOf(parts: CertificateParts): X509Certificate {
  const { key, name, issuer = { key, name }, fromMs, untilMs, random } = parts;
  const serial = Buffer.from(random.bytes(16));
  // Positive, and of the same length whatever was drawn.
  serial[0] = (serial[0]! & 0x3f) | 0x40;
  const body = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, serial),
    ecdsaWithSha256,
    nameOf(issuer.name),
    sequence(time(fromMs), time(untilMs)),
    nameOf(name),
    spkiOf(key),
    tagged(0xa3, extensions(key, parts.issuer?.key)),
  );
  const signature = sign('sha256', body, issuer.key);
  return new X509Certificate(sequence(body, ecdsaWithSha256, bits(signature)));
}

function extensions(key: KeyObject, issuer: KeyObject | undefined): Buffer {
  const identifier = extension('551d0e', tagged(0x04, keyId(key)));
  if (!issuer)
    // An authority under which no other stands, that signs certificates and nothing else.
    return sequence(
      extension('551d13', sequence(yes, tagged(0x02, Buffer.from([0]))), critical),
      extension('551d0f', tagged(0x03, Buffer.from([2, 0x04])), critical),
      identifier,
    );
  return sequence(
    extension('551d13', sequence(), critical),
    extension('551d0f', tagged(0x03, Buffer.from([7, 0x80])), critical),
    identifier,
    extension('551d23', sequence(tagged(0x80, keyId(issuer)))),
  );
}

function extension(id: string, value: Buffer, ...flags: readonly Buffer[]): Buffer {
  return sequence(objectId(id), ...flags, tagged(0x04, value));
}

/** RFC 7093, 2, method 1: the first 160 bits of SHA-256 over the key's bits. */
function keyId(key: KeyObject): Buffer {
  return hash('sha256', spkiOf(key).subarray(-65), 'buffer').subarray(0, 20);
}

function spkiOf(key: KeyObject): Buffer {
  return (key.type === 'private' ? createPublicKey(key) : key).export({ type: 'spki', format: 'der' });
}

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head =
    length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, ...parts);
}

function bits(content: Uint8Array): Buffer {
  return tagged(0x03, Buffer.from([0]), content);
}

function objectId(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'));
}

function nameOf(text: string): Buffer {
  return sequence(tagged(0x31, sequence(objectId('550403'), tagged(0x0c, Buffer.from(text)))));
}

function time(ms: number): Buffer {
  const digits = instantText(ms).replace(/\.\d+Z$|[-:TZ]/g, '');
  // RFC 5280, 4.1.2.5: UTCTime up to 2049, GeneralizedTime from 2050.
  if (digits < '2050') return tagged(0x17, Buffer.from(`${digits.slice(2)}Z`));
  return tagged(0x18, Buffer.from(`${digits}Z`));
}

const yes = Buffer.from('0101ff', 'hex');
const critical = yes;
const ecdsaWithSha256 = sequence(objectId('2a8648ce3d040302'));
