import { type KeyObject, X509Certificate } from 'node:crypto';
import type { Json } from '@finharbor/kernel';
import { isP256 } from '../sd-jwt/jws.ts';

/** Whom a verifier trusts, and when it asks. */
export type Anchors = { readonly authorities: readonly X509Certificate[]; readonly nowMs: number };

/** The key of the certificate that a header shows (RFC 7515, 4.1.6), undefined where it shows none. */
export function shownCertificate(x5c: Json | undefined): X509Certificate | undefined {
  if (!Array.isArray(x5c) || x5c.length > 4) return undefined;
  const [own] = x5c;
  if (typeof own !== 'string' || !/^[A-Za-z0-9+/]{1,6000}={0,2}$/.test(own)) return undefined;
  try {
    const certificate = new X509Certificate(Buffer.from(own, 'base64'));
    return isP256(certificate.publicKey) ? certificate : undefined;
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
    authorities.some(
      (authority) =>
        authority.ca &&
        isNow(authority) &&
        certificate.checkIssued(authority) &&
        isSigned(certificate, authority.publicKey),
    )
  );
}

function isSigned(certificate: X509Certificate, key: KeyObject): boolean {
  try {
    return certificate.verify(key);
  } catch {
    return false;
  }
}
