import { createHash, timingSafeEqual, X509Certificate } from 'node:crypto';
import { type Clock, fail } from '@finharbor/kernel';
import type { Bilingual } from '@finharbor/kernel/contract';
import type { Arrival } from '@finharbor/kernel/http';
import { authDate } from '../accounts/auth.ts';
import { textAt } from './claims.ts';
import type { CertificateProvider, OutsideIdentity } from './provider.ts';

/** Sign-in by a certificate that the proxy in front has asked the browser for. */
export type CertificateSettings = {
  readonly id: string;
  readonly title: Bilingual;
  /** The field the proxy passes the certificate in: PEM, percent-encoded (nginx), or DER in base64 between colons (RFC 9440). */
  readonly header: string;
  /** What only the proxy knows, in its field `x-proxy-secret`. */
  readonly proxySecret: string;
  /** Certificates of those who issue people's certificates, PEM. */
  readonly authorities: readonly string[];
  /** The part of the subject that names a person for good and outlives the certificate: `serialNumber`, `UID`, `CN`. */
  readonly subject: string;
};

/**
 * Sign-in by client certificate. TLS ends at the proxy, not here: a platform that speaks the national suites (TLCP, SM2) does so in
 * its proxy, which Node's TLS cannot. Whoever holds a certificate proves so to the proxy; here it counts only on a connection from
 * this machine that carries the proxy's secret, and only if one of the configured authorities has signed it and it is valid today.
 * That it was not revoked is for the proxy to check.
 */
export function certificateProvider(settings: CertificateSettings, clock: Clock): CertificateProvider {
  const authorities = settings.authorities.map((pem) => new X509Certificate(pem));
  return {
    kind: 'certificate',
    id: settings.id,
    title: settings.title,
    proves: true,
    identify(arrival) {
      const value = fieldOf(arrival, settings.header);
      if (value === undefined || !isFromProxy(arrival, settings.proxySecret))
        fail(
          'access.outside_no_certificate',
          'The browser showed no certificate. Plug in the key, then try again.',
        );
      const certificate = read(value);
      if (!certificate || !isValid(certificate, authorities, clock))
        fail('access.outside_bad_answer', 'The certificate is not valid here.');
      return { ...identityOf(certificate, settings.subject), provenAtMs: clock.nowMs() };
    },
  };
}

const loopback = /^(127\.\d+\.\d+\.\d+|::1|::ffff:127\.\d+\.\d+\.\d+)$/;

function isFromProxy(arrival: Arrival, secret: string): boolean {
  const given = fieldOf(arrival, 'x-proxy-secret') ?? '';
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return loopback.test(arrival.peer) && timingSafeEqual(digest(given), digest(secret));
}

/** A header field that stands there once; a proxy that adds its own to a caller's is not believed. */
function fieldOf({ headers }: Arrival, name: string): string | undefined {
  const value = headers[name.toLowerCase()];
  return typeof value === 'string' && value !== '' && !value.includes(',') ? value : undefined;
}

function read(value: string): X509Certificate | undefined {
  try {
    const der = /^:([A-Za-z0-9+/=]+):$/.exec(value)?.[1];
    return new X509Certificate(der === undefined ? decodeURIComponent(value) : Buffer.from(der, 'base64'));
  } catch {
    return undefined;
  }
}

function isValid(
  certificate: X509Certificate,
  authorities: readonly X509Certificate[],
  clock: Clock,
): boolean {
  const nowMs = clock.nowMs();
  const isNow = (one: X509Certificate): boolean =>
    authDate(one.validFrom).getTime() <= nowMs && nowMs < authDate(one.validTo).getTime();
  const isIssued = authorities.some(
    (authority) =>
      certificate.checkIssued(authority) && certificate.verify(authority.publicKey) && isNow(authority),
  );
  return isIssued && isNow(certificate) && !certificate.ca;
}

function identityOf(certificate: X509Certificate, name: string): OutsideIdentity {
  const subject = fieldsOf(certificate.subject);
  const person = textAt(subject, name);
  if (person === undefined) fail('access.outside_bad_answer', 'The certificate does not say whose it is.');
  return {
    subject: person,
    claims: { ...subject, serial: certificate.serialNumber, issuer: certificate.issuer },
  };
}

/** A distinguished name as Node writes it, `CN=Sun Yi` on a line of its own; the last of several with one name counts. */
function fieldsOf(name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    name.split('\n').flatMap((line) => {
      const at = line.indexOf('=');
      return at < 1 ? [] : [[line.slice(0, at), line.slice(at + 1)]];
    }),
  );
}
