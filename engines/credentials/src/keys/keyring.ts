import { createPrivateKey, generateKeyPairSync, hash, type KeyObject, X509Certificate } from 'node:crypto';
import { type Clock, fail, type Random } from '@finharbor/kernel';
import { certificateOf } from './x509.ts';

/** Where keys are kept, each with its certificate in one text: written whole or not at all, and read by nobody else. */
export type KeyFiles = {
  readonly read: (name: string) => string | undefined;
  readonly write: (name: string, pem: string) => void;
};

/** A key that signs credentials and status lists, with what its signatures say of it. */
export type IssuerKey = {
  readonly privateKey: KeyObject;
  readonly certificate: X509Certificate;
  readonly header: { readonly kid: string; readonly x5c: readonly [string] };
};

/** A public key as a JWK (RFC 7517), with its certificate. */
export type PublicJwk = {
  readonly kty: 'EC';
  readonly crv: 'P-256';
  readonly x: string;
  readonly y: string;
  readonly kid: string;
  readonly alg: 'ES256';
  readonly use: 'sig';
  readonly x5c: readonly [string];
};

/** An issuer's keys: the authority that others trust, and the keys under it. */
export type Keyring = {
  readonly authority: X509Certificate;
  /** The key to sign with today; a year after it was made there is another. */
  readonly current: () => IssuerKey;
  /** All keys there have been: what they signed still verifies. */
  readonly all: () => readonly IssuerKey[];
};

/** What a keyring is opened with; `name` is the issuer's, as its certificates say it. */
export type KeyringParts = {
  readonly files: KeyFiles;
  readonly name: string;
  readonly clock: Clock;
  readonly random: Random;
};

const dayMs = 86_400_000;
const signsMs = 365 * dayMs;
/** A key's certificate outlives its use by what a certificate may be shown after it was signed. */
const lifeMs = 10 * 365 * dayMs;
const authorityLifeMs = 30 * 365 * dayMs;
// Clocks differ: a certificate that starts a little in the past does not fail for that.
const skewMs = 10 * 60_000;

type Held = { readonly key: KeyObject; readonly certificate: X509Certificate };

/**
 * Opens an issuer's keys, and makes those that are not there. One process at a time. Errors: `credential.bad_key` where a file holds none.
 */
export function openKeyring({ files, name, clock, random }: KeyringParts): Keyring {
  const held = (file: string, make: () => Held): Held => {
    const kept = files.read(file);
    if (kept !== undefined) return heldIn(kept);
    const made = make();
    files.write(file, `${made.key.export({ type: 'pkcs8', format: 'pem' })}${made.certificate}`);
    return made;
  };
  const authority = held('authority.pem', () => {
    const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const fromMs = clock.nowMs() - skewMs;
    return {
      key,
      certificate: certificateOf({ key, name, fromMs, untilMs: fromMs + authorityLifeMs, random }),
    };
  });
  const next = (at: number): IssuerKey =>
    issuerKeyOf(
      held(`issuer-${at}.pem`, () => {
        const { privateKey: key } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
        const fromMs = clock.nowMs() - skewMs;
        const issuer = { key: authority.key, name };
        const own = { key, name: `${name} ${at}`, fromMs, untilMs: fromMs + lifeMs };
        return { key, certificate: certificateOf({ ...own, random, issuer }) };
      }),
    );
  const keys: IssuerKey[] = [];
  while (keys.length === 0 || files.read(`issuer-${keys.length + 1}.pem`) !== undefined)
    keys.push(next(keys.length + 1));
  return {
    authority: authority.certificate,
    all: () => keys,
    current() {
      const last = keys.at(-1)!;
      if (clock.nowMs() < last.certificate.validFromDate.getTime() + signsMs) return last;
      const made = next(keys.length + 1);
      keys.push(made);
      return made;
    },
  };
}

/** The JWK of a key, for the issuer's metadata. */
export function publicJwk({ certificate, header }: IssuerKey): PublicJwk {
  const { x, y } = certificate.publicKey.export({ format: 'jwk' }) as { x: string; y: string };
  return { kty: 'EC', crv: 'P-256', x, y, alg: 'ES256', use: 'sig', ...header };
}

function heldIn(pem: string): Held {
  try {
    return {
      key: createPrivateKey(pem),
      certificate: new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERT'))),
    };
  } catch (cause) {
    return fail(
      'credential.bad_key',
      'A key file of the issuer of certificates does not hold a key and its certificate.',
      cause,
    );
  }
}

function issuerKeyOf({ key: privateKey, certificate }: Held): IssuerKey {
  const { x, y } = certificate.publicKey.export({ format: 'jwk' }) as { x: string; y: string };
  // RFC 7638: the thumbprint of what the key is, its members in this order.
  const kid = hash('sha256', JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }), 'base64url');
  return { privateKey, certificate, header: { kid, x5c: [certificate.raw.toString('base64')] } };
}
