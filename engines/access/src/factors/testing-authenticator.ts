import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import type { Assertion, AssertionAsk, Attestation, AttestationAsk } from './forms.ts';

/** How a test's authenticator may behave otherwise than an honest one. */
export type Odd = { readonly origin?: string; readonly unverified?: boolean; readonly siteId?: string };

/** An authenticator in software, for tests: one ES256 passkey per site that counts its signatures (WebAuthn Level 3, sections 6.1 and 8.7). */
export type TestAuthenticator = {
  readonly make: (ask: AttestationAsk, odd?: Odd) => Attestation;
  readonly sign: (ask: AssertionAsk, odd?: Odd) => Assertion;
  /** As a copy of it would go on: from the count it had before. */
  readonly rewind: (signatures: number) => void;
};

const [present, verified, attested] = [0x01, 0x04, 0x40];

export function testAuthenticator(origin: string): TestAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const id = randomBytes(16);
  let count = 0;
  let userHandle = '';
  const clientData = (type: string, challenge: string, odd: Odd): Buffer =>
    Buffer.from(JSON.stringify({ type, challenge, origin: odd.origin ?? origin, crossOrigin: false }));
  const head = (siteId: string, odd: Odd, flags: number): Buffer => {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(++count);
    const bits = flags | present | (odd.unverified ? 0 : verified);
    return Buffer.concat([sha256(Buffer.from(odd.siteId ?? siteId)), Buffer.from([bits]), counter]);
  };
  return {
    make(ask, odd = {}) {
      userHandle = ask.userHandle;
      const size = Buffer.from([0, id.length]);
      const authData = Buffer.concat([
        head(ask.siteId, odd, attested),
        Buffer.alloc(16),
        size,
        id,
        coseKey(publicKey),
      ]);
      // { "fmt": "none", "attStmt": {}, "authData": bytes }
      const object = Buffer.concat([
        Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746158', 'hex'),
        Buffer.from([authData.length]),
        authData,
      ]);
      return {
        id: id.toString('base64url'),
        clientDataJSON: clientData('webauthn.create', ask.challenge, odd).toString('base64url'),
        attestationObject: object.toString('base64url'),
        transports: ['internal'],
      };
    },
    sign(ask, odd = {}) {
      const data = clientData('webauthn.get', ask.challenge, odd);
      const authData = head(ask.siteId, odd, 0);
      return {
        id: id.toString('base64url'),
        clientDataJSON: data.toString('base64url'),
        authenticatorData: authData.toString('base64url'),
        signature: sign('sha256', Buffer.concat([authData, sha256(data)]), privateKey).toString('base64url'),
        userHandle,
      };
    },
    rewind(signatures) {
      count -= signatures;
    },
  };
}

/** { 1: EC2, 3: ES256, -1: P-256, -2: x, -3: y } */
function coseKey(key: KeyObject): Buffer {
  const { x, y } = key.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.from('a5010203262001215820', 'hex'),
    Buffer.from(x!, 'base64url'),
    Buffer.from('225820', 'hex'),
    Buffer.from(y!, 'base64url'),
  ]);
}

function sha256(bytes: Buffer): Buffer {
  return createHash('sha256').update(bytes).digest();
}
