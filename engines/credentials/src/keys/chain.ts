import { type KeyObject, X509Certificate } from 'node:crypto';
import type { Json } from '@finharbor/kernel';
import { isP256 } from '../sd-jwt/jws.ts';

/** Whom a verifier trusts, and when it asks. */
export type Anchors = { readonly authorities: readonly X509Certificate[]; readonly nowMs: number };

/** The certificates that were shown of late: few keys sign many credentials, and reading one costs more than a signature. */
const shown = new Map<string, X509Certificate>();
const mostShown = 64;
/** Which authority has signed which certificate; what was true of these two stays true. */
const signed = new WeakMap<X509Certificate, WeakMap<X509Certificate, boolean>>();

/** The certificate that a header shows (RFC 7515, 4.1.6), undefined where it shows none of a key that could have signed. */
export function shownCertificate(x5c: Json | undefined): X509Certificate | undefined {
  const own = Array.isArray(x5c) && x5c.length <= 4 ? x5c[0] : undefined;
  if (typeof own !== 'string' || !/^[A-Za-z0-9+/]{1,6000}={0,2}$/.test(own)) return undefined;
  const known = shown.get(own);
  if (known) return known;
  try {
    const certificate = new X509Certificate(Buffer.from(own, 'base64'));
    if (!isP256(certificate.publicKey)) return undefined;
    if (shown.size >= mostShown) shown.delete(shown.keys().next().value!);
    shown.set(own, certificate);
    return certificate;
  } catch {
    return undefined;
  }
}

/**
 * Whether a trusted authority has signed the certificate of a signing key, directly, and both are within their time. What else the
 * header shows of a chain is not believed.
 */
export function isTrusted(certificate: X509Certificate, { authorities, nowMs }: Anchors): boolean {
  const isNow = ({ validFromDate, validToDate }: X509Certificate): boolean =>
    validFromDate.getTime() <= nowMs && nowMs < validToDate.getTime();
  return (
    !certificate.ca &&
    isNow(certificate) &&
    authorities.some((authority) => authority.ca && isNow(authority) && isSigned(certificate, authority))
  );
}

function isSigned(certificate: X509Certificate, authority: X509Certificate): boolean {
  const by = signed.get(certificate) ?? new WeakMap<X509Certificate, boolean>();
  signed.set(certificate, by);
  const known = by.get(authority);
  if (known !== undefined) return known;
  const found = certificate.checkIssued(authority) && isSignedWith(certificate, authority.publicKey);
  by.set(authority, found);
  return found;
}

function isSignedWith(certificate: X509Certificate, key: KeyObject): boolean {
  try {
    return certificate.verify(key);
  } catch {
    return false;
  }
}
