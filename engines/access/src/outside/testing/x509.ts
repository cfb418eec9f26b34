import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** Somebody's certificate and the key behind it. */
export type TestCertificate = { readonly pem: string; readonly der: Uint8Array; readonly key: KeyObject };

/** What a certificate is to say; names by their short forms. */
export type CertificateDraft = {
  readonly subject: Readonly<Partial<Record<'CN' | 'serialNumber' | 'O', string>>>;
  /** Who signs it; left out, it signs itself. */
  readonly by?: { readonly subject: CertificateDraft['subject']; readonly key: KeyObject };
  /** `YYYYMMDDHHMMSSZ` */
  readonly from: string;
  readonly to: string;
  readonly ca?: boolean;
};

const names = { CN: '550403', serialNumber: '550405', O: '55040a' } as const;
const ed25519 = sequence(tagged(0x06, Buffer.from('2b6570', 'hex')));
const basicConstraints = tagged(0x06, Buffer.from('551d13', 'hex'));

/** Makes a certificate (RFC 5280, Ed25519 of RFC 8410): Node reads them but makes none. */
export function certificate({ subject, by, from, to, ca = false }: CertificateDraft): TestCertificate {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const content = sequence(
    tagged(0xa0, tagged(0x02, Buffer.of(2))),
    tagged(0x02, Buffer.of(1, 2, 3)),
    ed25519,
    nameOf(by?.subject ?? subject),
    sequence(tagged(0x18, Buffer.from(from)), tagged(0x18, Buffer.from(to))),
    nameOf(subject),
    publicKey.export({ type: 'spki', format: 'der' }),
    ...(ca
      ? [
          tagged(
            0xa3,
            sequence(sequence(basicConstraints, tagged(0x04, sequence(tagged(0x01, Buffer.of(255)))))),
          ),
        ]
      : []),
  );
  const signature = sign(null, content, by?.key ?? privateKey);
  const der = sequence(content, ed25519, tagged(0x03, Buffer.of(0), signature));
  const lines = der.toString('base64').replace(/.{64}/g, '$&\n');
  return { der, key: privateKey, pem: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n` };
}

function nameOf(parts: CertificateDraft['subject']): Buffer {
  return sequence(
    ...Object.entries(parts).map(([name, value]) => {
      const id = tagged(0x06, Buffer.from(names[name as keyof typeof names], 'hex'));
      return tagged(0x31, sequence(id, tagged(0x0c, Buffer.from(value))));
    }),
  );
}

function sequence(...parts: readonly Uint8Array[]): Buffer {
  return tagged(0x30, ...parts);
}

function tagged(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const size = body.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.of(tag, ...length), body]);
}
